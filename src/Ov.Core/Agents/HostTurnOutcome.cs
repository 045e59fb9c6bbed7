using System.Globalization;
using Ov.Core.Budgets;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary>
/// What a turn's end changes: a good one acknowledges the mail it was shown, a failed one gives the mail back. Never more than idle:
/// completed is the agent's own word.
/// </summary>
internal static class HostTurnOutcome
{
    /// <summary>Data of the event of a turn that a person broke off.</summary>
    public const string BrokenOff = "{\"brokenOff\":true}";

    /// <param name="failure">Null after a good turn.</param>
    /// <param name="budgets">What it, its task, its run and the day may use.</param>
    /// <param name="limit">What becomes of it at its account's limit; null means it waits.</param>
    /// <param name="owesReport">Its runtime is one whose turns must end in a report, sooner or later.</param>
    /// <param name="notDone">Why its turn does not count as its report, where its role completes by itself.</param>
    /// <param name="interrupted">A person broke it off on the agent's screen: who is told there what to do owes nothing, and nothing is pasted between.</param>
    public static void Record(
        Tx tx, LedgerFiles files, ClaimedTurn turn, TurnFailure? failure, int maxFailures, TeamBudgets budgets, bool owesReport, TurnLimit? limit = null, bool interrupted = false, string? notDone = null)
    {
        var agent = AgentStore.ById(tx.Sql, turn.Agent.Id)!;
        // Stopped or replaced meanwhile: an older incarnation's host writes nothing any more.
        if (!agent.IsLive && agent.State != AgentState.Completed)
        {
            return;
        }

        tx.Record(new EventDraft("turn.ended")
        {
            RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Level = failure is null ? "info" : "warn",
            DurationMs = (long)(tx.Now - turn.StartedAt).TotalMilliseconds, Text = string.Create(CultureInfo.InvariantCulture, $"turn {turn.Number}: {failure?.Reason ?? (interrupted ? "broken off by a person on its screen" : "ended well")}"),
            Data = failure is null && interrupted ? BrokenOff : null,
        });
        SpentStore.Settle(tx, agent, tx.Now - turn.StartedAt);
        if (failure is null && RuntimeLimitStore.Clear(tx, agent.Runtime))
        {
            tx.Record(new EventDraft("runtime.resumed") { RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Subject = agent.Runtime, Text = $"{agent.Runtime} has something to give again" });
        }

        if (!agent.IsLive)
        {
            AgentStore.EndTurn(tx, agent.Id, agent.FailedTurns);
            BudgetTeller.Look(tx, agent, budgets);
            return;
        }

        if (failure is not null)
        {
            MailClaims.Release(tx, turn.Claim.ClaimId, failure.Reason);
        }

        if (failure is null)
        {
            Settle(tx, files, agent, turn, (owesReport || notDone is not null) && !interrupted, notDone);
        }
        else if (failure.Kind == TurnFailureKind.Limit)
        {
            // Counted once at the most, so that the turn is played again whether mail began it or not.
            AgentStore.EndTurn(tx, agent.Id, Math.Max(1, agent.FailedTurns));
            (limit ?? TurnLimit.Wait).Settle(tx, files, agent, failure, TimeZoneInfo.Local);
            Rest(tx, agent, failure.Reason);
        }
        else
        {
            Fail(tx, files, agent, failure, maxFailures);
        }

        Spend(tx, files, agent.Id, budgets);
        BudgetTeller.Look(tx, agent, budgets);
    }

    private static void Settle(Tx tx, LedgerFiles files, AgentRecord agent, ClaimedTurn turn, bool owesReport, string? notDone)
    {
        MailClaims.Acknowledge(tx, turn.Claim.ClaimId);
        MailClaims.AcknowledgeShown(tx, agent.Name);
        AgentStore.EndTurn(tx, agent.Id, 0);
        Clear(tx, agent);
        if (AgentCompactor.Settle(tx, files, turn) || !owesReport || !OwedReport.Settle(tx, files, agent, notDone))
        {
            Rest(tx, agent, null);
        }
    }

    /// <summary>What held it up is over, except for the answer that it now waits for.</summary>
    private static void Clear(Tx tx, AgentRecord agent)
    {
        if (agent.Obstacle is not null)
        {
            AgentStore.SetObstacle(tx, agent.Id, null);
        }

        if (MailStore.OpenQuestionsOf(tx.Sql, agent.Name, agent.Id) is [var asked, ..])
        {
            AgentStore.SetObstacle(tx, agent.Id, new AgentObstacle(ObstacleKind.Answer, $"it waits for {asked.Recipient} to answer \"{asked.Subject}\"", asked.CreatedAt, null));
        }
    }

