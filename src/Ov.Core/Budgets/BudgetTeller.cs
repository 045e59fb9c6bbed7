using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Budgets;

/// <summary>Tells the operator, once for each limit, that a run's or a day's budget is nearly or wholly used up, with the command that raises it.</summary>
internal static class BudgetTeller
{
    /// <summary>After something was used.</summary>
    public static void Look(Tx tx, AgentRecord agent, TeamBudgets budgets)
    {
        foreach (var scope in BudgetGate.Scopes(tx.Sql, agent.RunId, "", budgets, tx.Now))
        {
            foreach (var limit in scope.Limit.Of(scope.Used))
            {
                if (limit.IsSpent)
                {
                    Stopped(tx, agent, scope, limit, $"{scope.Whose} budget is used up: {limit.State}");
                }
                else if (limit.IsNearlySpent)
                {
                    Tell(tx, agent, scope, limit, "budget.nearly_spent", $"{scope.Whose} budget is nearly used up: {limit.State}", "At its end no agent starts and no turn begins; what runs is not broken off.");
                }
            }
        }
    }

    /// <summary>An agent's next turn does not begin.</summary>
    public static void Paused(Tx tx, AgentRecord agent, BudgetPause pause)
    {
        AgentStore.SetObstacle(tx, agent.Id, new AgentObstacle(ObstacleKind.Budget, pause.Sentence, tx.Now, null));
        if (!pause.Passes)
        {
            Stopped(tx, agent, pause.Scope, pause.Limit, pause.Sentence);
        }
    }

    private static void Stopped(Tx tx, AgentRecord agent, BudgetScope scope, BudgetLimit limit, string sentence) => Tell(
        tx, agent, scope, limit, "budget.spent", sentence, $"No agent starts and no turn begins{(scope.Word == "day" ? " before the next day (00:00 UTC)" : "")}; work, mail and sessions are kept.");

    private static void Tell(Tx tx, AgentRecord agent, BudgetScope scope, BudgetLimit limit, string type, string sentence, string meaning)
    {
        // Another limit is another occurrence.
        var key = $"{type}:{scope.Key}:{limit.Word}:{limit.Text}";
        if (MailStore.ByKey(tx.Sql, Mailbox.SystemSender, key).Count > 0)
        {
            return;
        }

        var text = $"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}";
        tx.Record(new EventDraft(type) { RunId = agent.RunId, Actor = Mailbox.SystemSender, Subject = scope.Key, Level = "warn", Text = text });
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            Mailbox.SystemSender, Caller.OperatorName, MailType.HealthCheck, text,
            $"{meaning}\nRaise it: {scope.Raise(limit)}\nAgents that wait see it within half a minute. What was used by whom: ov costs --by {scope.Word}")
        {
            Priority = MailPriority.High, RunId = scope.Word == "run" ? scope.Key : null, IdempotencyKey = key,
        });
    }
}
