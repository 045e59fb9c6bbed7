namespace Ov.Core.Guarding.Shell;

/// <summary>
/// Reads a command line as bash reads it: lists, pipes, quotes, substitutions, redirections, here-documents and compound commands.
/// It never runs anything and knows no values; what a word becomes is the caller's question (<see cref="ShellWord"/>).
/// </summary>
/// <remarks>Text that bash might read differently fails: a guard must not act on a guess.</remarks>
public sealed class ShellParser
{
    private readonly ShellCursor _cursor;
    private readonly ShellHeredocs _heredocs;

    internal ShellParser(ShellCursor cursor)
    {
        _cursor = cursor;
        _heredocs = new ShellHeredocs(cursor);
    }

    /// <exception cref="ShellSyntaxException">It is no shell, or deeper than 60 levels.</exception>
    public static ShellNode Parse(string text) => Parse(text, new ShellCursor.Budget());

    /// <param name="budget">Shared by all that one command line leads to.</param>
    internal static ShellNode Parse(string text, ShellCursor.Budget budget) => text.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0
        ? throw new ShellSyntaxException("a null character stands", end) : Script(new ShellCursor(text, 0, budget));

    internal static ShellNode Script(ShellCursor cursor)
    {
        var parser = new ShellParser(cursor);
        var script = parser.List("");
        return cursor.AtEnd ? script : throw cursor.Fail($"'{cursor.Current}' stands where a command should");
    }

    /// <summary>What stands in parentheses, up to the closing one, which stays.</summary>
    internal static ShellNode Substitution(ShellCursor cursor)
    {
        var parser = new ShellParser(cursor);
        var script = parser.List(")");
        parser._heredocs.RequireNone();
        return script;
    }

    /// <summary>Commands up to one of the closing words, which stays.</summary>
    internal ShellNode List(params string[] closers)
    {
        var steps = new List<ShellStep>();
        var join = ShellJoin.Then;
        while (true)
        {
            SkipBlank(linesToo: true);
            if (_cursor.AtEnd || closers.Any(IsCloser))
            {
                break;
            }

            var node = Pipeline();
            SkipBlank(linesToo: false);
            var background = _cursor.Current == '&' && _cursor.Peek() != '&';
            steps.Add(new ShellStep(background ? new ShellGroup(node, true, []) : node, join));
            if (_cursor.Take("&&"))
            {
                join = ShellJoin.IfGood;
            }
            else if (_cursor.Take("||"))
            {
                join = ShellJoin.Maybe;
            }
            else
            {
                join = ShellJoin.Then;
                if (!TakeSeparator())
                {
                    break;
                }
            }
        }

        return steps is [{ Join: ShellJoin.Then } only] ? only.Node : new ShellSequence(steps);
    }

