using System.Text;

namespace Ov.Core.Guarding.Shell;

/// <summary>Reads one word: quotes, escapes, expansions and substitutions. The scripts inside it go to <paramref name="nested"/>.</summary>
internal sealed class ShellWordReader(ShellCursor cursor, List<ShellNode> nested)
{
    private readonly List<ShellPart> _parts = [];
    private readonly StringBuilder _literal = new();
    private bool _literalQuoted;

    /// <summary>A word at the cursor; null when an operator, a blank or the end stands there.</summary>
    public ShellWord? Read()
    {
        cursor.CountWord();
        var start = cursor.Position;
        if (cursor.Current == '~')
        {
            ReadHome();
        }

        while (!cursor.AtEnd && (!EndsWord(cursor.Current) || IsProcessSubstitution))
        {
            ReadPiece();
        }

        Flush();
        return cursor.Position == start ? null : new ShellWord(_parts);
    }

    /// <summary>The pieces of a text that is as if in double quotes: the body of a here-document.</summary>
    public ShellWord ReadBody()
    {
        while (!cursor.AtEnd)
        {
            ReadInsideDoubleQuotes(closes: false);
        }

        Flush();
        return new ShellWord(_parts);
    }

    /// <summary>Arithmetic up to its end, which is consumed: only the expansions in it matter.</summary>
    public void SkipArithmetic(string end)
    {
        var open = 0;
        while (open > 0 || !cursor.Starts(end))
        {
            switch (cursor.Current)
            {
                case '(':
                    open++;
                    cursor.Next();
                    break;
                case ')' when open > 0:
                    open--;
                    cursor.Next();
                    break;
                case ')' or '\0':
                    throw cursor.Fail("arithmetic is not closed");
                case ';' or '\n':
                    throw cursor.Fail("this is no arithmetic");
                default:
                    ReadPiece();
                    break;
            }
        }

        cursor.Expect(end);
    }

    internal static bool EndsWord(char c) => c is ' ' or '\t' or '\n' or '\r' or ';' or '&' or '|' or '(' or ')' or '<' or '>' or '\0';

    private bool IsProcessSubstitution => cursor.Current is '<' or '>' && cursor.Peek() == '(';

    private void ReadPiece()
    {
        if (cursor.TakeContinuation())
        {
            return;
        }

        if (IsProcessSubstitution)
        {
            cursor.Position += 2;
            _ = ReadScript();
            Add(ShellPartKind.Unknown, "", quoted: true);
            return;
        }

        switch (cursor.Current)
        {
            case '\\':
                cursor.Next();
                Literal(cursor.Next(), quoted: true);
                break;
            case '\'':
                cursor.Next();
                ReadSingleQuoted();
                break;
            case '"':
                cursor.Next();
                ReadDoubleQuoted();
                break;
            case '`':
                ReadBackquoted(quoted: false);
                break;
            case '$':
                ReadDollar(quoted: false);
                break;
            case '*' or '?' or '[':
                Add(ShellPartKind.Glob, cursor.Next().ToString(), quoted: false);
                break;
            default:
                Literal(cursor.Next(), quoted: false);
                break;
        }
    }

    private void ReadHome()
    {
        var end = cursor.Position + 1;
        while (end < cursor.Text.Length && (char.IsAsciiLetterOrDigit(cursor.Text[end]) || cursor.Text[end] is '_' or '-' or '+' or '.'))
        {
            end++;
        }

        if (end == cursor.Text.Length || cursor.Text[end] == '/' || EndsWord(cursor.Text[end]))
        {
            Add(ShellPartKind.Home, cursor.Text[(cursor.Position + 1)..end], quoted: false);
            cursor.Position = end;
        }
    }

    private void ReadSingleQuoted()
    {
        var end = cursor.Text.IndexOf('\'', cursor.Position);
        if (end < 0)
        {
            throw cursor.Fail("a single quote is not closed");
        }

        Literal(cursor.Text[cursor.Position..end], quoted: true);
        cursor.Position = end + 1;
    }

    private void ReadDoubleQuoted()
    {
        Literal("", quoted: true);
        while (cursor.Current != '"')
        {
            ReadInsideDoubleQuotes(closes: true);
        }

        cursor.Next();
    }

    private void ReadInsideDoubleQuotes(bool closes)
    {
        if (cursor.AtEnd)
        {
            throw cursor.Fail("a double quote is not closed");
        }

        if (cursor.TakeContinuation())
        {
            return;
        }

        switch (cursor.Current)
        {
            case '\\':
                cursor.Next();
                if (cursor.AtEnd || cursor.Current is not ('$' or '`' or '\\') && (!closes || cursor.Current != '"'))
                {
                    Literal('\\', quoted: true);
                }

                if (!cursor.AtEnd)
                {
                    Literal(cursor.Next(), quoted: true);
                }

                break;
            case '`':
                ReadBackquoted(quoted: true);
                break;
            case '$':
                ReadDollar(quoted: true);
                break;
            default:
                Literal(cursor.Next(), quoted: true);
                break;
        }
    }

