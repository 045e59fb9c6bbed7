using System.Text;
using Ov.Core.Config;

namespace Ov.Core.TaskFiles;

/// <summary>A Markdown file that was looked at.</summary>
/// <param name="Path">Relative to the project; absolute for one outside of it.</param>
/// <param name="Task">Null when it has no front matter.</param>
public sealed record FoundFile(string Path, string Raw, TaskFile? Task);

/// <summary>Finds and reads task files.</summary>
internal static class TaskFileFinder
{
    private const int Largest = 1024 * 1024;

    private static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <param name="names">Files and folders, relative to <paramref name="from"/>; folders with all that lies below them.</param>
    /// <returns>Full paths, each once, in order; names that are nothing are left out when <paramref name="lenient"/>.</returns>
    /// <exception cref="OvException">not-found.</exception>
    public static IReadOnlyList<string> Paths(string from, IEnumerable<string> names, bool lenient = false)
    {
        var found = new List<string>();
        foreach (var name in names)
        {
            var full = Path.GetFullPath(Path.Combine(from, name));
            if (Directory.Exists(full))
            {
                found.AddRange(Directory.EnumerateFiles(full, "*.md", Deep).Order(StringComparer.Ordinal));
            }
            else if (File.Exists(full))
            {
                found.Add(full);
            }
            else if (!lenient)
            {
                throw new OvException(ErrorCode.NotFound, $"There is no file or folder '{name}'.", "Name Markdown files, or folders that hold some.");
            }
        }

        return [.. found.Distinct()];
    }

    /// <summary>Reads them all; whatever is wrong with any of them is one refusal.</summary>
    /// <exception cref="OvException">foreign-data, with every problem by file and line.</exception>
    public static IReadOnlyList<FoundFile> Read(string root, IEnumerable<string> paths)
    {
        var problems = new List<ConfigProblem>();
        var files = paths.Select(path => Read(Shown(root, path), path, problems)).OfType<FoundFile>().ToList();
        foreach (var same in files.Where(file => file.Task is not null).GroupBy(file => file.Task!.Key).Where(group => group.Count() > 1))
        {
            var (first, second) = (same.First(), same.ElementAt(1));
            problems.Add(new(true, "", new(ConfigSource.Shared, second.Path, 1), $"It is {(second.Task!.Number is null ? $"'{same.Key}'" : $"number {same.Key}")}, and so is {first.Path}."));
        }

        return problems.Count == 0 ? files : throw Refusal(problems);
    }

    public static string Shown(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative.Replace('\\', '/');
    }

    /// <summary>Where a known file lies now: a numbered one may have been renamed by somebody who died before it was remembered (S0-6).</summary>
    public static string Found(string root, string path) =>
        !File.Exists(Path.Combine(root, path)) && TaskFileReader.OtherName(path) is { } other && File.Exists(Path.Combine(root, other)) ? other : path;

    public static OvException Refusal(IReadOnlyList<ConfigProblem> problems) => new(
        ErrorCode.ForeignData, $"Nothing was imported: {string.Join(" ", problems.Take(5).Select(problem => problem.ToString()))}{(problems.Count > 5 ? $" And {problems.Count - 5} more." : "")}",
        "Mend the files and run it again.")
    {
        Lists = new Dictionary<string, IReadOnlyList<string>> { ["problems"] = [.. problems.Select(problem => problem.ToString())] },
    };

    private static FoundFile? Read(string shown, string path, List<ConfigProblem> problems)
    {
        try
        {
            if (new FileInfo(path).Length > Largest)
            {
                throw new IOException($"it is larger than {Largest / 1024} KiB");
            }

            var raw = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
            return new FoundFile(shown, raw, TaskFileReader.Read(shown, raw, problems));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(new(true, "", new(ConfigSource.Shared, shown), $"The file cannot be read: {(fault is ArgumentException ? "it is not UTF-8 text" : fault.Message)}."));
            return null;
        }
    }
}
