namespace Ov.Core.Merging;

/// <summary>
/// Judges a merged file that a program made of a conflicted one: all that was agreed stands as it was, and in the places in conflict
/// nothing is dropped that a side added or both kept, nothing comes back that a side took out. Pure.
/// </summary>
public static class ConflictAnswer
{
    /// <summary>Beyond this it is not tried to find the places again.</summary>
    private const int MostLines = 20_000;

    /// <param name="answer">What was printed; a fence around all of it is taken off.</param>
    /// <returns>The file, or why it is refused.</returns>
    public static (string? Text, string? Refusal) For(ConflictedText conflict, string answer)
    {
        var text = Ended(Unfenced(answer, conflict), conflict);
        var lines = ConflictedText.Lines(text);
        if (text.Trim().Length == 0)
        {
            return (null, "it is empty");
        }

        if (ConflictedText.HasMarkers(text))
        {
            return (null, "it holds conflict markers");
        }

        if (lines.Count > MostLines || text.Contains('\0', StringComparison.Ordinal))
        {
            return (null, "it is no text of this kind");
        }

        var why = "it changes lines outside the conflict";
        return Fits(conflict.Parts, 0, lines, 0, [], ref why) ? (text, null) : (null, why);
    }

    /// <summary>Whether the parts from one on can be the lines from one on; the place of a conflict ends where what was agreed goes on.</summary>
    private static bool Fits(IReadOnlyList<object> parts, int part, List<string> lines, int at, HashSet<(int, int)> failed, ref string why)
    {
        while (part < parts.Count && parts[part] is string agreed)
        {
            if (at >= lines.Count || lines[at] != agreed)
            {
                return false;
            }

            (part, at) = (part + 1, at + 1);
        }

        if (part == parts.Count)
        {
            return at == lines.Count;
        }

        if (!failed.Add((part, at)))
        {
            return false;
        }

        var region = (ConflictRegion)parts[part];
        for (var end = at; end <= lines.Count; end++)
        {
            var isLast = part == parts.Count - 1;
            if (isLast ? end < lines.Count : parts[part + 1] is string next && (end == lines.Count || lines[end] != next))
            {
                continue;
            }

            var fault = Fault(region, lines[at..end]);
            if (fault is null && Fits(parts, part + 1, lines, end, failed, ref why))
            {
                return true;
            }

            why = fault is not null && RestFits(parts, part + 1, lines, end) ? fault : why;
        }

        return false;
    }

    /// <summary>Whether what was agreed up to the next conflict follows, so that the place itself is at fault.</summary>
    private static bool RestFits(IReadOnlyList<object> parts, int part, List<string> lines, int at)
    {
        var agreed = parts.Skip(part).TakeWhile(p => p is string).Cast<string>().ToList();
        return lines.Skip(at).Take(agreed.Count).SequenceEqual(agreed) && (part + agreed.Count < parts.Count || at + agreed.Count == lines.Count);
    }

    /// <summary>What the lines of one place lack or have too many; null for nothing.</summary>
    private static string? Fault(ConflictRegion region, IReadOnlyList<string> made)
    {
        var (before, ours, theirs, now) = (LineSets.Count(region.Base), LineSets.Count(region.Ours), LineSets.Count(region.Theirs), LineSets.Count(made));
        foreach (var line in before.Keys.Concat(ours.Keys).Concat(theirs.Keys).Distinct())
        {
            var (b, o, t) = (before.GetValueOrDefault(line), ours.GetValueOrDefault(line), theirs.GetValueOrDefault(line));
            var least = Math.Max(Math.Min(o, t), Math.Max(o - b, t - b));
            var count = now.GetValueOrDefault(line);
            if (count < least)
            {
                return $"it drops the line \"{line.Trim()}\"";
            }

            if ((o < b || t < b) && count > least)
            {
                return $"it brings back the line \"{line.Trim()}\", which one side took out";
            }
        }

        return null;
    }

    /// <summary>The last line of what is printed often lacks its end.</summary>
    private static string Ended(string text, ConflictedText conflict)
    {
        var last = conflict.Parts[^1] is ConflictRegion region ? region.Theirs is [.., var theirs] ? theirs : region.Ours is [.., var ours] ? ours : null : (string)conflict.Parts[^1];
        return text.Length > 0 && text[^1] != '\n' && last?.EndsWith('\n') == true ? text + (last.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n") : text;
    }

    /// <summary>Programs that print like to put what they print between fences.</summary>
    private static string Unfenced(string answer, ConflictedText conflict)
    {
        var lines = ConflictedText.Lines(answer.TrimStart('\n'));
        var isFenced = lines.Count > 2 && lines[0].StartsWith("```", StringComparison.Ordinal) && lines[^1].TrimEnd() == "```"
            && !(conflict.Parts[0] is string first && first.StartsWith("```", StringComparison.Ordinal));
        return isFenced ? string.Concat(lines.Skip(1).SkipLast(1)) : answer;
    }
}