    private void ReadDollar(bool quoted)
    {
        cursor.Next();
        var next = cursor.Current;
        if (!quoted && next == '\'')
        {
            cursor.Next();
            ReadEscapedQuotes();
        }
        else if (!quoted && next == '"')
        {
            cursor.Next();
            ReadDoubleQuoted();
        }
        else if (next == '(')
        {
            ReadParenthesis(quoted);
        }
        else if (next == '{')
        {
            cursor.Next();
            ReadBraced(quoted);
        }
        else if (next == '[')
        {
            cursor.Next();
            cursor.Deeper(() => { new ShellWordReader(cursor, nested).SkipArithmetic("]"); return true; });
            Add(ShellPartKind.Unknown, "", quoted);
        }
        else if (char.IsAsciiLetter(next) || next == '_')
        {
            Add(ShellPartKind.Variable, TakeName(), quoted);
        }
        else if (char.IsAsciiDigit(next) || next is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            cursor.Next();
            Add(ShellPartKind.Unknown, "", quoted);
        }
        else
        {
            Literal('$', quoted);
        }
    }

    private void ReadParenthesis(bool quoted)
    {
        cursor.Next();
        var script = cursor.Current != '(' || !TryArithmetic() ? ReadScript() : null;
        Flush();
        _parts.Add(new ShellPart(ShellPartKind.Unknown, "", quoted) { Script = script });
    }

    /// <summary><c>$((…))</c> may also begin a subshell inside a substitution; the shell finds out by trying, and so do we.</summary>
    private bool TryArithmetic()
    {
        var (start, depth, found) = (cursor.Position, cursor.Depth, nested.Count);
        try
        {
            cursor.Next();
            cursor.Deeper(() => { new ShellWordReader(cursor, nested).SkipArithmetic("))"); return true; });
            return true;
        }
        catch (ShellSyntaxException) when (cursor.MayRewind)
        {
            cursor.Rewind(start, depth);
            nested.RemoveRange(found, nested.Count - found);
            return false;
        }
    }

    /// <summary>A script up to its closing parenthesis, which is consumed.</summary>
    private ShellNode ReadScript()
    {
        var script = cursor.Deeper(() => ShellParser.Substitution(cursor));
        nested.Add(new ShellGroup(script, true, []));
        cursor.Expect(")");
        return script;
    }

    private void ReadBackquoted(bool quoted)
    {
        cursor.Next();
        var inner = new StringBuilder();
        while (cursor.Current != '`')
        {
            var c = cursor.Next();
            if (c == '\\' && (cursor.Current is '`' or '\\' or '$' || (quoted && cursor.Current == '"')))
            {
                c = cursor.Next();
            }

            inner.Append(c);
        }

        cursor.Next();
        var script = ShellParser.Script(cursor.Inside(inner.ToString()));
        nested.Add(new ShellGroup(script, true, []));
        Flush();
        _parts.Add(new ShellPart(ShellPartKind.Unknown, "", quoted) { Script = script });
    }

    /// <summary>What follows <c>${</c>. Only a plain name has a value that can be told.</summary>
    private void ReadBraced(bool quoted)
    {
        var name = TakeName();
        if (name.Length > 0 && cursor.Take("}"))
        {
            Add(ShellPartKind.Variable, name, quoted);
            return;
        }

        cursor.Deeper(() =>
        {
            var inner = new ShellWordReader(cursor, nested);
            while (cursor.Current != '}')
            {
                if (cursor.AtEnd)
                {
                    throw cursor.Fail("an expansion is not closed");
                }

                if (quoted && cursor.Current == '\'')
                {
                    cursor.Next();
                }
                else
                {
                    inner.ReadPiece();
                }
            }

            return true;
        });
        cursor.Next();
        Add(ShellPartKind.Unknown, "", quoted);
    }

    private void ReadEscapedQuotes()
    {
        Literal("", quoted: true);
        while (cursor.Next() is var c && c != '\'')
        {
            Literal(c == '\\' ? ShellEscapes.Read(cursor) : c.ToString(), quoted: true);
        }
    }

    private string TakeName()
    {
        var start = cursor.Position;
        if (char.IsAsciiLetter(cursor.Current) || cursor.Current == '_')
        {
            while (char.IsAsciiLetterOrDigit(cursor.Current) || cursor.Current == '_')
            {
                cursor.Position++;
            }
        }

        return cursor.Text[start..cursor.Position];
    }

    private void Literal(char c, bool quoted)
    {
        if (quoted != _literalQuoted)
        {
            Flush();
        }

        _literalQuoted = quoted;
        _literal.Append(c);
    }

    private void Literal(string text, bool quoted)
    {
        if (quoted != _literalQuoted)
        {
            Flush();
        }

        _literalQuoted = quoted;
        _literal.Append(text);
        if (quoted && text.Length == 0 && _literal.Length == 0)
        {
            _parts.Add(new ShellPart(ShellPartKind.Literal, "", true));
        }
    }

    private void Add(ShellPartKind kind, string text, bool quoted)
    {
        Flush();
        _parts.Add(new ShellPart(kind, text, quoted));
    }

    private void Flush()
    {
        if (_literal.Length > 0)
        {
            _parts.Add(new ShellPart(ShellPartKind.Literal, _literal.ToString(), _literalQuoted));
            _literal.Clear();
        }
    }
}
