using System.Text;

namespace Ov.Core.Shells;

/// <summary>
/// A command line up to the cursor as bash holds it: split into words with the quotes taken off, and able to write a value back in the
/// form in which bash puts it in place of what is typed.
/// </summary>
public sealed class BashLine
{
    private const string Harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:=@%+~";

    private readonly string _breaks;
    private readonly List<string> _words = [];
    private StringBuilder _word = new();
    private bool _inWord;
    private char _quote;
    private int _kept;

    private BashLine(string breaks) => _breaks = breaks;

    /// <summary>The words before the one at the cursor, without the program's name and assignments before it.</summary>
    public IReadOnlyList<string> Before => _words;

    /// <summary>The part of the word before the cursor, without its quotes.</summary>
    public string Current => _word.ToString();

    /// <param name="breaks"><c>COMP_WORDBREAKS</c>: bash replaces only what comes after the last of these.</param>
    public static BashLine Read(string line, string breaks)
    {
        var read = new BashLine(breaks);
        for (var i = 0; i < line.Length; i++)
        {
            read.Next(line[i], i + 1 < line.Length ? line[i + 1] : null, ref i);
        }

        var program = read._words.FindIndex(word => !IsAssignment(word));
        read._words.RemoveRange(0, program < 0 ? read._words.Count : program + 1);
        return read;
    }

    /// <summary>What of the current word bash has set aside already: it stays as it is typed.</summary>
    public string Kept => Current[.._kept];

    /// <summary>A value of the whole word as bash wants it: without the part that it keeps, quoted as the word is.</summary>
    public string Insertion(string value)
    {
        var rest = value.Length >= _kept ? value[_kept..] : value;
        return _quote switch
        {
            '\'' => rest,
            '"' => Escaped(rest, letter => letter is '"' or '\\' or '$' or '`'),
            _ => Escaped(rest, letter => !Harmless.Contains(letter) && letter < 128),
        };
    }

    private void Next(char letter, char? following, ref int at)
    {
        switch (letter)
        {
            case '\\' when _quote != '\'' && following is { } escaped && (_quote == '\0' || escaped is '"' or '\\' or '$' or '`'):
                Add(escaped);
                at++;
                break;
            case '\\' when _quote == '\0':
                _inWord = true;
                break;
            case '\'' or '"' when _quote == '\0':
                (_quote, _inWord, _kept) = (letter, true, _word.Length);
                break;
            case '\'' or '"' when _quote == letter:
                _quote = '\0';
                break;
            case ' ' or '\t' or '\n' when _quote == '\0':
                EndWord();
                break;
            default:
                Add(letter);
                // A special prefix of bash's: it breaks before this letter, not after it.
                _kept = _quote == '\0' && _breaks.Contains(letter) ? _word.Length - (letter == '@' ? 1 : 0) : _kept;
                break;
        }
    }

    private void Add(char letter)
    {
        _word.Append(letter);
        _inWord = true;
    }

    private void EndWord()
    {
        if (_inWord)
        {
            _words.Add(Current);
        }

        (_word, _inWord, _kept) = (new StringBuilder(), false, 0);
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && !char.IsAsciiDigit(word[0]) && word[..at].All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static string Escaped(string text, Func<char, bool> needs)
    {
        var escaped = new StringBuilder(text.Length + 4);
        foreach (var letter in text)
        {
            _ = needs(letter) ? escaped.Append('\\').Append(letter) : escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
