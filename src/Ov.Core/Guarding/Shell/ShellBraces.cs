namespace Ov.Core.Guarding.Shell;

/// <summary>Brace expansion, which happens before anything else: <c>{git,push}</c> is two words. Ranges count as unknown.</summary>
internal static class ShellBraces
{
    /// <summary>Words made of one; more than this and the rest is one unknown word.</summary>
    private const int Limit = 64;

    private const int BraceLimit = 12;

    public static IReadOnlyList<ShellWord> Expand(ShellWord word)
    {
        var braces = 0;
        foreach (var part in word.Parts)
        {
            braces += part is { Kind: ShellPartKind.Literal, Quoted: false } ? part.Text.AsSpan().Count('{') : 0;
        }

        if (braces == 0)
        {
            return [word];
        }

        if (braces > BraceLimit)
        {
            return [new ShellWord([new ShellPart(ShellPartKind.Unknown, "", false)])];
        }

        // One character a piece, so that a brace, a comma and what is quoted are told apart by looking at one piece.
        var pieces = word.Parts.SelectMany(part => part is { Kind: ShellPartKind.Literal, Quoted: false } ? part.Text.Select(c => part with { Text = c.ToString() }) : [part]).ToList();
        var words = Expand(pieces);
        return words.Count > Limit ? [new ShellWord([new ShellPart(ShellPartKind.Unknown, "", false)])] : [.. words.Select(parts => new ShellWord(Join(parts)))];
    }

    private static List<List<ShellPart>> Expand(List<ShellPart> pieces)
    {
        for (var open = 0; open < pieces.Count; open++)
        {
            if (!Is(pieces[open], "{") || Alternatives(pieces, open, out var close) is not { } alternatives)
            {
                continue;
            }

            var before = pieces[..open];
            var tails = Expand(pieces[(close + 1)..]);
            var words = new List<List<ShellPart>>();
            foreach (var middle in alternatives.SelectMany(Expand))
            {
                foreach (var tail in tails)
                {
                    words.Add([.. before, .. middle, .. tail]);
                    if (words.Count > Limit)
                    {
                        return words;
                    }
                }
            }

            return words;
        }

        return [pieces];
    }

    /// <summary>What stands between the commas of the brace that opens here; null when it is no expansion.</summary>
    private static List<List<ShellPart>>? Alternatives(List<ShellPart> pieces, int open, out int close)
    {
        var (depth, start, found) = (0, open + 1, new List<List<ShellPart>>());
        for (close = open; close < pieces.Count; close++)
        {
            if (Is(pieces[close], "{"))
            {
                depth++;
            }
            else if (depth == 1 && Is(pieces[close], ","))
            {
                found.Add(pieces[start..close]);
                start = close + 1;
            }
            else if (Is(pieces[close], "}") && --depth == 0)
            {
                if (found.Count > 0)
                {
                    found.Add(pieces[start..close]);
                    return found;
                }

                var inner = string.Concat(pieces[start..close].Select(piece => piece.Text));
                return inner.Contains("..", StringComparison.Ordinal) ? [[new ShellPart(ShellPartKind.Unknown, "", false)]] : null;
            }
        }

        return null;
    }

    private static bool Is(ShellPart piece, string text) => piece is { Kind: ShellPartKind.Literal, Quoted: false } && piece.Text == text;

    private static List<ShellPart> Join(List<ShellPart> pieces)
    {
        var joined = new List<ShellPart>();
        foreach (var piece in pieces)
        {
            if (piece.Kind == ShellPartKind.Literal && joined is [.., { Kind: ShellPartKind.Literal } last] && last.Quoted == piece.Quoted)
            {
                joined[^1] = last with { Text = last.Text + piece.Text };
            }
            else
            {
                joined.Add(piece);
            }
        }

        return joined;
    }
}
