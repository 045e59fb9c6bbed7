namespace Ov.Core.Guarding.Shell;

/// <summary>Assignments in front of a command: <c>A=b</c>, <c>A+=b</c>, <c>A[1]=b</c>, <c>A=(b c)</c>.</summary>
internal static class ShellAssigning
{
    /// <summary>The assignment at the cursor, one for each element of an array; null when there is none, and nothing is consumed.</summary>
    public static List<ShellAssignment>? Read(ShellCursor cursor, ShellParser parser, List<ShellNode> nested)
    {
        var start = cursor.Position;
        while (char.IsAsciiLetter(cursor.Current) || cursor.Current == '_' || (cursor.Position > start && char.IsAsciiDigit(cursor.Current)))
        {
            cursor.Position++;
        }

        var name = cursor.Text[start..cursor.Position];
        var isElement = name.Length > 0 && cursor.Current == '[' && SkipIndex(cursor, nested);
        var appends = cursor.Take("+=");
        if (name.Length == 0 || (!appends && !cursor.Take("=")))
        {
            cursor.Position = start;
            return null;
        }

        if (!cursor.Take("("))
        {
            var value = ShellWordReader.EndsWord(cursor.Current) && !IsProcessSubstitution(cursor) ? null : new ShellWordReader(cursor, nested).Read();
            return [new ShellAssignment(name, value ?? new ShellWord([]), appends || isElement)];
        }

        var elements = new List<ShellAssignment>();
        while (true)
        {
            parser.SkipBlank(linesToo: true);
            if (cursor.Take(")"))
            {
                return elements;
            }

            elements.Add(new ShellAssignment(name, parser.Word(nested) ?? throw cursor.Fail("an array is not closed"), true));
        }
    }

    private static bool IsProcessSubstitution(ShellCursor cursor) => cursor.Current is '<' or '>' && cursor.Peek() == '(';

    /// <summary>An index such as <c>[1]</c> or <c>[$(f)]</c>; false when it is a pattern and not an index.</summary>
    private static bool SkipIndex(ShellCursor cursor, List<ShellNode> nested)
    {
        var (start, depth, found) = (cursor.Position, cursor.Depth, nested.Count);
        try
        {
            cursor.Next();
            cursor.Deeper(() => { new ShellWordReader(cursor, nested).SkipArithmetic("]"); return true; });
            if (cursor.Current == '=' || cursor.Starts("+="))
            {
                return true;
            }
        }
        catch (ShellSyntaxException) when (cursor.MayRewind)
        {
            // A pattern, such as [a b]; read again as one.
        }

        nested.RemoveRange(found, nested.Count - found);
        cursor.Rewind(start, depth);
        return false;
    }
}
