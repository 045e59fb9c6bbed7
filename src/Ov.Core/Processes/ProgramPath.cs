namespace Ov.Core.Processes;

/// <summary>Finds a program as a shell would, in the PATH that the program itself will see.</summary>
public static class ProgramPath
{
    /// <summary>The absolute path of the program, or null when there is no executable file of that name.</summary>
    public static string? Find(string name, IReadOnlyDictionary<string, string> variables, string? workingDirectory = null)
    {
        if (OperatingSystem.IsWindows())
            return FindOnWindows(name, variables);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            var path = workingDirectory is null ? Path.GetFullPath(name) : Path.GetFullPath(name, workingDirectory);
            return IsProgram(path) ? path : null;
        }
        foreach (var folder in variables.GetValueOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin").Split(':'))
        {
            // An empty entry means the working directory to a shell; a repository must not choose our programs that way.
            if (folder.Length > 0 && folder[0] == '/' && IsProgram($"{folder}/{name}"))
                return $"{folder}/{name}";
        }
        return null;
    }

    /// <summary>Every program of that name on the PATH, in its order: the first is the one that runs.</summary>
    public static IReadOnlyList<string> FindAll(string name, IReadOnlyDictionary<string, string> variables) =>
        [.. variables.GetValueOrDefault("PATH", "").Split(':').Where(folder => folder.StartsWith('/')).Distinct()
            .Select(folder => $"{folder.TrimEnd('/')}/{name}").Where(IsProgram)];

    private static bool IsProgram(string path) =>
        OperatingSystem.IsLinux() ? Libc.Access(path, 1) == 0 && !Directory.Exists(path) : File.Exists(path);

    private static string? FindOnWindows(string name, IReadOnlyDictionary<string, string> variables) =>
        Path.IsPathFullyQualified(name) ? File.Exists(name) ? name : null
        : variables.FirstOrDefault(v => v.Key.Equals("PATH", StringComparison.OrdinalIgnoreCase)).Value?.Split(';')
            .Where(Path.IsPathFullyQualified).SelectMany(f => new[] { Path.Combine(f, name + ".exe"), Path.Combine(f, name) }).FirstOrDefault(File.Exists);
}
