using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Budgets;

/// <summary>Whether a budget lets a turn begin or an agent start. Asked in the transaction that takes it, so that two at once cannot both have the last of it.</summary>
internal static class BudgetGate
{
    /// <summary>What keeps an agent's next turn from beginning; null for nothing. What ends by itself is named last.</summary>
    public static BudgetPause? Pause(Sql sql, AgentRecord agent, TeamBudgets budgets, DateTimeOffset now)
    {
        if (budgets.Run == Budget.None && budgets.Day == Budget.None)
        {
            return null;
        }

        var next = SpentStore.Expected(sql, agent);
        var pauses = Scopes(sql, agent.RunId, agent.Id, budgets, now).Select(scope => scope.For(next)).OfType<BudgetPause>().ToList();
        return pauses.Find(pause => !pause.Passes) ?? pauses.FirstOrDefault();
    }

    /// <summary>No agent starts for what has used up its budget.</summary>
    /// <exception cref="OvException">limit-budget.</exception>
    public static void RequireStart(Sql sql, TeamBudgets budgets, RunRecord run, TaskRecord? task, DateTimeOffset now)
    {
        if (task is not null && budgets.Task.Of(SpentStore.Of(sql, "task", task.Id)).FirstOrDefault(limit => limit.IsSpent) is { } gone)
        {
            var scope = new BudgetScope("task", task.Id, "", budgets.Task, Spending.None, Spending.None);
            throw new OvException(ErrorCode.LimitBudget, $"Task {task.Number} has used up its budget: {gone.State}.", $"The operator raises it: {scope.Raise(gone)}");
        }

        foreach (var scope in Scopes(sql, run.Id, "", budgets, now))
        {
            if (scope.Limit.Of(scope.Used).FirstOrDefault(limit => limit.IsSpent) is { } spent)
            {
                throw new OvException(
                    ErrorCode.LimitBudget, $"{char.ToUpperInvariant(scope.Whose[0])}{scope.Whose[1..]} budget is used up: {spent.State}.",
                    $"{(scope.Word == "day" ? "A new day begins at 00:00 UTC; the" : "The")} operator raises it: {scope.Raise(spent)}");
            }
        }
    }

    /// <summary>The budgets that many share and that are set.</summary>
    public static IEnumerable<BudgetScope> Scopes(Sql sql, string runId, string agentId, TeamBudgets budgets, DateTimeOffset now)
    {
        if (budgets.Run != Budget.None)
        {
            yield return new BudgetScope("run", runId, $"run {RunStore.ById(sql, runId)!.Name}'s", budgets.Run, SpentStore.Of(sql, "run", runId), SpentStore.Reserved(sql, runId, agentId));
        }

        if (budgets.Day != Budget.None)
        {
            yield return new BudgetScope("day", SpentStore.Day(now), "the day's", budgets.Day, SpentStore.OfDay(sql, now), SpentStore.Reserved(sql, null, agentId));
        }
    }
}
