using Ov.Core.Agents;

namespace Ov.Core.Worktrees;

/// <summary>Removes the worktrees of agents that have ended: a plan first, then one by one; a refused one does not stop the others.</summary>
public static class WorktreeCleaner
{
    /// <param name="all">Every ended agent's, and those nobody has; else only of agents that completed.</param>
    /// <param name="runId">Only of this run; null means of all.</param>
    public static IReadOnlyList<CleanedWorktree> Plan(OvApp app, bool all, bool force, string? runId = null)
    {
        var inspector = new WorktreeInspector(app);
        return [.. inspector.LookAll([.. app.Ledger.Read(WorktreeStore.Present).Where(worktree => runId is null || worktree.RunId == runId)]).Where(facts => IsMeant(facts, all))
            .Select(facts => new CleanedWorktree(facts, WorktreeVerdict.For(facts, force), null))];
    }

    /// <exception cref="OvException">not-operator for force.</exception>
    public static IReadOnlyList<CleanedWorktree> Run(OvApp app, Caller caller, bool all, bool force)
    {
        if (force)
        {
            caller.RequireOperator("remove worktrees by force");
        }

        return [.. Plan(app, all, force).Select(planned => planned.Verdict.Refusal is null ? Remove(app, caller, planned, force) : planned)];
    }

    /// <summary>Forgets worktrees whose folders are gone. A branch with unlanded commits stays.</summary>
    public static IReadOnlyList<CleanedWorktree> PlanPrune(OvApp app)
    {
        var inspector = new WorktreeInspector(app);
        return [.. inspector.LookAll([.. app.Ledger.Read(WorktreeStore.Present).Where(w => w.State == WorktreeState.Ready && !Directory.Exists(w.Path))])
            .Select(facts => new CleanedWorktree(facts, WorktreeVerdict.For(facts, force: false), null))];
    }

    public static IReadOnlyList<CleanedWorktree> Prune(OvApp app, Caller caller) =>
        [.. PlanPrune(app).Select(planned => planned.Verdict.Refusal is null ? Remove(app, caller, planned, force: false) : planned)];

    internal static CleanedWorktree Remove(OvApp app, Caller caller, CleanedWorktree planned, bool force)
    {
        try
        {
            using var step = app.Progress.Step($"Removing {planned.Facts.Worktree.Path}");
            return planned with { Removal = WorktreeRemover.Remove(app, caller, planned.Facts, force) };
        }
        catch (OvException refusal)
        {
            return planned with { Verdict = new WorktreeVerdict(refusal), Failed = true };
        }
    }

    /// <summary>What a person made is removed by name only: a new one looks as finished as one whose work has landed.</summary>
    private static bool IsMeant(WorktreeFacts facts, bool all) => facts.Worktree is { State: WorktreeState.Ready, OwnName: null }
        && (facts.Agent is null or { State: AgentState.Completed } || (all && !facts.Agent.IsLive));
}
