namespace Ov.Core.Guarding.Shell;

/// <summary>Here-documents: opened on a line, their bodies follow it.</summary>
internal sealed class ShellHeredocs(ShellCursor cursor)
{
    private readonly Queue<Pending> _pending = new();

    /// <summary>Reads the delimiter; the body comes with the next line end.</summary>
    public ShellRedirect Open(bool stripsTabs, List<ShellNode> nested)
    {
        var start = cursor.Position;
        var word = new ShellWordReader(cursor, []).Read() ?? throw cursor.Fail("a here-document names no delimiter");
        var delimiter = word.Literal ?? cursor.Text[start..cursor.Position];
        var heredoc = new ShellHeredoc();
        _pending.Enqueue(new Pending(heredoc, delimiter, stripsTabs, word.Parts.Any(part => part.Quoted), nested));
        return new ShellRedirect("<<", word, heredoc);
    }

    /// <summary>Called behind a line end.</summary>
    public void ReadPending()
    {
        while (_pending.TryDequeue(out var next))
        {
            var body = Body(next);
            next.Heredoc.Text = body;
            if (!next.IsQuoted)
            {
                new ShellWordReader(cursor.Inside(body), next.Nested).ReadBody();
            }
        }
    }

    /// <summary>Behind a substitution: a body that would follow its closing parenthesis is nothing we read.</summary>
    public void RequireNone()
    {
        if (_pending.Count > 0)
        {
            throw cursor.Fail("a here-document begins and its body is outside of the parentheses");
        }
    }

    private string Body(Pending pending)
    {
        var body = new System.Text.StringBuilder();
        while (!cursor.AtEnd)
        {
            var end = cursor.Text.IndexOf('\n', cursor.Position);
            var line = cursor.Text[cursor.Position..(end < 0 ? cursor.Text.Length : end)];
            cursor.Position = end < 0 ? cursor.Text.Length : end + 1;
            var stripped = pending.StripsTabs ? line.TrimStart('\t') : line;
            if (stripped.TrimEnd('\r') == pending.Delimiter)
            {
                break;
            }

            body.Append(stripped).Append('\n');
        }

        return body.ToString();
    }

    private sealed record Pending(ShellHeredoc Heredoc, string Delimiter, bool StripsTabs, bool IsQuoted, List<ShellNode> Nested);
}
