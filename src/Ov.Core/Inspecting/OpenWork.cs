using System.Globalization;
using System.Text;
using Ov.Core.Git;

namespace Ov.Core.Inspecting;

/// <summary>What lies in a worktree and is in no commit.</summary>
/// <param name="Patch">Of tracked files, then of new ones.</param>
/// <param name="Cut">Some new files are too many or too long to be shown.</param>
internal sealed record OpenWork(IReadOnlyList<ChangedFile> Changed, IReadOnlyList<string> Untracked, string Patch, bool Cut)
{
    public static readonly OpenWork None = new([], [], "", false);

    private const int MostNewFiles = 200;
    private const int LongestNewFile = 100_000;

    /// <param name="isBorn">False before the branch's first commit.</param>
    public static OpenWork Read(GitProgram git, string worktree, bool isBorn)
    {
        var untracked = new GitStatusReader(git).Read(worktree).Untracked;
        var patch = new StringBuilder();
        IReadOnlyList<ChangedFile> changed = [];
        if (isBorn)
        {
            var reader = new GitDiffs(git);
            changed = reader.OpenFiles(worktree);
            patch.Append(reader.OpenText(worktree));
        }

        var cut = untracked.Count > MostNewFiles;
        foreach (var path in untracked.Take(MostNewFiles))
        {
            cut |= !AppendNew(patch, worktree, path);
        }

        return new OpenWork(changed, untracked, patch.ToString(), cut);
    }

    /// <summary>A new file as git would show it; a link is never followed.</summary>
    /// <returns>False when it is too long to be shown whole.</returns>
    private static bool AppendNew(StringBuilder patch, string worktree, string path)
    {
        patch.Append(CultureInfo.InvariantCulture, $"diff --git a/{path} b/{path}\n");
        var file = new FileInfo(Path.Combine(worktree, path));
        if (file.LinkTarget is { } target)
        {
            patch.Append(CultureInfo.InvariantCulture, $"new file mode 120000\n--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+{target}\n");
            return true;
        }

        patch.Append("new file\n");
        var (text, isWhole) = Text(file);
        if (text is null)
        {
            patch.Append(CultureInfo.InvariantCulture, $"Binary file b/{path} of {(file.Exists ? file.Length : 0)} bytes\n");
            return true;
        }

        var lines = text.Split('\n');
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        patch.Append(CultureInfo.InvariantCulture, $"--- /dev/null\n+++ b/{path}\n@@ -0,0 +1,{count} @@\n");
        foreach (var line in lines.Take(count))
        {
            patch.Append('+').Append(line).Append('\n');
        }

        return isWhole;
    }

    /// <summary>Null for what is no text, or cannot be read.</summary>
    private static (string? Text, bool IsWhole) Text(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var buffer = new byte[(int)Math.Min(LongestNewFile, stream.Length)];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return buffer.AsSpan(0, count).Contains((byte)0) ? (null, true) : (Encoding.UTF8.GetString(buffer, 0, count), stream.Length <= LongestNewFile);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, true);
        }
    }
}
