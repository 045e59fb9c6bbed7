using System.Text;
using Ov.Core.Json;
using Ov.Core.Text;

namespace Ov.Core.Notes;

/// <summary>What a note may be called and say.</summary>
public static class NoteText
{
    /// <summary>Longest text, in characters.</summary>
    public const int Limit = 1024 * 1024;

    private const int LongestName = 100;
    private const int LongestTitle = 80;

    /// <exception cref="OvException">usage.</exception>
    public static string RequireName(string name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : throw new OvException(
                ErrorCode.Usage, $"A note's name has at most {LongestName} letters, digits, '-', '_' and '.', and begins with a letter or digit.", "For example: plan-export");

    /// <summary>The text with one line end at its end.</summary>
    /// <exception cref="OvException">usage when it is empty, too long or not text.</exception>
    public static string RequireBody(string kind, string body)
    {
        if (string.IsNullOrWhiteSpace(body) || body.Length > Limit)
        {
            throw new OvException(ErrorCode.Usage, $"A {kind} needs a text of at most {Limit / 1024} thousand characters.", "Give it with --body, --file or on standard input.");
        }

        return body.Contains('\0')
            ? throw new OvException(ErrorCode.Usage, "A note cannot hold a NUL character.", "Is the file given a text file?")
            : body.TrimEnd() + "\n";
    }

    /// <summary>The first line below a head of fields that says something, without a heading's mark, cut to a line's length.</summary>
    public static string TitleOf(string body)
    {
        var head = body.StartsWith("---\n", StringComparison.Ordinal) ? body.IndexOf("\n---\n", StringComparison.Ordinal) : -1;
        var start = body.AsSpan(head < 0 ? 0 : head + 5).TrimStart("# \t\r\n");
        var end = start.IndexOf('\n');
        var line = (end < 0 ? start : start[..end]).TrimEnd();
        return Excerpt.Of(line, LongestTitle).ToString();
    }

    public static long SizeOf(string body) => Encoding.UTF8.GetByteCount(body);

    /// <summary>What stands beneath the older text: a heading if one was given, and in a note that only grows who said it when.</summary>
    public static string Entry(string kind, string? section, string author, DateTimeOffset at, string text)
    {
        var heading = string.IsNullOrWhiteSpace(section) ? "" : $"## {section.ReplaceLineEndings(" ").Trim()}\n\n";
        return NoteKind.OnlyGrows(kind) ? $"{heading}_{author}, {UtcMillis.Format(at)}_\n\n{text}" : heading + text;
    }
}
