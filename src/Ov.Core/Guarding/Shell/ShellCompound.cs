namespace Ov.Core.Guarding.Shell;

/// <summary>Compound commands: groups, subshells, conditions, loops, <c>case</c>, <c>[[ ]]</c>, <c>(( ))</c>, functions by keyword.</summary>
internal sealed class ShellCompound(ShellCursor cursor, ShellParser parser)
{
    /// <summary>The compound command at the cursor; null when a simple one stands there.</summary>
    public ShellNode? Read()
    {
        if (cursor.Current == '(')
        {
            return cursor.Peek() == '(' && TryArithmetic() is { } arithmetic ? arithmetic : Subshell();
        }

        if (parser.IsWord("{"))
        {
            cursor.Position++;
            var body = parser.List("}");
            parser.ExpectWord("}");
            return WithRedirects(body, subshell: false);
        }

        if (cursor.Starts("[[") && char.IsWhiteSpace(cursor.Peek(2)))
        {
            return Test();
        }

        return Keyword() switch
        {
            "if" => If(),
            "while" or "until" => Loop(),
            "for" or "select" => For(),
            "case" => Case(),
            "function" => Function(),
            "coproc" => throw cursor.Fail("a coprocess is not read here"),
            "then" or "else" or "elif" or "fi" or "do" or "done" or "esac" or "in" or "}" => throw cursor.Fail("a reserved word stands where a command should"),
            _ => null,
        };
    }

    private string Keyword()
    {
        var end = cursor.Position;
        while (end < cursor.Text.Length && (char.IsAsciiLetterLower(cursor.Text[end]) || cursor.Text[end] == '}'))
        {
            end++;
        }

        var word = cursor.Text[cursor.Position..end];
        return word.Length > 0 && parser.IsWord(word) ? word : "";
    }

    private ShellGroup? TryArithmetic()
    {
        var (start, depth) = (cursor.Position, cursor.Depth);
        var nested = new List<ShellNode>();
        try
        {
            cursor.Position += 2;
            cursor.Deeper(() => { new ShellWordReader(cursor, nested).SkipArithmetic("))"); return true; });
            return Close(new ShellGroup(new ShellSequence([]), false, []), nested);
        }
        catch (ShellSyntaxException) when (cursor.MayRewind)
        {
            cursor.Rewind(start, depth);
            return null;
        }
    }

    private ShellGroup Subshell()
    {
        cursor.Position++;
        var body = parser.List(")");
        cursor.Expect(")");
        return WithRedirects(body, subshell: true);
    }

    private ShellGroup If()
    {
        parser.ExpectWord("if");
        var steps = new List<ShellStep> { new(parser.List("then"), ShellJoin.Then) };
        while (true)
        {
            parser.ExpectWord("then");
            steps.Add(new ShellStep(parser.List("elif", "else", "fi"), ShellJoin.Maybe));
            if (parser.TakeWord("elif"))
            {
                steps.Add(new ShellStep(parser.List("then"), ShellJoin.Maybe));
                continue;
            }

            if (parser.TakeWord("else"))
            {
                steps.Add(new ShellStep(parser.List("fi"), ShellJoin.Maybe));
            }

            parser.ExpectWord("fi");
            return WithRedirects(new ShellSequence(steps), subshell: false);
        }
    }

    private ShellGroup Loop()
    {
        cursor.Position += 5;
        var condition = parser.List("do");
        return WithRedirects(new ShellSequence([new(new ShellGroup(condition, false, []) { IsCondition = true }, ShellJoin.Then), new(Body(), ShellJoin.Maybe)]), subshell: false) with { IsLoop = true };
    }

