using Ov.Core.Git;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>The commits of a task, oldest first and each once: in its target when they have landed, else on its branch, which all its attempts share (S0-10).</summary>
/// <param name="Files">What they change.</param>
public sealed record TaskCommits(IReadOnlyList<string> Commits, IReadOnlyList<string> Files, bool Landed)
{
    private static readonly TaskCommits None = new([], [], false);

    public static TaskCommits Of(OvApp app, TaskRecord task)
    {
        var (root, refs, commits) = (app.Project.CommonDir, new GitRefs(app.Git), new GitCommits(app.Git));
        var (entry, target) = app.Ledger.Read(sql => (MergeStore.OfTask(sql, task.Id).LastOrDefault(entry => entry is { State: MergeState.Landed, Landed: not null }), RunStore.ById(sql, task.RunId)!.Target));
        if (entry is not null && refs.Resolve(root, entry.Landed!) is { } landed)
        {
            return Between(app, landed, Before(commits, root, entry), true);
        }

        return task.Branch is { } branch && refs.Tip(root, branch) is { } tip && refs.Tip(root, target) is { } without ? Between(app, tip, without, false) : None;
    }

    /// <summary>The target as it was before a landing; a rebase landed several commits.</summary>
    internal static string Before(GitCommits commits, string root, MergeEntry entry) =>
        entry is { Strategy: Config.MergeStrategy.Rebase, Seen: { } start } ? start : commits.Read(root, entry.Landed!).Parents[0];

    private static TaskCommits Between(OvApp app, string tip, string without, bool landed) =>
        new(new GitCommits(app.Git).InOrder(app.Project.CommonDir, tip, without), new GitDiffs(app.Git).TouchedBy(app.Project.CommonDir, tip, without), landed);
}
