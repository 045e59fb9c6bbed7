using Ov.Core.Git;

namespace Ov.Core.Checkup;

/// <summary>Settings of the repository that reach into agents' worktrees.</summary>
internal static class RepositoryChecks
{
    private const string Category = "repository";

    public static IEnumerable<Check> Run(OvApp app)
    {
        var hooks = app.Git.Run(GitCall.Read(app.Project.CommonDir, "config", "--get", "core.hooksPath")).Stdout.Trim();
        yield return hooks.Length == 0
            ? Check.Pass(Category, "hooks-path", "Git runs the repository's own hooks, in agents' worktrees too")
            : Check.Warn(Category, "hooks-path", "hooks-path", $"core.hooksPath is {hooks}: those hooks run at agents' commits too, {(Path.IsPathRooted(hooks) ? "from there" : "as found in each worktree")}.",
                "Make sure that they work without a terminal and from a linked worktree.");
        var common = app.Project.CommonDir;
        yield return File.Exists(Path.Combine(common, "shallow"))
            ? Check.Warn(Category, "shallow", "shallow", "The clone is shallow: merges may find no common ancestor.", "git fetch --unshallow")
            : Check.Pass(Category, "shallow", "The history is complete");
        if (app.Project.HasTree && app.Config.Worktrees.Directory.StartsWith(app.Project.Root + "/", StringComparison.Ordinal))
        {
            yield return Check.Warn(Category, "worktrees", "worktrees-inside", "New worktrees go into the project's own folder, where 'git clean -ffdx' deletes them with everything in them that is not committed.",
                "Leave worktrees.dir empty, or set it to a folder beside the project.", [app.Config.Worktrees.Directory]);
        }
    }
}
