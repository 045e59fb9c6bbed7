using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Worktrees;

namespace Ov.Core.Cleaning;

/// <summary>Finds what agents that have ended left behind. Only what ov recorded making is ever looked at.</summary>
/// <param name="run">Only what belongs to this one; null means the whole project.</param>
/// <param name="all">Of every agent that has ended, not only of those that completed; without a run also what merges and setups keep.</param>
internal sealed class CleanPlanner(OvApp app, RunRecord? run, bool all)
{
    private readonly GitRefs _refs = new(app.Git);

    public CleanPlan Plan()
    {
        var worktrees = WorktreeCleaner.Plan(app, all, force: true, run?.Id).Select(Respected).ToList();
        return new CleanPlan(worktrees, [.. KeptWork(worktrees), .. run is null ? Pins() : []], run is null && all ? [.. Folders()] : []);
    }

    /// <summary>While agents are at work the ground they stand on is left alone.</summary>
    /// <exception cref="OvException">state.</exception>
    public void RequireNobodyAtWork()
    {
        var live = app.Ledger.Read(sql => AgentStore.AllLive(sql, run?.Id)).Select(agent => agent.Name).ToList();
        if (live.Count > 0)
        {
            throw new OvException(
                ErrorCode.State, $"Agents are at work{(run is null ? "" : $" in {run.Name}")}: {string.Join(", ", live.Take(5))}{(live.Count > 5 ? $" and {live.Count - 5} more" : "")}.",
                "Stop them first with 'ov stop --all'. Meanwhile 'ov worktree clean' takes away what finished agents left.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["agents"] = live },
            };
        }
    }

    /// <summary>Somebody locked it for a reason that no backup makes good.</summary>
    private static CleanedWorktree Respected(CleanedWorktree planned) =>
        planned.Facts.Checkout?.LockReason is null ? planned : planned with { Verdict = WorktreeVerdict.For(planned.Facts, force: false) };

    /// <summary>Uncommitted work that was kept while an agent was at it, once nobody of that name has a worktree any more.</summary>
    private IEnumerable<CleanedRef> KeptWork(IReadOnlyList<CleanedWorktree> going)
    {
        var gone = going.Where(planned => planned.Verdict.Refusal is null).Select(planned => planned.Facts.Worktree.Id).ToHashSet();
        var (agents, present) = app.Ledger.Read(sql => (AgentStore.All(sql), WorktreeStore.Present(sql)));
        var byId = agents.ToDictionary(agent => agent.Id);
        var needed = present.Where(worktree => !gone.Contains(worktree.Id) && worktree.AgentId is not null).Select(worktree => byId[worktree.AgentId!].Name)
            .Concat(agents.Where(agent => agent.IsLive).Select(agent => agent.Name)).ToHashSet();
        var folders = agents.Where(agent => !needed.Contains(agent.Name) && (run is null || agent.RunId == run.Id) && (all || agent.State == AgentState.Completed))
            .Select(agent => WipKeeper.FolderOf(agent.Name)).ToHashSet();
        return folders.Count == 0 ? [] : _refs.List(app.Project.CommonDir, WipKeeper.Prefix)
            .Where(kept => folders.Contains(kept.Name[..(kept.Name.LastIndexOf('/') + 1)])).Select(kept => new CleanedRef(kept.Name, kept.Oid, "uncommitted work of an agent that has ended"));
    }

    private IEnumerable<CleanedRef> Pins() => QueuePins.Orphans(app).Select(pin => new CleanedRef(pin.Name, pin.Oid, "of a merge that is not in the queue"));

    private IEnumerable<CleanedFolder> Folders()
    {
        var files = app.Project.Files;
        foreach (var checkout in Directory.Exists(files.Integration) ? Directory.GetDirectories(files.Integration).Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            yield return new CleanedFolder(checkout, CheckoutWhat);
        }

        if (Directory.Exists(files.Caches) && Directory.EnumerateDirectories(files.Caches).Any())
        {
            yield return new CleanedFolder(files.Caches, "folders that setup made, kept for the next worktree");
        }
    }

    internal const string CheckoutWhat = "a checkout in which merges are built";
}
