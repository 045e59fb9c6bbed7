namespace Ov.Core.Processes;

/// <summary>How a command that was written as one string is started, by the shell that every system of its kind has; and how words become such a string.</summary>
public static class ShellWords
{
    public static IReadOnlyList<string> For(string text) => For(text, OperatingSystem.IsWindows());

    /// <summary>One word as a POSIX shell takes it, whatever is in it.</summary>
    public static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A command as somebody would type it: only words that need it are quoted.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(word => word.Length > 0 && word.All(IsPlain) ? word : Quoted(word)));

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || "-_./=:@%+,".Contains(letter, StringComparison.Ordinal);

    /// <summary>POSIX <c>sh</c>, never bash; on Windows <c>cmd</c>, without its start-up commands.</summary>
    internal static IReadOnlyList<string> For(string text, bool windows) => windows ? ["cmd", "/d", "/s", "/c", text] : ["sh", "-c", text];
}
