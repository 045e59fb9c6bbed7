namespace Ov.Core.Agents;

/// <summary>Reads what one character of a path may be at a place of a glob.</summary>
internal static class GlobLetters
{
    /// <summary>The allowed characters (null for <c>?</c>) and how much of the glob said so.</summary>
    public static (CharRange[]? Letters, int Length) At(string glob, int at) => glob[at] switch
    {
        '?' => (null, 1),
        '\\' when at + 1 < glob.Length => ([new(glob[at + 1], glob[at + 1])], 2),
        '[' when Close(glob, at) is { } close => (Class(glob[(at + 1)..close]), close + 1 - at),
        var letter => ([new(letter, letter)], 1),
    };

    /// <summary>The bracket that closes a class; directly after the opening it is a member. Null when nothing closes it.</summary>
    private static int? Close(string glob, int open)
    {
        var first = open + 1;
        if (first < glob.Length && glob[first] is '!' or '^')
        {
            first++;
        }

        var close = first + 1 < glob.Length ? glob.IndexOf(']', first + 1) : -1;
        return close < 0 ? null : close;
    }

    private static CharRange[] Class(string members)
    {
        var negated = members[0] is '!' or '^';
        var listed = new List<CharRange>();
        for (var i = negated ? 1 : 0; i < members.Length; i++)
        {
            if (i + 2 < members.Length && members[i + 1] == '-')
            {
                listed.Add(new(members[i], members[i + 2]));
                i += 2;
            }
            else
            {
                listed.Add(new(members[i], members[i]));
            }
        }

        // A class never takes a slash, listed or not.
        return negated ? Others([.. listed, new('/', '/')]) : Without(listed, '/');
    }

    private static CharRange[] Others(IEnumerable<CharRange> ranges)
    {
        var others = new List<CharRange>();
        var next = 0;
        foreach (var range in ranges.Where(r => r.First <= r.Last).OrderBy(r => r.First))
        {
            if (range.First > next)
            {
                others.Add(new((char)next, (char)(range.First - 1)));
            }

            next = Math.Max(next, range.Last + 1);
        }

        return next > char.MaxValue ? [.. others] : [.. others, new((char)next, char.MaxValue)];
    }

    private static CharRange[] Without(IEnumerable<CharRange> ranges, char letter) =>
        [.. ranges.Where(r => r.First <= r.Last).SelectMany(r => r.First <= letter && letter <= r.Last
            ? new CharRange[] { new(r.First, (char)(letter - 1)), new((char)(letter + 1), r.Last) }.Where(part => part.First <= part.Last)
            : [r])];
}
