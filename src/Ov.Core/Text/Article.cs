namespace Ov.Core.Text;

/// <summary>A word with "a" or "an" before it: roles and kinds of notes are named by whoever configures them.</summary>
public static class Article
{
    public static string Of(string word) => $"{(IsVowel(word) ? "an" : "a")} {word}";

    /// <summary>The same where a sentence begins.</summary>
    public static string Begins(string word) => $"{(IsVowel(word) ? "An" : "A")} {word}";

    private static bool IsVowel(string word) => word is ['a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O', ..];
}
