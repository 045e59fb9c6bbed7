using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Runs;

/// <summary>What every end of a run has in common.</summary>
internal static class RunEnd
{
    public static void RequireActive(Sql sql, RunRecord run)
    {
        var now = RunStore.ById(sql, run.Id)!;
        if (now.State != RunState.Active)
        {
            throw new OvException(ErrorCode.State, $"Run {now.Name} is {now.State.Word()} already; only an active run can end.");
        }
    }

    /// <summary>A coordinator that ends its own run does not stand in its own way.</summary>
    public static void RequireNoAgents(Sql sql, RunRecord run, Caller caller)
    {
        var live = AgentStore.AllLive(sql, run.Id).Where(agent => agent.Id != caller.Agent?.Id).ToList();
        if (live.Count > 0)
        {
            throw new OvException(
                ErrorCode.State, $"Run {run.Name} has {live.Count} live agent{(live.Count == 1 ? "" : "s")}: {string.Join(", ", live.Select(agent => agent.Name))}.",
                $"Stop them first; their work is kept: ov stop --all --run {run.Name}")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["agents"] = [.. live.Select(agent => agent.Name)] },
            };
        }
    }

    public static RunRecord Set(Tx tx, RunRecord run, RunState state, string actor, string? reason)
    {
        RunStore.SetState(tx, run.Id, state, reason);
        tx.Record(new EventDraft($"run.{state.Word()}") { RunId = run.Id, Actor = actor, Subject = run.Id, Text = reason is null ? run.Name : $"{run.Name}: {reason}" });
        return RunStore.ById(tx.Sql, run.Id)!;
    }
}
