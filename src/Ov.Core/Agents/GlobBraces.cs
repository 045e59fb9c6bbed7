namespace Ov.Core.Agents;

/// <summary>Expands <c>{a,b}</c> as a shell does.</summary>
internal static class GlobBraces
{
    /// <summary>A glob with more alternatives than this is taken as text: nobody means it.</summary>
    private const int Most = 256;

    public static IReadOnlyList<string> Expand(string glob)
    {
        List<string> done = [];
        var pending = new Queue<string>([glob]);
        while (pending.TryDequeue(out var next))
        {
            if (Find(next) is not { } braces)
            {
                done.Add(next);
                continue;
            }

            foreach (var choice in braces.Choices)
            {
                pending.Enqueue(next[..braces.Open] + choice + next[(braces.Close + 1)..]);
            }

            if (done.Count + pending.Count > Most)
            {
                return [glob];
            }
        }

        return done;
    }

    /// <summary>The first pair of braces with a comma of its own, and its alternatives.</summary>
    private static (int Open, int Close, List<string> Choices)? Find(string glob)
    {
        for (var open = glob.IndexOf('{'); open >= 0; open = glob.IndexOf('{', open + 1))
        {
            if ((open == 0 || glob[open - 1] != '\\') && Choices(glob, open) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static (int, int, List<string>)? Choices(string glob, int open)
    {
        var (depth, start) = (0, open + 1);
        var choices = new List<string>();
        for (var i = open; i < glob.Length; i++)
        {
            if (glob[i] == '\\')
            {
                i++;
            }
            else if (glob[i] == '{')
            {
                depth++;
            }
            else if ((glob[i] == ',' && depth == 1) || (glob[i] == '}' && --depth == 0))
            {
                choices.Add(glob[start..i]);
                start = i + 1;
                if (depth == 0)
                {
                    return choices.Count > 1 ? (open, i, choices) : null;
                }
            }
        }

        return null;
    }
}
