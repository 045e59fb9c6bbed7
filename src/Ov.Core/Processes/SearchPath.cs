namespace Ov.Core.Processes;

/// <summary>The variable that lists where programs lie: its name, its separator and what counts as a whole path differ by system.</summary>
internal static class SearchPath
{
    private const string Name = "PATH", UnixDefault = "/usr/local/bin:/usr/bin:/bin";

    /// <summary>The variable's name as this environment writes it: on Windows <c>Path</c> is the same variable.</summary>
    internal static string NameIn(IReadOnlyDictionary<string, string> variables, bool windows) =>
        windows ? variables.Keys.FirstOrDefault(key => key.Equals(Name, StringComparison.OrdinalIgnoreCase)) ?? Name : Name;

    /// <summary>Its whole paths in order. An empty or relative entry means a folder that a repository could choose, and does not count.</summary>
    internal static IEnumerable<string> Folders(IReadOnlyDictionary<string, string> variables, bool windows) =>
        Entries(variables, windows).Where(entry => windows ? IsWholeOnWindows(entry) : entry is ['/', ..]);

    /// <summary>The variable's value with a folder of ours first, and nowhere else.</summary>
    internal static string StartingWith(string folder, IReadOnlyDictionary<string, string> variables, bool windows) => string.Join(
        windows ? ';' : ':',
        Entries(variables, windows, emptyIsDefault: true).Where(entry => !entry.Equals(folder, windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)).Prepend(folder));

    private static string[] Entries(IReadOnlyDictionary<string, string> variables, bool windows, bool emptyIsDefault = false) =>
        variables.TryGetValue(NameIn(variables, windows), out var value) && (value.Length > 0 || !emptyIsDefault) ? value.Split(windows ? ';' : ':')
        : windows ? [] : UnixDefault.Split(':');

    /// <summary>With a drive or a server: <c>C:\…</c>, <c>\\server\…</c>.</summary>
    private static bool IsWholeOnWindows(string path) =>
        path is [var drive, ':', '\\' or '/', ..] ? char.IsAsciiLetter(drive) : path is ['\\' or '/', '\\' or '/', ..];
}
