using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>Takes a checkout away without losing anything in it: what is not committed or not on another branch is kept by a backup ref first.</summary>
public static class WorktreeDisposal
{
    /// <summary>Removes the folder after keeping its uncommitted work; nothing happens when it is gone already.</summary>
    /// <returns>The refs that keep what was there.</returns>
    public static IReadOnlyList<string> Remove(GitProgram git, string root, string path, string reason, string name, DateTimeOffset now)
    {
        var worktrees = new GitWorktrees(git);
        if (worktrees.List(root).All(known => known.Path != path))
        {
            return [];
        }

        var kept = new List<string>();
        if (Directory.Exists(path) && new GitSnapshots(git).Take(path, $"Uncommitted work of {name}", now) is { } snapshot)
        {
            kept.Add(new GitRefs(git).BackUp(root, reason, name, snapshot.Oid, now));
        }

        worktrees.Remove(root, path, force: true);
        return kept;
    }

    /// <summary>Deletes a branch; commits beyond the one it began with are kept first.</summary>
    public static IReadOnlyList<string> DeleteBranch(GitProgram git, string root, string branch, string baseCommit, string reason, DateTimeOffset now)
    {
        var refs = new GitRefs(git);
        if (refs.Tip(root, branch) is not { } tip)
        {
            return [];
        }

        IReadOnlyList<string> kept = tip == baseCommit ? [] : [refs.BackUp(root, reason, branch, tip, now)];
        refs.Delete(root, $"refs/heads/{branch}", tip);
        return kept;
    }
}
