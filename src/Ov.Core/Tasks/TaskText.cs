namespace Ov.Core.Tasks;

/// <summary>The rules for what people type into a task.</summary>
public static class TaskText
{
    /// <summary>Longest body, in characters.</summary>
    public const int LongestBody = 256 * 1024;

    private const int LongestTitle = 200;

    /// <summary>One line without surrounding space. Titles go into branch names, mail subjects and commit messages.</summary>
    /// <exception cref="OvException">usage.</exception>
    public static string RequireTitle(string title)
    {
        var trimmed = title.Trim();
        return trimmed.Length is 0 or > LongestTitle || trimmed.Any(char.IsControl)
            ? throw new OvException(ErrorCode.Usage, $"A task's title is one line of 1 to {LongestTitle} characters.", "Put the rest into --body, --file or standard input.")
            : trimmed;
    }

    /// <exception cref="OvException">usage.</exception>
    public static string RequireBody(string body) => body.Length > LongestBody
        ? throw new OvException(ErrorCode.Usage, $"A task's body has at most {LongestBody / 1024} thousand characters.", "Put long text into a file of the repository and name it.")
        : body.Trim();

    /// <summary>Entries without surrounding space, empty ones and repetitions.</summary>
    public static IReadOnlyList<string> Clean(IEnumerable<string> entries) =>
        [.. entries.Select(entry => entry.Trim()).Where(entry => entry.Length > 0).Distinct()];

    /// <summary>Globs, relative to the repository and not out of it.</summary>
    /// <exception cref="OvException">usage.</exception>
    public static IReadOnlyList<string> RequireScope(IEnumerable<string> globs)
    {
        var cleaned = Clean(globs);
        return cleaned.FirstOrDefault(glob => glob.StartsWith('/') || glob.Split('/').Contains("..")) is { } outside
            ? throw new OvException(ErrorCode.Usage, $"The scope '{outside}' leaves the repository.", "Name paths or globs relative to its root, for example src/login/**.")
            : cleaned;
    }
}
