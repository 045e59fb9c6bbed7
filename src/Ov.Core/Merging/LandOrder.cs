namespace Ov.Core.Merging;

/// <summary>In which order branches land so that as few as possible meet a conflict.</summary>
public static class LandOrder
{
    /// <summary>Up to so many branches with conflicts the best order is searched for; beyond, a good one is taken.</summary>
    private const int MostSearched = 30;

    /// <param name="count">How many there are; they go by their number, and where nothing else counts the lower goes first.</param>
    /// <param name="conflicts">Pairs that cannot both land as they are.</param>
    public static IReadOnlyList<int> For(int count, IReadOnlyCollection<(int One, int Other)> conflicts)
    {
        var foes = Enumerable.Range(0, count).Select(n => conflicts.Where(c => c.One == n || c.Other == n).Select(c => c.One == n ? c.Other : c.One).ToHashSet()).ToList();
        var order = new List<int>();
        for (var left = Enumerable.Range(0, count).ToList(); left.Count > 0; left = [.. left.Except(order)])
        {
            // Those that come next land without meeting each other; the rest is re-based and sorted again.
            order.AddRange(Peaceful(left, foes).Order());
        }

        return order;
    }

    /// <summary>As many as possible of which no two conflict.</summary>
    private static List<int> Peaceful(List<int> left, List<HashSet<int>> foes)
    {
        var alone = left.Where(n => !left.Any(foes[n].Contains)).ToList();
        var torn = left.Except(alone).ToList();
        return [.. alone, .. torn.Count <= MostSearched ? Searched(torn, foes) : Taken(torn, foes)];
    }

    private static List<int> Searched(List<int> left, List<HashSet<int>> foes)
    {
        if (left.Count == 0)
        {
            return [];
        }

        var fewest = left.MinBy(n => left.Count(foes[n].Contains));
        var with = Searched([.. left.Where(n => n != fewest && !foes[fewest].Contains(n))], foes);
        if (left.Count(foes[fewest].Contains) <= 1)
        {
            return [fewest, .. with];
        }

        var most = left.MaxBy(n => left.Count(foes[n].Contains));
        with = Searched([.. left.Where(n => n != most && !foes[most].Contains(n))], foes);
        var without = Searched([.. left.Where(n => n != most)], foes);
        return without.Count > with.Count + 1 ? without : [most, .. with];
    }

    private static List<int> Taken(List<int> left, List<HashSet<int>> foes)
    {
        var taken = new List<int>();
        while (left.Count > 0)
        {
            var next = left.MinBy(n => left.Count(foes[n].Contains));
            taken.Add(next);
            left = [.. left.Where(n => n != next && !foes[next].Contains(n))];
        }

        return taken;
    }
}
