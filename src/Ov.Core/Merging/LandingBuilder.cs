using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Runs;
using Ov.Core.Stacking;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>Builds the commits of a landing off to the side, by the entry's strategy. No ref moves.</summary>
/// <param name="mayAsk">Whether a program may be asked about conflicts that no rule resolves.</param>
internal sealed class LandingBuilder(OvApp app, IntegrationWorktree worktree, string target, string seen, bool mayAsk = false, CancellationToken stop = default)
{
    private readonly string _root = app.Project.CommonDir;
    private readonly GitCommits _commits = new(app.Git);
    private readonly MechanicalMerge _merge = new(app, worktree, target, seen, mayAsk, stop);

    public BuiltLanding Build(MergeEntry entry)
    {
        var (task, trailers) = app.Ledger.Read(sql =>
        {
            var known = entry.TaskId is { } id ? TaskStore.ById(sql, id) : null;
            return (known, MergeCommitText.Trailers(
                entry, known, entry.AgentId is { } agent ? AgentStore.ById(sql, agent) : null, entry.RunId is { } run ? RunStore.ById(sql, run) : null));
        });
        var takenOut = WasTakenOut(_commits, _root, seen, entry.Tip, entry.RevertedBy);
        var below = StackHold.Landed(app, entry.Branch, target, entry.Tip, seen);
        if (entry.Strategy == MergeStrategy.Rebase && !takenOut)
        {
            return Replay(entry.Tip, below, message => MergeCommitText.Replayed(message, trailers), entry);
        }

        var merged = takenOut ? PutBack(entry.Tip, entry.RevertedBy!, entry) : _merge.Build(Ours(below), entry.Tip, entry);
        var isMerge = entry.Strategy == MergeStrategy.Merge;
        return new BuiltLanding(merged, !merged.IsClean ? null
            : (takenOut || !isMerge) && merged.Tree == _commits.Tree(_root, seen) ? seen
            : _commits.Create(_root, new CommitDraft(
                merged.Tree, isMerge && !(takenOut && _commits.IsAncestor(_root, entry.Tip, seen)) ? [seen, entry.Tip] : [seen], MergeCommitText.For(entry, task, trailers), app.Ledger.Now)));
    }

    /// <summary>What it would give. Runs nothing that the project configured.</summary>
    /// <param name="revertedBy">What took an earlier landing of it out again; null for nothing.</param>
    public BuiltTree Foresee(string branch, MergeStrategy strategy, string tip, string? revertedBy = null)
    {
        var below = StackHold.Landed(app, branch, target, tip, seen);
        return WasTakenOut(_commits, _root, seen, tip, revertedBy) ? PutBack(tip, revertedBy!, null)
            : strategy == MergeStrategy.Rebase ? Replay(tip, below, message => message, null).Tree
            : _merge.Build(Ours(below), tip, null);
    }

    /// <summary>What the branch stood on has landed as other commits: to git the target is shown as having the branch's own ones, so that it merges what came on top.</summary>
    private string Ours(IReadOnlyList<string> below) => below.Count == 0 ? seen : _commits.Side(_root, _commits.Tree(_root, seen), [seen, .. below]);

    /// <summary>Commits of it are in the target's history, but a commit took out what they did, and the branch has not taken that one in: git would have nothing to merge.</summary>
    /// <param name="revertedBy">That commit; null for none.</param>
    internal static bool WasTakenOut(GitCommits commits, string root, string seen, string tip, string? revertedBy) =>
        revertedBy is not null && commits.IsAncestor(root, revertedBy, seen) && !commits.IsAncestor(root, revertedBy, tip);

    /// <summary>The reverting commit is reverted, and what came to the branch since is merged with that.</summary>
    private BuiltTree PutBack(string tip, string revertedBy, MergeEntry? entry)
    {
        var start = _commits.Side(_root, _commits.Tree(_root, revertedBy));
        var reverted = _commits.Tree(_root, _commits.Read(_root, revertedBy).Parents[0]);
        var back = _merge.Build(_commits.Side(_root, _commits.Tree(_root, seen), start), _commits.Side(_root, reverted, start), entry);
        if (!back.IsClean || _commits.IsAncestor(_root, tip, seen))
        {
            return back;
        }

        var rest = _merge.Build(_commits.Side(_root, back.Tree, seen), tip, entry);
        return rest with { Resolutions = [.. back.Resolutions, .. rest.Resolutions] };
    }

    /// <summary>
    /// Each commit is merged with its own parent as the base. Older gits take no base from outside, so the three trees get commits of
    /// their own that show them the way. What the target has already is left out.
    /// </summary>
    /// <param name="below">What it stood on and the target has as other commits.</param>
    private BuiltLanding Replay(string tip, IReadOnlyList<string> below, Func<string, string> message, MergeEntry? entry)
    {
        var (head, tree) = (seen, _commits.Tree(_root, seen));
        var resolutions = new List<Resolution>();
        var committer = _commits.Identity(_root);
        foreach (var oid in _commits.InOrder(_root, tip, [seen, .. below]))
        {
            var draft = _commits.Draft(_root, oid);
            var start = _commits.Side(_root, draft.Parents is [var parent, ..] ? _commits.Tree(_root, parent) : new GitTrees(app.Git).Empty(_root));
            var built = _merge.Build(_commits.Side(_root, tree, start), _commits.Side(_root, draft.Tree, start), entry);
            if (!built.IsClean)
            {
                return new BuiltLanding(built with { Words = $"in commit {oid[..12]} ({draft.Message.Split('\n')[0]}):\n{built.Words}" }, null);
            }

            resolutions.AddRange(built.Resolutions);
            if (built.Tree != tree)
            {
                tree = built.Tree;
                head = _commits.Create(_root, draft with { Tree = tree, Parents = [head], Message = message(draft.Message), Date = app.Ledger.Now, Committer = committer });
            }
        }

        return Lost(tip, below, tree) is { } lost ? new BuiltLanding(lost, null) : new BuiltLanding(new BuiltTree(tree, [], "", resolutions), head);
    }

    /// <summary>A merge commit of the branch may hold changes of its own, such as a conflict resolved, which no other commit has.</summary>
    /// <returns>Null when nothing is lost.</returns>
    private BuiltTree? Lost(string tip, IReadOnlyList<string> below, string tree)
    {
        if (_commits.CountMerges(_root, below is [] ? $"{seen}..{tip}" : $"{below[0]}..{tip}") == 0)
        {
            return null;
        }

        var merged = MergeDrivers.Merge(app).Build(worktree.Path, Ours(below), tip);
        return merged.IsClean && merged.Tree == tree ? null : new BuiltTree(
            tree, merged.IsClean ? [.. new GitDiffs(app.Git).ChangedFiles(_root, tree, merged.Tree).Select(file => file.Path)] : merged.Conflicts,
            "Merge commits of the branch hold changes that its other commits lack: rebase it, or land it by another strategy.", []);
    }
}
