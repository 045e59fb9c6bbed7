namespace Ov.Core.Guarding.Shell;

/// <summary>A place in a text. Line continuations are skipped wherever they are looked past.</summary>
internal sealed class ShellCursor(string text, int depth, ShellCursor.Budget budget)
{
    /// <summary>Nesting allowed: deeper than people write, shallow enough for the stack.</summary>
    public const int DepthLimit = 60;

    public string Text => text;

    public int Position { get; set; }

    /// <summary>How many scripts, bodies and expansions surround this place.</summary>
    public int Depth { get; private set; } = depth;

    public bool AtEnd => Position >= text.Length;

    /// <summary>The character here, <c>\0</c> at the end.</summary>
    public char Current => Position < text.Length ? text[Position] : '\0';

    public char Peek(int ahead = 1) => Position + ahead < text.Length ? text[Position + ahead] : '\0';

    public char Next() => AtEnd ? throw Fail("the text ends too early") : text[Position++];

    public bool Starts(string with) => string.CompareOrdinal(text, Position, with, 0, with.Length) == 0;

    public bool Take(string what)
    {
        if (!Starts(what))
        {
            return false;
        }

        Position += what.Length;
        return true;
    }

    public void Expect(string what)
    {
        if (!Take(what))
        {
            throw Fail($"'{what}' is missing");
        }
    }

    public bool TakeContinuation() => Take("\\\n") || Take("\\\r\n");

    public T Deeper<T>(Func<T> read)
    {
        if (++Depth > DepthLimit)
        {
            throw Fail("it is nested too deeply");
        }

        var result = read();
        Depth--;
        return result;
    }

    /// <summary>False once so much was tried in vain that going on could take for ever.</summary>
    public bool MayRewind => budget.Rewinds < Budget.Limit;

    /// <summary>More words than anybody writes: reading on would take too long.</summary>
    public void CountWord()
    {
        if (++budget.Words > Budget.WordLimit)
        {
            throw Fail("it has too many words");
        }
    }

    /// <summary>A cursor on a text inside this one, such as what stands between backquotes.</summary>
    public ShellCursor Inside(string inner) => Depth < DepthLimit ? new ShellCursor(inner, Depth + 1, budget) : throw Fail("it is nested too deeply");

    /// <summary>Back to an earlier place after a reading that was tried in vain.</summary>
    public void Rewind(int position, int depth)
    {
        budget.Rewinds++;
        Position = position;
        Depth = depth;
    }

    public ShellSyntaxException Fail(string what) => new(what, Position);

    /// <summary>What a whole text may cost, shared with everything inside it.</summary>
    public sealed class Budget
    {
        public const int Limit = 40;

        public const int WordLimit = 6000;

        public int Rewinds { get; set; }

        public int Words { get; set; }
    }
}
