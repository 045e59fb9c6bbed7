namespace Ov.Core.Git;

/// <summary>Compares trees by plumbing, which no personal diff setting changes.</summary>
public sealed class GitDiffs(GitProgram git)
{
    /// <summary>What compares a checkout looks at its files afresh; every personal setting that changes its words is given here.</summary>
    private static readonly string[] Open =
    [
        "-c", "core.fsmonitor=false", "diff", "-M", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=none", "--submodule=short", "--diff-algorithm=default", "-U3",
        "--src-prefix=a/", "--dst-prefix=b/",
    ];

    /// <summary>The files that differ between two commits or trees, renames found.</summary>
    public IReadOnlyList<ChangedFile> ChangedFiles(string directory, string from, string to) =>
        Parse(git.Text(GitCall.Read(directory, "diff-tree", "-r", "-z", "-M", "--name-status", "--ignore-submodules=none", from, to)));

    /// <summary>Paths that the commits of one revision change, merges and what others reach left out.</summary>
    public IReadOnlyList<string> TouchedBy(string directory, string revision, params IReadOnlyList<string> others) =>
        [.. git.Text(GitCall.Read(directory, ["log", "--no-merges", "--no-renames", "--format=", "--name-only", "-z", revision, "--not", .. others, "--"]))
            .Split(['\0', '\n'], StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>The patch between two commits or trees, for people and models to read.</summary>
    public string Text(string directory, string from, string to) =>
        git.Text(GitCall.Read(directory, "diff-tree", "-r", "-p", "-M", "--no-color", "--no-ext-diff", "--no-textconv", from, to));

    /// <summary>Tracked files that differ from the last commit, staged or not; the checkout's index stays as it is.</summary>
    public IReadOnlyList<ChangedFile> OpenFiles(string checkout) => Parse(git.Text(GitCall.Read(checkout, [.. Open, "-z", "--name-status", "HEAD", "--"])));

    /// <summary>The patch of these.</summary>
    public string OpenText(string checkout) => git.Text(GitCall.Read(checkout, [.. Open, "-p", "HEAD", "--"]));

    /// <summary>
    /// A name for what changes between two commits that stays the same when they are rebased or squashed; null when nothing changes.
    /// </summary>
    public string? PatchId(string directory, string from, string to)
    {
        var patch = git.Run(GitCall.Read(directory, "diff-tree", "-r", "-p", "--full-index", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv", from, to));
        if (patch.ExitCode != 0)
            throw git.Failure(GitCall.Read(directory, "diff-tree"), patch);
        if (patch.StdoutBytes.Length == 0)
            return null;
        var answer = git.Line(GitCall.Read(directory, "patch-id", "--stable") with { Input = patch.StdoutBytes });
        return answer.Length == 0 ? null : answer.Split(' ')[0];
    }

    /// <summary>The same for one commit against its first parent.</summary>
    public string? PatchId(string directory, string commit) => PatchId(directory, commit + "^1", commit);

    internal static IReadOnlyList<ChangedFile> Parse(string text)
    {
        var fields = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var files = new List<ChangedFile>();
        for (var i = 0; i + 1 < fields.Length;)
        {
            var kind = fields[i][0];
            var moved = kind is 'R' or 'C';
            files.Add(moved ? new ChangedFile(kind, fields[i + 2], fields[i + 1]) : new ChangedFile(kind, fields[i + 1]));
            i += moved ? 3 : 2;
        }
        return files;
    }
}
