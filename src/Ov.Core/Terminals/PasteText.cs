namespace Ov.Core.Terminals;

/// <summary>A text made fit to be pasted: an escape character in it could end the paste and press keys of its own.</summary>
public static class PasteText
{
    public static string Of(string text) =>
        string.Concat(text.ReplaceLineEndings("\n").TrimEnd('\n').Where(letter => letter is '\n' or '\t' || !char.IsControl(letter)));
}
