namespace Ov.Core.Processes;

/// <summary>How a command that was written as one string is started: by the shell that every system of its kind has.</summary>
public static class ShellWords
{
    public static IReadOnlyList<string> For(string text) => For(text, OperatingSystem.IsWindows());

    /// <summary>POSIX <c>sh</c>, never bash; on Windows <c>cmd</c>, without its start-up commands.</summary>
    internal static IReadOnlyList<string> For(string text, bool windows) => windows ? ["cmd", "/d", "/s", "/c", text] : ["sh", "-c", text];
}