    /// <summary>Its own budget and its task's: who has used one up and still holds its task has failed it.</summary>
    private static void Spend(Tx tx, LedgerFiles files, string agentId, TeamBudgets budgets)
    {
        var view = HostView.Of(tx.Sql, agentId);
        if (!view.Agent.IsLive || !view.HoldsWork)
        {
            return;
        }

        var used = SpentStore.Of(tx.Sql, "agent", agentId);
        var ofTask = view.Agent.TaskId is { } task ? SpentStore.Of(tx.Sql, "task", task) : Spending.None;
        if ((budgets.Agent.Spent(used) ?? budgets.Task.Spent(ofTask, "its task's")) is { } spent)
        {
            AgentEnder.End(tx, files, view.Agent, AgentState.Failed, view.Agent.Name, $"budget: {spent} were used up without a report", TaskAfter.Fail);
        }
        else if ((budgets.Agent.NearlySpent(used) ?? budgets.Task.NearlySpent(ofTask, "its task's")) is { } nearly)
        {
            Warn(tx, files, view.Agent, nearly);
        }
    }

    /// <summary>Once: what it has is worth a report, and a report that comes too late is none (S3-42).</summary>
    private static void Warn(Tx tx, LedgerFiles files, AgentRecord agent, string nearly)
    {
        var key = $"budget-warning:{agent.Id}";
        if (MailStore.ByKey(tx.Sql, Mailbox.SystemSender, key).Count > 0)
        {
            return;
        }

        tx.Record(new EventDraft("agent.budget_warning") { RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Level = "warn", Text = $"{nearly} are used up" });
        Mailbox.Deliver(tx, files, new MailDraft(Mailbox.SystemSender, agent.Name, MailType.Status, "Your budget is nearly used up",
            $"{char.ToUpperInvariant(nearly[0])}{nearly[1..]} are used up; at the end of it your task counts as failed.\nCommit what you have. If you can finish now, finish and report. If not, write down what remains (ov note write {agent.Name} --kind checkpoint --body \"...\") and report it as failed.")
        {
            Priority = MailPriority.High, RecipientId = agent.Id, RunId = agent.RunId, TaskId = agent.TaskId, IdempotencyKey = key,
        });
    }

    private static void Fail(Tx tx, LedgerFiles files, AgentRecord agent, TurnFailure failure, int maxFailures)
    {
        var failed = agent.FailedTurns + 1;
        AgentStore.SetObstacle(tx, agent.Id, null);
        AgentStore.EndTurn(tx, agent.Id, failed);
        if (failure.Kind is TurnFailureKind.SessionLost or TurnFailureKind.ContextFull)
        {
            AgentStore.SetSession(tx, agent.Id, null);
        }

        if (failure.Kind == TurnFailureKind.ContextFull)
        {
            AgentStore.SetObstacle(tx, agent.Id, new AgentObstacle(ObstacleKind.ContextFull, failure.Reason, tx.Now, null));
            ContinuedAttempt.Add(tx, agent, agent.Context?.Percent);
        }

        if (failed >= maxFailures || failure.Kind is TurnFailureKind.Login or TurnFailureKind.Refused)
        {
            var count = failed == 1 ? "its turn failed" : string.Create(CultureInfo.InvariantCulture, $"{failed} turns in a row failed; the last one");
            AgentEnder.End(tx, files, agent, AgentState.Failed, agent.Name, $"{count}: {failure.Reason}", TaskAfter.Fail);
            if (agent.TaskId is { } task)
            {
                // A runtime that does not work says nothing about the task.
                TaskAttemptStore.LetGo(tx, task);
            }

            return;
        }

        Rest(tx, agent, failure.Reason);
    }

    private static void Rest(Tx tx, AgentRecord agent, string? reason)
    {
        if (agent.State == AgentState.Stalled)
        {
            AgentStore.Move(tx, agent, AgentState.Working, agent.Name, "its turn ended");
        }

        var view = HostView.Of(tx.Sql, agent.Id);
        AgentStore.Move(tx, view.Agent, view.Resting, agent.Name, reason);
    }
}
