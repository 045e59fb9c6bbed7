using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

public sealed class LandOrderTests
{
    [Fact]
    public void Without_conflicts_the_order_stays() => Assert.Equal([0, 1, 2], LandOrder.For(3, []));

    [Fact]
    public void Who_conflicts_with_many_waits_for_them() => Assert.Equal([1, 2, 3, 0], LandOrder.For(4, [(0, 1), (0, 2), (0, 3)]));

    [Fact]
    public void Of_two_that_conflict_the_earlier_goes_first() => Assert.Equal([0, 2, 1], LandOrder.For(3, [(0, 1), (1, 2)]));

    [Fact]
    public void No_other_order_lets_more_land_as_they_are()
    {
        var pairs = Gen.ListOf(Gen.Two(Gen.Choose(0, 5))).Select(list => list.Select(p => (One: Math.Min(p.Item1, p.Item2), Other: Math.Max(p.Item1, p.Item2))).Where(p => p.One != p.Other).ToHashSet());
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(pairs.ToArbitrary(), set =>
        {
            var order = LandOrder.For(6, set);
            return order.Order().SequenceEqual(Enumerable.Range(0, 6)) && Clean(order, set) == Orders(6).Max(other => Clean(other, set));
        }));
    }

    [Fact]
    public void Very_many_are_ordered_at_once()
    {
        var dense = Enumerable.Range(0, 80).SelectMany(i => Enumerable.Range(i + 1, 79 - i).Select(j => (i, j))).Where(p => (p.i + p.j) % 3 != 0).ToList();
        Assert.Equal(Enumerable.Range(0, 80), LandOrder.For(80, dense).Order());
    }

    /// <summary>How many land before any that they conflict with.</summary>
    private static int Clean(IReadOnlyList<int> order, HashSet<(int One, int Other)> conflicts) =>
        order.Where((n, at) => !order.Take(at).Any(earlier => conflicts.Contains((Math.Min(n, earlier), Math.Max(n, earlier))))).Count();

    private static IEnumerable<IReadOnlyList<int>> Orders(int count) =>
        count == 0 ? [[]] : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (IReadOnlyList<int>)[.. order.Take(at), count - 1, .. order.Skip(at)]));
}
