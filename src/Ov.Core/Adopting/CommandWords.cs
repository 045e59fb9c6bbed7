namespace Ov.Core.Adopting;

/// <summary>One command line inside a text, as words with the white space before each. Quotes stay as they are.</summary>
/// <param name="End">The first position after it.</param>
internal sealed record CommandWords(IReadOnlyList<(string Gap, string Word)> Words, int End)
{
    /// <param name="inline">Inside backticks on a line: the closing one ends it. Else the line does, unless a backslash continues it.</param>
    public static CommandWords Read(string text, int start, bool inline)
    {
        var words = new List<(string, string)>();
        var at = start;
        var end = start;
        while (true)
        {
            var gap = at;
            while (at < text.Length && (text[at] is ' ' or '\t' || IsContinued(text, at)))
            {
                at += text[at] == '\\' ? 2 : 1;
            }

            if (at >= text.Length || text[at] is '\n' or '\r' or ';' or '|' or '&' or '#' or ')' || (inline && text[at] == '`'))
            {
                return new CommandWords(words, end);
            }

            var from = at;
            at = EndOfWord(text, at, inline);
            words.Add((text[gap..from], text[from..at]));
            end = at;
        }
    }

    private static bool IsContinued(string text, int at) => text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '\n';

    /// <summary>Quotes and the angle brackets of placeholders hold what would end a word.</summary>
    private static int EndOfWord(string text, int at, bool inline)
    {
        char? quote = null;
        var angles = 0;
        for (; at < text.Length; at++)
        {
            var letter = text[at];
            if (quote is not null)
            {
                quote = letter == quote && text[at - 1] != '\\' ? null : quote;
                continue;
            }

            if (letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (letter == '<')
            {
                angles++;
            }
            else if (letter == '>' && angles > 0)
            {
                angles--;
            }
            else if (letter is '\n' or '\r' || (angles == 0 && letter is ' ' or '\t') || (inline && letter == '`') || (angles == 0 && (letter is ';' or '|' or '&' or ')')) || IsContinued(text, at))
            {
                break;
            }
        }

        return at;
    }
}
