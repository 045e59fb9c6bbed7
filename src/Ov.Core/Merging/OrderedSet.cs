namespace Ov.Core.Merging;

/// <summary>Merges files whose lines are the members of a set, kept in order: place does not matter, only what is in.</summary>
public static class OrderedSet
{
    private static readonly StringComparer[] Orders = [StringComparer.Ordinal, StringComparer.OrdinalIgnoreCase];

    /// <summary>
    /// What either side added is in, what either side removed is out. Null when a version is not in order or holds a line twice, and
    /// when both sides replaced the same line by another: which one is meant is not for a rule to say.
    /// </summary>
    public static string? Merge(string before, string ours, string theirs)
    {
        string[] versions = [before, ours, theirs];
        var lists = versions.Select(ConflictedText.Lines).ToList();
        if (lists.SelectMany(list => list).Select(Ending).Distinct().ToList() is not ([] or ["\n"] or ["\r\n"]) || versions.Any(ConflictedText.HasMarkers)
            || Orders.FirstOrDefault(order => lists.All(list => IsInOrder(list, order))) is not { } chosen)
        {
            return null;
        }

        var (old, one, other) = (lists[0].ToHashSet(), lists[1].ToHashSet(), lists[2].ToHashSet());
        var removedByBoth = old.Any(line => !one.Contains(line) && !other.Contains(line));
        if (removedByBoth && one.Except(old).Any() && other.Except(old).Any() && !one.SetEquals(other))
        {
            return null;
        }

        var merged = one.Union(other).Where(line => !old.Contains(line) || (one.Contains(line) && other.Contains(line))).OrderBy(Member, chosen).ToList();
        return IsInOrder(merged, chosen) ? string.Concat(merged) : null;
    }

    private static bool IsInOrder(List<string> lines, StringComparer order) =>
        lines.Zip(lines.Skip(1)).All(pair => order.Compare(Member(pair.First), Member(pair.Second)) < 0);

    private static string Ending(string line) => line[Member(line).Length..];

    private static string Member(string line) => line.TrimEnd('\n', '\r');
}
