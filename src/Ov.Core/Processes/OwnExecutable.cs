namespace Ov.Core.Processes;

/// <summary>How to start this very program again: the native file, or the managed one through its host.</summary>
/// <param name="LeadingArguments">Go before every other argument.</param>
public sealed record OwnExecutable(string FileName, IReadOnlyList<string> LeadingArguments)
{
    public static OwnExecutable Path => For(Environment.ProcessPath, AppContext.BaseDirectory);

    internal static OwnExecutable For(string? processPath, string baseDirectory)
    {
        // Linux says so after an update replaced the running file; the new one lies at the same place.
        const string replaced = " (deleted)";
        if (processPath?.EndsWith(replaced, StringComparison.Ordinal) == true)
            processPath = processPath[..^replaced.Length];
        return System.IO.Path.GetFileNameWithoutExtension(processPath) switch
        {
            "dotnet" => new OwnExecutable(processPath!, [System.IO.Path.Combine(baseDirectory, "ov.dll")]),
            "ov" => new OwnExecutable(processPath!, []),
            // A test program holds us as a library; our own starter lies beside it.
            _ => new OwnExecutable(System.IO.Path.Combine(baseDirectory, OperatingSystem.IsWindows() ? "ov.exe" : "ov"), []),
        };
    }
}
