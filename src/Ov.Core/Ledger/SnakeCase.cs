using System.Text;

namespace Ov.Core.Ledger;

/// <summary>Enum values as the snake_case words that the ledger, JSON and the command line share.</summary>
public static class SnakeCase
{
    public static string Word<T>(this T value) where T : struct, Enum
    {
        foreach (var (known, word) in Table<T>.All)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return word;
            }
        }

        return From(value.ToString());
    }

    /// <summary>The value behind a word of the ledger.</summary>
    /// <exception cref="FormatException">The word belongs to no value: the ledger was written by something else.</exception>
    public static T Parse<T>(string word) where T : struct, Enum =>
        TryParse<T>(word, out var value) ? value : throw new FormatException($"'{word}' is no {typeof(T).Name}.");

    public static bool TryParse<T>(string word, out T value) where T : struct, Enum
    {
        foreach (var (known, name) in Table<T>.All)
        {
            if (name == word)
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>All words of an enum in declaration order, for messages and completions.</summary>
    public static IReadOnlyList<string> Words<T>() where T : struct, Enum => [.. Table<T>.All.Select(pair => pair.Word)];

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

    /// <summary>Worked out once: a list of ten thousand tasks asks for them twenty thousand times.</summary>
    private static class Table<T> where T : struct, Enum
    {
        public static readonly (T Value, string Word)[] All = [.. Enum.GetValues<T>().Select(value => (value, From(value.ToString())))];
    }
}