    private ShellGroup For()
    {
        cursor.Position += cursor.Starts("for") ? 3 : 6;
        parser.SkipBlank(linesToo: false);
        var nested = new List<ShellNode>();
        string? variable = null;
        List<ShellWord>? values = null;
        if (cursor.Take("(("))
        {
            SkipForArithmetic(nested);
        }
        else
        {
            variable = parser.Word(nested)?.Bare ?? throw cursor.Fail("a loop names no variable");
            if (parser.TakeWord("in"))
            {
                values = [];
                while (parser.Word(nested) is { } word)
                {
                    values.AddRange(ShellBraces.Expand(word));
                }
            }
        }

        parser.SkipBlank(linesToo: false);
        cursor.Take(";");
        parser.SkipBlank(linesToo: true);
        var body = parser.IsWord("{") ? Read()! : Body();
        return Close(new ShellGroup(new ShellSequence([new(body, ShellJoin.Maybe)]), false, [], variable) { Values = values, IsLoop = true }, nested);
    }

    /// <summary>Three expressions; here the semicolon is no mistake.</summary>
    private void SkipForArithmetic(List<ShellNode> nested)
    {
        var end = cursor.Text.IndexOf("))", cursor.Position, StringComparison.Ordinal);
        if (end < 0)
        {
            throw cursor.Fail("arithmetic is not closed");
        }

        foreach (var expression in cursor.Text[cursor.Position..end].Split(';'))
        {
            var inner = cursor.Inside(expression);
            while (!inner.AtEnd)
            {
                if (new ShellWordReader(inner, nested).Read() is null)
                {
                    inner.Position++;
                }
            }
        }

        cursor.Position = end + 2;
    }

    private ShellNode Body()
    {
        parser.ExpectWord("do");
        var body = parser.List("done");
        parser.ExpectWord("done");
        return body;
    }

    private ShellGroup Case()
    {
        parser.ExpectWord("case");
        var nested = new List<ShellNode>();
        _ = parser.Word(nested) ?? throw cursor.Fail("'case' names nothing");
        parser.ExpectWord("in");
        var branches = new List<ShellStep>();
        while (!parser.TakeWord("esac"))
        {
            cursor.Take("(");
            do
            {
                _ = parser.Word(nested) ?? throw cursor.Fail("a pattern is missing");
                parser.SkipBlank(linesToo: false);
            }
            while (cursor.Take("|"));
            cursor.Expect(")");
            branches.Add(new ShellStep(parser.List(";;", "esac"), ShellJoin.Maybe));
            parser.SkipBlank(linesToo: true);
            _ = cursor.Take(";;&") || cursor.Take(";;") || cursor.Take(";&");
        }

        return Close(new ShellGroup(new ShellSequence(branches), false, []), nested);
    }

    private ShellGroup Test()
    {
        cursor.Position += 2;
        var nested = new List<ShellNode>();
        while (true)
        {
            parser.SkipBlank(linesToo: true);
            if (parser.IsWord("]]"))
            {
                cursor.Position += 2;
                return Close(new ShellGroup(new ShellSequence([]), false, []), nested);
            }

            // Operators and parentheses mean nothing to us here, nor do the characters of a regular expression.
            if (parser.Word(nested) is null)
            {
                if (cursor.AtEnd)
                {
                    throw cursor.Fail("'[[' is not closed");
                }

                cursor.Position++;
            }
        }
    }

    private ShellFunction Function()
    {
        parser.ExpectWord("function");
        var name = parser.Word([])?.Bare ?? throw cursor.Fail("a function has no name");
        parser.SkipBlank(linesToo: false);
        if (cursor.Take("("))
        {
            parser.SkipBlank(linesToo: false);
            cursor.Expect(")");
        }

        parser.SkipBlank(linesToo: true);
        return new ShellFunction(name, Read() ?? throw cursor.Fail("a function has no body"));
    }

    private ShellGroup WithRedirects(ShellNode body, bool subshell) => Close(new ShellGroup(body, subshell, []), []);

    /// <summary>Redirections behind the closing word belong to the whole.</summary>
    private ShellGroup Close(ShellGroup group, List<ShellNode> nested) => group with { Redirects = parser.Redirects(nested), Nested = nested };
}
