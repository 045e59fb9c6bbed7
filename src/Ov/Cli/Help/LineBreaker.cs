namespace Ov.Cli.Help;

/// <summary>Breaks a paragraph into lines between words; a word longer than a line stands alone.</summary>
internal static class LineBreaker
{
    public static IEnumerable<string> Break(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    /// <summary>As many whole words as fit one line, with a mark when there are more.</summary>
    public static string Cut(string text, int width)
    {
        if (text.Length <= width)
        {
            return text;
        }

        var end = text.LastIndexOf(' ', Math.Max(0, Math.Min(text.Length - 1, width - 1)));
        return end <= 0 ? text : text[..end].TrimEnd(',', ';', ':') + "…";
    }
}
