using System.Collections.Concurrent;
using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>What somebody who looks again and again need not ask twice: how the repository is read, and what worktrees held.</summary>
public sealed class RadarMemory(IGitReader reader)
{
    private readonly ConcurrentDictionary<string, (string Stamp, string Tree)> _trees = new();

    public IGitReader Reader => reader;

    public static RadarMemory Of(OvApp app) => new(new GitProgramReader(app.Git, app.Project.CommonDir));

    /// <summary>Those trees hang on no ref: a collection of git's may have taken them.</summary>
    public void Forget() => _trees.Clear();

    /// <summary>The tree of all that a worktree holds; made anew only when one of the changed files was written to.</summary>
    internal string Tree(GitSnapshots snapshots, string worktree, string gitDir, string tip, IReadOnlyList<string> changed)
    {
        if (FileStamp.Of(worktree, gitDir, changed) is not { } files)
        {
            return snapshots.Tree(worktree);
        }

        var stamp = $"{tip}\n{files}";
        if (!_trees.TryGetValue(worktree, out var known) || known.Stamp != stamp)
        {
            known = (stamp, snapshots.Tree(worktree));
            _trees[worktree] = known;
        }

        return known.Tree;
    }
}
