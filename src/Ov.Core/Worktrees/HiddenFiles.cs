using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>
/// Files that a program reads from within a worktree and nowhere else. Git is told to ignore them as long as a worktree holds one, and they are
/// noted as ours, so that no branch with one lands.
/// </summary>
public static class HiddenFiles
{
    /// <param name="relative">From the worktree, with <c>/</c>.</param>
    /// <returns>False when the project tracks the file, or somebody else made it: then it stays as it is.</returns>
    public static bool Write(OvApp app, WorktreeRecord worktree, string relative, string text)
    {
        var path = Path.Combine(worktree.Path, relative);
        var isOurs = worktree.Written.Contains(relative) && GitExcludes.List(app.Project.CommonDir).Contains(Pattern(relative));
        if ((!isOurs && File.Exists(path)) || app.Git.Run(GitCall.Read(worktree.Path, "ls-files", "--error-unmatch", "--", relative)).ExitCode == 0)
        {
            return false;
        }

        if (!isOurs)
        {
            GitExcludes.Add(app.Project.CommonDir, Pattern(relative));
            app.Ledger.Write(tx => WorktreeStore.SetWritten(tx, worktree.Id, worktree.Written.Append(relative).Distinct()));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return true;
    }

    /// <summary>What only a worktree held that is gone is an ordinary file again, for everybody.</summary>
    public static void Forget(OvApp app, string worktreeId)
    {
        var (gone, held) = app.Ledger.Read(sql => (
            WorktreeStore.ById(sql, worktreeId)?.Written ?? [], WorktreeStore.Present(sql).Where(other => other.Id != worktreeId).SelectMany(other => other.Written).ToHashSet(StringComparer.Ordinal)));
        var free = gone.Where(file => !held.Contains(file)).Select(Pattern).ToList();
        if (free.Count > 0 && GitExcludes.List(app.Project.CommonDir).Any(free.Contains))
        {
            GitExcludes.Remove(app.Project.CommonDir, free);
        }
    }

    private static string Pattern(string relative) => $"/{relative}";
}
