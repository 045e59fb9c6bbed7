using System.Globalization;
using System.Text.RegularExpressions;

namespace Ov.Core.Shells;

/// <summary>
/// Our block in a file that a shell reads when it starts. Its first line tells what was there before it, so that taking it out gives back
/// every byte, whoever edited the rest meanwhile and however long ago it was.
/// </summary>
internal static partial class StartFileBlock
{
    private const string Last = "# <<< ov completions <<<";

    /// <summary>The text with our block at its end, or with the one that is there brought up to date.</summary>
    /// <param name="text">Null when there is no file.</param>
    /// <param name="folders">How many folders had to be made for the file.</param>
    public static string With(string? text, string line, int folders)
    {
        if (text is not null && Find(text) is { } there)
        {
            return text[..there.Start] + there.First + "\n" + line + "\n" + Last + "\n" + text[there.End..];
        }

        var before = text ?? "";
        var openEnd = before.Length > 0 && before[^1] != '\n';
        var notes = text is null ? string.Create(CultureInfo.InvariantCulture, $" (new file, {folders} new folders)") : openEnd ? " (newline added)" : "";
        return $"{before}{(openEnd ? "\n" : "")}# >>> ov completions{notes} >>>\n{line}\n{Last}\n";
    }

    /// <summary>The text as it was before; null when nothing is left of a file that we made.</summary>
    public static string? Without(string text, out int folders)
    {
        folders = 0;
        if (Find(text) is not { } there)
        {
            return text;
        }

        var start = there.First.Contains("(newline added)", StringComparison.Ordinal) && there.Start > 0 ? there.Start - 1 : there.Start;
        var rest = text[..start] + text[there.End..];
        if (rest.Length > 0 || NewFile().Match(there.First) is not { Success: true } made)
        {
            return rest;
        }

        folders = int.Parse(made.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return null;
    }

    public static bool IsIn(string text) => Find(text) is not null;

    private static (int Start, int End, string First)? Find(string text)
    {
        if (FirstLine().Match(text) is not { Success: true } first || text.IndexOf(Last, first.Index, StringComparison.Ordinal) is var last && last < 0)
        {
            return null;
        }

        var end = last + Last.Length;
        return (first.Index, end < text.Length && text[end] == '\n' ? end + 1 : end, first.Value);
    }

    [GeneratedRegex(@"^# >>> ov completions[^\n]*>>>$", RegexOptions.Multiline)]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"\(new file, (\d+) new folders\)")]
    private static partial Regex NewFile();
}
