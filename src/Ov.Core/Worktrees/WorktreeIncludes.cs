using System.Text;
using Ov.Core.Git;

namespace Ov.Core.Worktrees;

/// <summary>
/// Copies what a checkout needs but git ignores (<c>.env</c>, local settings) into a new worktree: the files that match the patterns of
/// <c>.worktreeinclude</c>, are ignored, and so can never be tracked.
/// </summary>
public static class WorktreeIncludes
{
    public const string FileName = ".worktreeinclude";

    /// <summary>Returns what was copied, relative to the root. A file that is there already stays as it is.</summary>
    public static IReadOnlyList<string> Copy(GitProgram git, string from, string to)
    {
        var list = Path.Combine(from, FileName);
        if (!File.Exists(list))
        {
            return [];
        }

        var copied = new List<string>();
        foreach (var path in Ignored(git, from, list).Where(path => !Path.Exists(Path.Combine(to, path))))
        {
            var target = Path.Combine(to, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (new FileInfo(Path.Combine(from, path)).LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else
            {
                File.Copy(Path.Combine(from, path), target);
            }

            copied.Add(path);
        }

        return copied;
    }

    private static string[] Ignored(GitProgram git, string root, string list)
    {
        var listed = git.Text(GitCall.Read(root, "ls-files", "-z", "--others", "--ignored", $"--exclude-from={list}"));
        if (listed.Length == 0)
        {
            return [];
        }

        // Exit 1 says that none of them is ignored.
        var ignored = git.Run(GitCall.Read(root, "check-ignore", "-z", "--stdin") with { Input = Encoding.UTF8.GetBytes(listed) });
        return ignored.Stdout.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
