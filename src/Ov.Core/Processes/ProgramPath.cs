namespace Ov.Core.Processes;

/// <summary>Finds a program as a shell would, in the PATH that the program itself will see.</summary>
public static class ProgramPath
{
    /// <summary>The absolute path of the program, or null when there is no executable file of that name.</summary>
    public static string? Find(string name, IReadOnlyDictionary<string, string> variables, string? workingDirectory = null)
    {
        if (OperatingSystem.IsWindows())
            return OnWindows(name, variables, File.Exists).FirstOrDefault();
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var path = workingDirectory is null ? Path.GetFullPath(name) : Path.GetFullPath(name, workingDirectory);
            return IsProgram(path) ? path : null;
        }
        return SearchPath.Folders(variables, windows: false).Select(folder => $"{folder}/{name}").FirstOrDefault(IsProgram);
    }

    /// <summary>Every program of that name on the PATH, in its order: the first is the one that runs.</summary>
    public static IReadOnlyList<string> FindAll(string name, IReadOnlyDictionary<string, string> variables) =>
        OperatingSystem.IsWindows()
            ? [.. OnWindows(name, variables, File.Exists)]
            : [.. SearchPath.Folders(variables, windows: false).Distinct().Select(folder => $"{folder.TrimEnd('/')}/{name}").Where(IsProgram)];

    /// <summary>There a program is an <c>.exe</c>; the working directory is no place to look, whatever the system's own search does.</summary>
    internal static IEnumerable<string> OnWindows(string name, IReadOnlyDictionary<string, string> variables, Func<string, bool> exists) =>
        (name.Contains('\\', StringComparison.Ordinal) || name.Contains('/', StringComparison.Ordinal)
            ? [name]
            : SearchPath.Folders(variables, windows: true).Select(folder => $"{folder.TrimEnd('\\', '/')}\\{name}"))
        .SelectMany(path => path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? new[] { path } : [path + ".exe", path]).Where(exists);

    private static bool IsProgram(string path) =>
        OperatingSystem.IsLinux() ? Libc.Access(path, 1) == 0 && !Directory.Exists(path) : File.Exists(path);
}
