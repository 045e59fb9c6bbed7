using Ov.Core.Config;
using Ov.Core.Git;

namespace Ov.Core.Checkup;

/// <summary>Whether git can do what ov asks of it, and whether something of it was left lying.</summary>
internal static class GitChecks
{
    private const string Category = "git";

    /// <summary>No call of git's holds one of these for longer.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(20);

    public static IEnumerable<Check> Run(OvApp app)
    {
        yield return Check.Pass(Category, "git", $"git {app.Git.RequireVersion()}");
        yield return Merging(app);
        yield return Reading(app);
        var locks = Locks(app).ToList();
        yield return locks.Count == 0
            ? Check.Pass(Category, "locks", "No lock of git's was left lying")
            : Check.Warn(Category, "locks", "git-locks", "A lock of git's has lain here for long; commands of git wait for it or fail.", "When no git is at work here any more, delete it.", locks);
    }

    /// <summary>Tried, not looked up: builds of git differ. Nothing is written, as the tree is there already.</summary>
    private static Check Merging(OvApp app)
    {
        var common = app.Project.CommonDir;
        if (new GitRefs(app.Git).Resolve(common, "HEAD") is not { } head)
        {
            return Check.Pass(Category, "merging", "Nothing is committed yet");
        }

        return app.Git.Run(GitCall.Change(common, "merge-tree", "--write-tree", "--name-only", "-z", head, head)).ExitCode == 0
            ? Check.Pass(Category, "merging", "git merges off to the side")
            : Check.Fail(Category, "merging", ErrorCode.ToolMissing, "This git cannot merge off to the side (merge-tree --write-tree).", $"Install git {GitProgram.Minimum} or newer.");
    }

    /// <summary>Tried as the dashboard tries it. The git program is its equal, so nothing is wrong with that.</summary>
    private static Check Reading(OvApp app)
    {
        var wantsProgram = app.Config.Setting(ConfigKeys.GitByProgram).Found;
        var reader = ChosenGitReader.For(app.Git, app.Project.CommonDir, wantsProgram);
        return Check.Pass(Category, "reader", reader.Name == "libgit2" ? $"The dashboard reads branches with libgit2 (LibGit2Sharp {LibGit2Reader.Version})"
            : wantsProgram ? "The dashboard reads branches with the git program, as git.reader says" : $"The dashboard reads branches with the git program, not libgit2: {reader.Refusal}");
    }

    private static IEnumerable<string> Locks(OvApp app)
    {
        var before = app.Environment.Time.GetUtcNow().UtcDateTime - LongestHold;
        var worktrees = Path.Combine(app.Project.CommonDir, "worktrees");
        IEnumerable<string> folders = [app.Project.CommonDir, .. Directory.Exists(worktrees) ? Directory.GetDirectories(worktrees) : []];
        return folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.lock")).Where(file => File.GetLastWriteTimeUtc(file) < before);
    }
}
