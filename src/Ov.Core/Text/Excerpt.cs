namespace Ov.Core.Text;

/// <summary>The beginning of a text that is too long for its place, never with half a letter at its end. Lengths are in UTF-16 units.</summary>
public static class Excerpt
{
    /// <summary>At most so much of a text; the whole of one that fits.</summary>
    public static string Of(string text, int most) => text[..LengthOf(text, most)];

    /// <inheritdoc cref="Of(string, int)"/>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, int most) => text[..LengthOf(text, most)];

    /// <summary>As <see cref="Of(string, int)"/>, where what is cut ends in an ellipsis that counts too.</summary>
    public static string Marked(string text, int most) => text.Length <= most ? text : $"{Of(text, most - 1)}…";

    private static int LengthOf(ReadOnlySpan<char> text, int most) =>
        text.Length <= most ? text.Length : most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
}
