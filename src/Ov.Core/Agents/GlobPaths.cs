namespace Ov.Core.Agents;

/// <summary>
/// The set of paths a glob describes, as a small automaton. <c>*</c> and <c>?</c> stop at a slash, <c>**</c> does not and <c>**/</c> may
/// be nothing, <c>[a-c]</c>, <c>[!a]</c> and <c>{a,b}</c> as in a shell, <c>\</c> takes the next character as it is. What a glob
/// names may be a folder: everything below it belongs to the set.
/// </summary>
public sealed class GlobPaths
{
    private static readonly CharRange[] Any = [new('\0', char.MaxValue)];
    private static readonly CharRange[] NoSlash = [new('\0', (char)('/' - 1)), new((char)('/' + 1), char.MaxValue)];
    private static readonly CharRange[] Slash = [new('/', '/')];

    private readonly List<List<Edge>> _edges = [[]];
    private int _end;

    private GlobPaths()
    {
    }

    /// <summary>One automaton for each alternative of the braces.</summary>
    public static IReadOnlyList<GlobPaths> Of(string glob) => [.. GlobBraces.Expand(glob).Select(Parse)];

    /// <summary>Whether any path lies in both sets.</summary>
    public static bool Meet(IReadOnlyList<GlobPaths> one, IReadOnlyList<GlobPaths> other) =>
        one.Any(a => other.Any(b => Meet(a, b)));

    public bool Matches(string path)
    {
        var now = Reach([0]);
        foreach (var letter in path)
        {
            now = Reach(now.SelectMany(state => _edges[state]).Where(edge => edge.Takes(letter)).Select(edge => edge.To));
        }

        return now.Contains(_end);
    }

    private static bool Meet(GlobPaths one, GlobPaths other)
    {
        var seen = new HashSet<(int, int)> { (0, 0) };
        var pending = new Queue<(int One, int Other)>(seen);
        while (pending.TryDequeue(out var pair))
        {
            if (pair.One == one._end && pair.Other == other._end)
            {
                return true;
            }

            foreach (var next in Steps(one._edges[pair.One], other._edges[pair.Other], pair))
            {
                if (seen.Add(next))
                {
                    pending.Enqueue(next);
                }
            }
        }

        return false;
    }

    private static IEnumerable<(int, int)> Steps(List<Edge> one, List<Edge> other, (int One, int Other) at)
    {
        foreach (var edge in one.Where(e => e.IsFree))
        {
            yield return (edge.To, at.Other);
        }

        foreach (var edge in other.Where(e => e.IsFree))
        {
            yield return (at.One, edge.To);
        }

        foreach (var edge in one.Where(e => !e.IsFree))
        {
            foreach (var rival in other.Where(e => !e.IsFree && e.Shares(edge)))
            {
                yield return (edge.To, rival.To);
            }
        }
    }

    private static GlobPaths Parse(string glob)
    {
        var paths = new GlobPaths();
        var text = glob.StartsWith("./", StringComparison.Ordinal) ? glob[2..] : glob;
        text = text.Trim('/');
        for (var i = 0; i < text.Length;)
        {
            i += paths.Take(text, i);
        }

        // The root itself ("", ".", "/") holds every path.
        if (text.Length is 0 || text == ".")
        {
            paths._edges.Clear();
            paths._edges.Add([new(Any, 0)]);
            return paths;
        }

        var named = paths.Last;
        var below = paths.Add();
        var end = paths.Add();
        paths._edges[named].AddRange([new(null, end), new(Slash, below)]);
        paths._edges[below].AddRange([new(Any, below), new(null, end)]);
        paths._end = end;
        return paths;
    }

    private int Last => _edges.Count - 1;

    /// <summary>Adds the states for what stands at a place and says how many characters that was.</summary>
    private int Take(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("**/") && (at == 0 || text[at - 1] == '/'))
        {
            var (from, folders) = (Last, Add());
            var to = Add();
            _edges[from].AddRange([new(null, folders), new(null, to)]);
            _edges[folders].AddRange([new(Any, folders), new(Slash, to)]);
            return 3;
        }

        if (rest[0] == '*')
        {
            var stars = rest.IndexOfAnyExcept('*') is var end and >= 0 ? end : rest.Length;
            var (from, to) = (Last, Add());
            _edges[from].AddRange([new(stars > 1 ? Any : NoSlash, from), new(null, to)]);
            return stars;
        }

        var (letters, length) = GlobLetters.At(text, at);
        var before = Last;
        _edges[before].Add(new(letters ?? NoSlash, Add()));
        return length;
    }

    private int Add()
    {
        _edges.Add([]);
        return Last;
    }

    private HashSet<int> Reach(IEnumerable<int> states)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<int>(states);
        while (pending.TryPop(out var state))
        {
            if (reached.Add(state))
            {
                foreach (var edge in _edges[state].Where(edge => edge.IsFree))
                {
                    pending.Push(edge.To);
                }
            }
        }

        return reached;
    }

    /// <param name="Letters">Null for a step that takes no character.</param>
    private sealed record Edge(CharRange[]? Letters, int To)
    {
        public bool IsFree => Letters is null;

        public bool Takes(char letter) => Letters?.Any(range => range.First <= letter && letter <= range.Last) == true;

        public bool Shares(Edge other) => Letters!.Any(mine => other.Letters!.Any(theirs => mine.First <= theirs.Last && theirs.First <= mine.Last));
    }
}
