namespace Ov.Core.TaskFiles;

/// <summary>The two halves of a Markdown file that begins with settings between two lines <c>---</c>.</summary>
/// <param name="Head">The lines between the marks.</param>
internal sealed record FrontMatter(IReadOnlyList<string> Head, string Body)
{
    public const string Mark = "---";

    public static bool Begins(string text) => text.StartsWith(Mark + "\n", StringComparison.Ordinal);

    /// <param name="text">With plain line ends.</param>
    /// <returns>Null when the second mark is missing.</returns>
    public static FrontMatter? Of(string text)
    {
        var lines = text.Split('\n');
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == Mark);
        return end < 0 ? null : new FrontMatter(lines[1..end], string.Join('\n', lines[(end + 1)..]).Trim());
    }
}
