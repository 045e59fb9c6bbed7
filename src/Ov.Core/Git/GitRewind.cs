namespace Ov.Core.Git;

/// <summary>Moves the files of a checkout to another commit without moving its branch.</summary>
public sealed class GitRewind(GitProgram git)
{
    /// <summary>
    /// Brings index and files from one commit to another. Staged, unstaged and untracked work that the move does not touch stays
    /// exactly as it is (<c>reset --keep</c> would unstage it); where the move would touch some, it refuses and changes nothing.
    /// </summary>
    public FastForward MoveFiles(string checkout, string from, string to)
    {
        // Files whose times changed but not their content would look changed.
        git.Run(GitCall.Change(checkout, "update-index", "-q", "--refresh"));
        var result = git.Run(GitCall.Change(checkout, "read-tree", "-m", "-u", from, to) with { TimeLimit = TimeSpan.FromMinutes(15) });
        if (result.ExitCode == 0)
        {
            return new FastForward(FastForwardOutcome.Done, [], "");
        }

        var files = GitMerge.RefusedFiles(result.Stderr).Concat(Overwritten(result.Stderr)).Distinct().ToList();
        return new FastForward(files.Count > 0 ? FastForwardOutcome.RefusedBecauseDirty : FastForwardOutcome.Failed, files, GitProgram.LastWords(result.Stderr));
    }

    /// <summary>Plumbing names an untracked file as <c>error: Untracked working tree file 'x' would be overwritten by merge.</c></summary>
    private static IEnumerable<string> Overwritten(string stderr) => stderr.Split('\n')
        .Where(line => line.StartsWith("error: Untracked working tree file '", StringComparison.Ordinal))
        .Select(line => line.Split('\'', 2)[1])
        .Select(rest => rest[..Math.Max(0, rest.LastIndexOf('\''))]);
}
