using System.Text;

namespace Ov.Core.Ledger;

/// <summary>Enum values as the snake_case words that the ledger, JSON and the command line share.</summary>
public static class SnakeCase
{
    public static string Word<T>(this T value) where T : struct, Enum => From(value.ToString());

    /// <summary>The value behind a word of the ledger.</summary>
    /// <exception cref="FormatException">The word belongs to no value: the ledger was written by something else.</exception>
    public static T Parse<T>(string word) where T : struct, Enum =>
        TryParse<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    public static bool TryParse<T>(string word, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (From(candidate.ToString()) == word)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>All words of an enum in declaration order, for messages and completions.</summary>
    public static IReadOnlyList<string> Words<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => v.Word())];

    private static string From(string pascal)
    {
        var word = new StringBuilder(pascal.Length + 4);
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
