using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>Makes a checkout and gives it what git does not: ignored files, submodules, the results of setup commands.</summary>
public sealed class WorktreePreparer(OvApp app)
{
    /// <param name="baseCommit">Where a new branch begins; null for a branch that exists.</param>
    /// <param name="sparse">The only folders to check out; empty for all.</param>
    /// <returns>What people should know.</returns>
    public IReadOnlyList<string> Add(string path, string branch, string? baseCommit, IReadOnlyList<string> sparse)
    {
        var (worktrees, root) = (new GitWorktrees(app.Git), app.Project.Root);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var warning = sparse.Count > 0 ? worktrees.AddSparse(root, path, branch, baseCommit, sparse)
            : baseCommit is null ? worktrees.AddExistingBranch(root, path, branch)
            : worktrees.AddNewBranch(root, path, branch, baseCommit);
        return warning is null ? [] : [warning];
    }

    /// <param name="environment">Of the setup commands.</param>
    /// <param name="log">Gets their output.</param>
    /// <exception cref="OvException">setup-failed.</exception>
    public PreparedWorktree Prepare(string worktreeId, string path, IReadOnlyDictionary<string, string> environment, string log, bool withSetup, CancellationToken stop)
    {
        // Which ignored files are copied is a setting too, and lies in the tree.
        var written = app.Policy is not null ? [] : WorktreeIncludes.Copy(app.Git, app.Project.Root, path);
        var warnings = WorktreeSurroundings.Complete(app.Git, app.Project.CommonDir, path);
        var caches = withSetup ? WorktreeCaches.Of(app) : null;
        var filled = caches?.Fill(path);
        var setup = withSetup && filled is not { IsComplete: true } ? WorktreeSetup.Run(app, path, app.Config.Setup, environment, log, stop) : [];
        var kept = caches?.Keep(path) ?? [];
        if (written.Count > 0)
        {
            app.Ledger.Write(tx => WorktreeStore.SetWritten(tx, worktreeId, written));
        }

        return new PreparedWorktree(setup, [.. warnings, .. filled?.Notes ?? [], .. kept]);
    }
}
