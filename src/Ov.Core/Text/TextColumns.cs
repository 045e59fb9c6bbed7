using System.Globalization;
using System.Text;

namespace Ov.Core.Text;

/// <summary>
/// Texts measured in columns of a terminal and cut between graphemes: a Chinese letter takes two columns, a combining mark none, and a
/// family of emoji held together by joiners is one thing that cannot be cut in half. The text must be made visible first.
/// </summary>
public static class TextColumns
{
    private const int EmojiStyle = 0xfe0f;

    public static int Of(string text)
    {
        if (IsAscii(text))
        {
            return text.Length;
        }

        var columns = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, i);
            columns += OfGrapheme(text.AsSpan(i, length));
            i += length;
        }

        return columns;
    }

    /// <summary>The text in at most that many columns; what was cut off shows as "…".</summary>
    public static string Cut(string text, int columns)
    {
        if (columns <= 0)
        {
            return "";
        }

        // No letter takes more than two columns, so most texts need no measuring.
        if (2 * text.Length <= columns || Of(text) <= columns)
        {
            return text;
        }

        return $"{text[..Fitting(text, 0, columns - 1)].TrimEnd()}…";
    }

    /// <summary>Cut or filled up with spaces to exactly that many columns.</summary>
    public static string Pad(string text, int columns)
    {
        var cut = Cut(text, columns);
        return cut + new string(' ', Math.Max(0, columns - Of(cut)));
    }

    /// <summary>
    /// The lines of a sentence on a narrow terminal, broken between words; later ones are indented. A word too long for any line stays
    /// whole where it stands and is folded by the terminal, so that a path can still be copied.
    /// </summary>
    public static IEnumerable<string> Wrap(string text, int columns, int indent)
    {
        if (2 * text.Length <= columns || Of(text) <= columns)
        {
            yield return text;
            yield break;
        }

        var rest = text.TrimStart(' ');
        var line = new StringBuilder(new string(' ', text.Length - rest.Length));
        var (taken, begun) = (line.Length, false);
        foreach (var word in rest.Split(' '))
        {
            var width = Of(word);
            if (begun && width > 0 && taken + 1 + width > columns && indent + width <= columns)
            {
                yield return line.ToString().TrimEnd();
                line.Clear().Append(' ', indent);
                (taken, begun) = (indent, false);
            }

            line.Append(begun ? " " : "").Append(word);
            taken += width + (begun ? 1 : 0);
            begun = true;
        }

        yield return line.ToString().TrimEnd();
    }

    /// <summary>The index up to which the text from there fits.</summary>
    private static int Fitting(string text, int from, int columns)
    {
        var end = from;
        while (end < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            columns -= OfGrapheme(text.AsSpan(end, length));
            if (columns < 0)
            {
                break;
            }

            end += length;
        }

        return end;
    }

    private static int OfGrapheme(ReadOnlySpan<char> grapheme)
    {
        var columns = 0;
        var flags = 0;
        foreach (var rune in grapheme.EnumerateRunes())
        {
            if (rune.Value == EmojiStyle || WideRanges.Contains(rune.Value) || (rune.Value is >= 0x1f1e6 and <= 0x1f1ff && ++flags == 2))
            {
                return 2;
            }

            columns = Math.Max(columns, IsWithoutWidth(rune) ? 0 : 1);
        }

        return columns;
    }

    private static bool IsWithoutWidth(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control;

    private static bool IsAscii(string text) => System.Text.Ascii.IsValid(text);
}
