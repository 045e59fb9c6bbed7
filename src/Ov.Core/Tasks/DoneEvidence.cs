using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Runs;
using Ov.Core.Stacking;
using Ov.Core.Trackers;
using Ov.Core.Worktrees;

namespace Ov.Core.Tasks;

/// <summary>What git says about the work of one agent; read before the transaction that uses it.</summary>
/// <param name="Branch">Null when the agent was given none: then nothing of it can land.</param>
/// <param name="CheckedOut">What its worktree has checked out; null when detached.</param>
/// <param name="Tip">The branch's commit.</param>
/// <param name="OwnCommits">How many commits the branch has that its target lacks.</param>
/// <param name="Changed">The files that differ from where the branch left its target.</param>
/// <param name="Uncommitted">Files with uncommitted changes.</param>
/// <param name="Ours">Changed files that ov itself wrote into the worktree.</param>
public sealed record DoneEvidence(
    string? Branch, string? Worktree, string? CheckedOut, string? Tip, int OwnCommits, IReadOnlyList<string> Changed,
    IReadOnlyList<string> Uncommitted, IReadOnlyList<string> Ours)
{
    private static readonly DoneEvidence Nothing = new(null, null, null, null, 0, [], [], []);

    public static DoneEvidence Of(OvApp app, RunRecord run, AgentRecord agent)
    {
        var refs = new GitRefs(app.Git);
        var root = app.Project.Root;
        if (agent.Branch is not { } branch || refs.Tip(root, branch) is not { } tip)
        {
            return Nothing;
        }

        var worktree = agent.Worktree is { } path && Directory.Exists(path) ? RepositoryLocator.Find(path) : null;
        var uncommitted = worktree?.WorktreeRoot is { } folder ? new GitStatusReader(app.Git).Read(folder) : null;
        var bases = new[] { run.Target, agent.BaseBranch }.OfType<string>().Select(name => refs.Tip(root, name)).OfType<string>().Distinct().ToList();
        var commits = new GitCommits(app.Git);
        var below = app.Ledger.Read(sql => StackBase.Of(sql, branch, run.Target));
        var held = below is null || bases.Count == 0 ? [] : below.Held(app.Git, root, tip, bases[0]);
        // Once it stands on the target itself, what it was cut from does not matter.
        var changed = (held is [.., var last] ? last : bases.Count == 0 ? null : commits.MergeBase(root, below is null ? bases[^1] : bases[0], tip)) is { } from
            ? new GitDiffs(app.Git).ChangedFiles(root, from, tip).SelectMany(Paths).Distinct().ToList()
            : [];
        var written = app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, agent.Id))?.Written ?? [];
        return new DoneEvidence(
            branch, worktree?.WorktreeRoot, worktree is null ? branch : HeadReader.CurrentBranch(worktree.GitDir), tip, commits.CountOwn(root, tip, [.. bases, .. held]), changed,
            uncommitted is null ? [] : [.. uncommitted.AllPaths.Where(path => !Tracker.Keeps(path)), .. uncommitted.DirtySubmodules], [.. changed.Where(file => IsOurs(file, written))]);
    }

    private static IEnumerable<string> Paths(ChangedFile file) => file.OldPath is { } old && file.Kind == 'R' ? [file.Path, old] : [file.Path];

    private static bool IsOurs(string file, IReadOnlyList<string> written) =>
        written.Any(path => file == path || file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));
}
