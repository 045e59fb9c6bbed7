using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ov.Core.Text;

/// <summary>
/// Makes visible what a terminal would obey and a reader would not see: control characters, line ends that only some programs honour,
/// writing-direction marks, and the invisible tag characters. Nothing is removed, so nothing can hide.
/// </summary>
public static class VisibleText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The text on one line: line ends show as <c>\n</c>.</summary>
    public static string OneLine(string text) => Show(text);

    /// <summary>The lines of a text, split at the line ends that every program honours; all others show as escapes.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            yield return Show(line.EndsWith('\r') ? line[..^1] : line, keepTabs: true);
        }
    }

    /// <summary>The whole text with its line ends kept.</summary>
    public static string Block(string text) => string.Join('\n', Lines(text));

    /// <summary>A JSON document of one line in which they are escapes: it can hold them in its strings only, and those stay the same.</summary>
    public static string InJson(string document)
    {
        if (document.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return document;
        }

        var shown = new StringBuilder(document.Length + 16);
        foreach (var rune in document.EnumerateRunes())
        {
            shown.Append(IsHidden(rune) ? string.Concat(rune.ToString().Select(letter => $"\\u{(int)letter:x4}")) : rune.ToString());
        }

        return shown.ToString();
    }

    private static string Show(string text, bool keepTabs = false)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length;)
        {
            var valid = Rune.TryGetRuneAt(text, i, out var rune);
            _ = (valid, rune.Value) switch
            {
                (false, _) => shown.Append($"\\u{(int)text[i]:x4}"),
                (_, '\t') when keepTabs => shown.Append('\t'),
                (_, '\t') => shown.Append("\\t"),
                (_, '\n') => shown.Append("\\n"),
                (_, '\r') => shown.Append("\\r"),
                _ when IsHidden(rune) => shown.Append(rune.Value > 0xffff ? $"\\U{rune.Value:x8}" : $"\\u{rune.Value:x4}"),
                _ => shown.Append(rune.ToString()),
            };
            i += valid ? rune.Utf16SequenceLength : 1;
        }

        return shown.ToString();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // The joiner holds emoji and some scripts together; it has no effect on what is read.
        UnicodeCategory.Format => rune.Value is not (0x200c or 0x200d),
        _ => false,
    };
}
