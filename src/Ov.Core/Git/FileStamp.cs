using System.Globalization;
using System.Text;

namespace Ov.Core.Git;

/// <summary>Tells whether files were written to since, by size and time as git's own index does: for what is worth asking only once.</summary>
internal static class FileStamp
{
    /// <param name="gitDir">The checkout's own git folder: what is staged counts too.</param>
    /// <returns>Null when a folder is among them, such as a repository inside the checkout: its time says nothing of what is in it.</returns>
    public static string? Of(string worktree, string gitDir, IEnumerable<string> files)
    {
        var stamp = new StringBuilder();
        foreach (var path in files.Select(file => Path.Combine(worktree, file)).Prepend(Path.Combine(gitDir, "index")))
        {
            if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            {
                return null;
            }

            var file = new FileInfo(path);
            stamp.Append(path).Append('\0').Append(file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks} {(int)file.UnixFileMode}") : "gone").Append('\n');
        }

        return stamp.ToString();
    }
}
