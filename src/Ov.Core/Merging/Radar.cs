namespace Ov.Core.Merging;

/// <summary>Compares all that is being worked on, two by two, before anybody tries to land it. Moves nothing and touches no checkout.</summary>
public static class Radar
{
    /// <param name="memory">Of somebody who looks again and again; null for a single look.</param>
    public static RadarReport Look(OvApp app, RadarMemory? memory = null)
    {
        var sight = new RadarBranches(app, memory ?? RadarMemory.Of(app)).Read();
        var comparison = new RadarComparison(app);
        var (pairs, conflicts, steps) = (0, new List<RadarPair>(), new List<RadarStep>());
        foreach (var group in sight.Landing.GroupBy(branch => branch.Target))
        {
            var rivals = group.ToList();
            var couples = Enumerable.Range(0, rivals.Count).SelectMany(i => Enumerable.Range(i + 1, rivals.Count - i - 1).Select(j => (One: i, Other: j))).ToList();
            var target = sight.Tips.TryGetValue(group.Key, out var tip) ? new RadarSide(tip.Oid, tip.Tree, Uncommitted: false) : null;
            comparison.Compare(group.Key, [.. couples.Select(c => (rivals[c.One].Side, rivals[c.Other].Side)), .. target is null ? [] : rivals.Select(rival => (rival.Side, target))]);
            var clashes = couples.Where(c => comparison.Files(rivals[c.One].Side, rivals[c.Other].Side).Count > 0).ToHashSet();
            pairs += couples.Count;
            conflicts.AddRange(clashes.Select(c => new RadarPair(rivals[c.One].Branch, rivals[c.Other].Branch, comparison.Files(rivals[c.One].Side, rivals[c.Other].Side))));
            var order = LandOrder.For(rivals.Count, clashes);
            steps.AddRange(order.Select((n, at) => new RadarStep(
                rivals[n], [.. order.Take(at).Where(earlier => clashes.Contains((n, earlier)) || clashes.Contains((earlier, n))).Select(earlier => rivals[earlier].Branch)],
                target is null ? [] : comparison.Files(rivals[n].Side, target))));
        }

        return new RadarReport(pairs, comparison.Made, conflicts, steps, sight.All);
    }
}
