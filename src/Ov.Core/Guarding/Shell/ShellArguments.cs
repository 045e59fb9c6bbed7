namespace Ov.Core.Guarding.Shell;

/// <summary>A program's words, split into options and operands the way nearly all programs do it.</summary>
public sealed class ShellArguments
{
    private readonly List<(string Name, ShellField? Value)> _options = [];

    private ShellArguments()
    {
    }

    public List<ShellField> Operands { get; } = [];

    public IReadOnlyList<(string Name, ShellField? Value)> Options => _options;

    /// <summary>Some word could be an option or several and nobody can tell.</summary>
    public bool IsVague { get; private set; }

    /// <param name="words">The words behind the program's name.</param>
    /// <param name="valued">Options that take the next word, or the rest of their own: <c>o</c> or <c>output</c>, without hyphens.</param>
    /// <param name="stopsAtOperand">Options end with the first operand, as of programs that start another one.</param>
    public static ShellArguments Of(IEnumerable<ShellField> words, string valued = "", bool stopsAtOperand = false)
    {
        var (found, takesValue) = (new ShellArguments(), valued.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var rest = words.ToList();
        for (var i = 0; i < rest.Count; i++)
        {
            var word = rest[i];
            if (word is { IsExact: true, Text: "--" })
            {
                found.Operands.AddRange(rest.Skip(i + 1));
                break;
            }

            if (word.Text.Length < 2 || word.Text[0] != '-')
            {
                found.IsVague |= word is { IsKnown: false, Text: "" };
                found.Operands.Add(word);
                if (stopsAtOperand)
                {
                    found.Operands.AddRange(rest.Skip(i + 1));
                    break;
                }

                continue;
            }

            if (found.Take(word, takesValue))
            {
                found._options[^1] = (found._options[^1].Name, i + 1 < rest.Count ? rest[++i] : null);
            }
        }

        return found;
    }

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in _options)
        {
            if (names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of the last of these options; null when none is given.</summary>
    public ShellField? Value(params ReadOnlySpan<string> names)
    {
        ShellField? found = null;
        foreach (var (name, value) in _options)
        {
            found = names.Contains(name) ? value ?? new ShellField("", false, false) : found;
        }

        return found;
    }

    /// <summary>True when the next word is the value of the last option.</summary>
    private bool Take(ShellField word, string[] valued)
    {
        var text = word.Text;
        if (text.StartsWith("--", StringComparison.Ordinal) || valued.Contains(text[1..]))
        {
            var name = text.TrimStart('-');
            var equals = name.IndexOf('=', StringComparison.Ordinal);
            _options.Add(equals < 0 ? (name, null) : (name[..equals], word with { Text = name[(equals + 1)..] }));
            return equals < 0 && valued.Contains(name);
        }

        for (var letter = 1; letter < text.Length; letter++)
        {
            var name = text[letter].ToString();
            if (valued.Contains(name))
            {
                _options.Add((name, letter + 1 < text.Length ? word with { Text = text[(letter + 1)..] } : null));
                return letter + 1 == text.Length;
            }

            _options.Add((name, null));
        }

        return false;
    }
}
