using System.Text;

namespace Ov.Core.Text;

/// <summary>
/// What somebody looks for, as a full-text query in which no character of theirs has a meaning of its own: every word is quoted, all of
/// them have to occur, words between double quotes follow one another, and a star at a word's end stands for any ending.
/// </summary>
public static class SearchWords
{
    private const int Most = 64;

    /// <exception cref="OvException">usage when there is nothing to look for, or too much.</exception>
    public static string Match(IEnumerable<string> arguments)
    {
        var words = arguments.SelectMany(Split).Select(Quote).OfType<string>().Take(Most + 1).ToList();
        return words.Count switch
        {
            0 => throw new OvException(ErrorCode.Usage, "There is no word to search for.", "A word has at least one letter or digit."),
            > Most => throw new OvException(ErrorCode.Usage, $"More than {Most} words to search for.", "Look for the few that tell it apart."),
            _ => string.Join(' ', words),
        };
    }

    /// <summary>As <see cref="Match"/>, but any one of the words is enough; null when none is left.</summary>
    public static string? MatchAny(IEnumerable<string> words)
    {
        var quoted = words.Select(Quote).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Take(Most).ToList();
        return quoted.Count == 0 ? null : string.Join(" OR ", quoted);
    }

    /// <summary>The words of a text, with what stands between double quotes as one.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var parts = text.Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            // What a lone quote opens is not a phrase.
            if (i % 2 == 1 && i < parts.Length - 1)
            {
                yield return parts[i];
                continue;
            }

            foreach (var word in parts[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                yield return word;
            }
        }
    }

    private static string? Quote(string word)
    {
        var text = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            // Everything else parts words, for the index as well; what is not text at all comes out as a space here.
            text.Append(Rune.IsLetterOrDigit(rune) || !Rune.IsControl(rune) && rune.Value is not ('"' or 0xfffd) ? rune.ToString() : " ");
        }

        return word.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? $"\"{text}\"{(word.EndsWith('*') ? "*" : "")}" : null;
    }
}