    internal void SkipBlank(bool linesToo)
    {
        while (true)
        {
            if (_cursor.TakeContinuation())
            {
                continue;
            }

            switch (_cursor.Current)
            {
                case ' ' or '\t':
                    _cursor.Position++;
                    break;
                case '\r' when _cursor.Peek() == '\n':
                    _cursor.Position++;
                    break;
                case '\n' when linesToo:
                    _cursor.Position++;
                    _heredocs.ReadPending();
                    break;
                case '#':
                    var end = _cursor.Text.IndexOf('\n', _cursor.Position);
                    _cursor.Position = end < 0 ? _cursor.Text.Length : end;
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Whether an unquoted reserved word stands here.</summary>
    internal bool IsWord(string word) => _cursor.Starts(word) && ShellWordReader.EndsWord(_cursor.Peek(word.Length));

    internal bool TakeWord(string word)
    {
        SkipBlank(linesToo: true);
        if (!IsWord(word))
        {
            return false;
        }

        _cursor.Position += word.Length;
        return true;
    }

    internal void ExpectWord(string word)
    {
        if (!TakeWord(word))
        {
            throw _cursor.Fail($"'{word}' is missing");
        }
    }

    /// <summary>Redirections behind a compound command.</summary>
    internal List<ShellRedirect> Redirects(List<ShellNode> nested)
    {
        var found = new List<ShellRedirect>();
        while (true)
        {
            SkipBlank(linesToo: false);
            if (Redirect(nested) is not { } redirect)
            {
                return found;
            }

            found.Add(redirect);
        }
    }

    internal ShellWord? Word(List<ShellNode> nested)
    {
        SkipBlank(linesToo: false);
        return new ShellWordReader(_cursor, nested).Read();
    }

    private bool IsCloser(string closer) => closer.Length > 0 && (closer is ")" or ";;" ? _cursor.Starts(closer) || (closer == ";;" && _cursor.Starts(";&")) : IsWord(closer));

    private bool TakeSeparator()
    {
        if (_cursor.Starts(";;") || _cursor.Starts(";&"))
        {
            return false;
        }

        return _cursor.Take(";") || _cursor.Take("&") || _cursor.Current == '\n';
    }

    private ShellNode Pipeline()
    {
        while (IsWord("!") || IsWord("time"))
        {
            _cursor.Position += IsWord("!") ? 1 : 4;
            SkipBlank(linesToo: false);
            if (IsWord("-p"))
            {
                _cursor.Position += 2;
                SkipBlank(linesToo: false);
            }
        }

        var stages = new List<ShellNode> { Command() };
        while (true)
        {
            SkipBlank(linesToo: false);
            if (_cursor.Current != '|' || _cursor.Peek() == '|')
            {
                return stages.Count == 1 ? stages[0] : new ShellPipeline(stages);
            }

            _cursor.Position += _cursor.Peek() == '&' ? 2 : 1;
            SkipBlank(linesToo: true);
            stages.Add(Command());
        }
    }

    private ShellNode Command()
    {
        SkipBlank(linesToo: false);
        return _cursor.Deeper(() => new ShellCompound(_cursor, this).Read() ?? Simple());
    }

    private ShellNode Simple()
    {
        var (assignments, words, redirects, nested) = (new List<ShellAssignment>(), new List<ShellWord>(), new List<ShellRedirect>(), new List<ShellNode>());
        while (true)
        {
            SkipBlank(linesToo: false);
            if (Redirect(nested) is { } redirect)
            {
                redirects.Add(redirect);
                continue;
            }

            if (words.Count == 0 && ShellAssigning.Read(_cursor, this, nested) is { } assignment)
            {
                assignments.AddRange(assignment);
                continue;
            }

            if (Word(nested) is not { } word)
            {
                break;
            }

            words.AddRange(ShellBraces.Expand(word));
            if (words.Count == 1 && word.Bare is { } name && IsFunctionHead())
            {
                return Function(name);
            }
        }

        if (words.Count == 0 && assignments.Count == 0 && redirects.Count == 0)
        {
            throw _cursor.Fail("a command is missing");
        }

        // Scripts inside here-documents join the list at the line's end.
        return new ShellCommand(assignments, words, redirects) { Nested = nested };
    }

    private bool IsFunctionHead()
    {
        var start = _cursor.Position;
        SkipBlank(linesToo: false);
        if (_cursor.Take("("))
        {
            SkipBlank(linesToo: false);
            if (_cursor.Take(")"))
            {
                return true;
            }
        }

        _cursor.Position = start;
        return false;
    }

    private ShellFunction Function(string name)
    {
        SkipBlank(linesToo: true);
        return new ShellFunction(name, _cursor.Deeper(() => new ShellCompound(_cursor, this).Read()) ?? throw _cursor.Fail("a function has no body"));
    }

    private ShellRedirect? Redirect(List<ShellNode> nested)
    {
        var start = _cursor.Position;
        if (_cursor.Current == '{')
        {
            var close = _cursor.Text.IndexOf('}', start);
            var name = close < 0 ? "" : _cursor.Text[(start + 1)..close];
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || close + 1 >= _cursor.Text.Length || _cursor.Text[close + 1] is not ('<' or '>'))
            {
                return null;
            }

            _cursor.Position = close + 1;
        }
        else
        {
            while (char.IsAsciiDigit(_cursor.Current))
            {
                _cursor.Position++;
            }
        }

        var found = RedirectOperators.FirstOrDefault(_cursor.Starts);
        if (found is null || (_cursor.Current is '<' or '>' && _cursor.Peek() == '(') || (_cursor.Current == '&' && _cursor.Position > start))
        {
            _cursor.Position = start;
            return null;
        }

        _cursor.Position += found.Length;
        SkipBlank(linesToo: false);
        if (found is "<<" or "<<-")
        {
            return _heredocs.Open(found == "<<-", nested);
        }

        return new ShellRedirect(found, new ShellWordReader(_cursor, nested).Read() ?? throw _cursor.Fail("a redirection names no file"));
    }

    // The longest first.
    private static readonly string[] RedirectOperators = ["&>>", "<<<", "<<-", "<<", "<>", "<&", ">>", ">|", ">&", "&>", "<", ">"];
}
