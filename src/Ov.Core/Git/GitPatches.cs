namespace Ov.Core.Git;

/// <summary>Names what each commit of a history changes, so that a rewritten history can be recognised.</summary>
public sealed class GitPatches(GitProgram git)
{
    /// <summary>The patch ids along first parents, each against its first parent; in the same form as <see cref="GitDiffs.PatchId(string, string, string)"/>.</summary>
    public IReadOnlyList<string> Ids(string directory, string range, int most) => [.. Named(directory, range, most).Select(pair => pair.Patch)];

    /// <summary>The same with the commit of each, newest first. A commit that changes nothing has none.</summary>
    public IReadOnlyList<(string Patch, string Commit)> Named(string directory, string range, int most) => Named(directory, [range], most);

    /// <summary>The same of several revisions; those that begin with ^ are left out, with what leads to them.</summary>
    public IReadOnlyList<(string Patch, string Commit)> Named(string directory, IReadOnlyList<string> revisions, int most)
    {
        var log = GitCall.Read(
            directory, ["log", "--first-parent", "-m", "-p", $"--max-count={most}", "--full-index", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv",
            "--diff-algorithm=default", "-U3", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", "--format=commit %H", "--end-of-options", .. revisions]);
        var patches = git.Run(log);
        if (patches.ExitCode != 0)
        {
            throw git.Failure(log, patches);
        }

        var text = patches.StdoutBytes.Length == 0 ? "" : git.Text(GitCall.Read(directory, "patch-id", "--stable") with { Input = patches.StdoutBytes });
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(pair => (pair[0], pair[1]))];
    }
}
