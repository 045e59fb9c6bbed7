using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>In which order the queue lands, as a table: each entry is priority (0 high, 1 medium, 2 low), minutes waited, and ! when it was mended by hand; the oldest first.</summary>
public sealed class QueueOrderTests
{
    [Theory]
    [InlineData("1/9 1/8 1/7", "", "0 1 2", "age")]
    [InlineData("2/9 1/8 0/7", "", "2 1 0", "priority goes before age")]
    [InlineData("1/9 1/8 1/7", "0-1 0-2", "1 2 0", "who conflicts with many waits for them")]
    [InlineData("1/9 1/8", "0-1", "0 1", "of two that conflict the older goes first")]
    [InlineData("0/9 1/8 1/7", "0-1 0-2", "0 1 2", "conflicts do not reach over priorities")]
    [InlineData("1/61 1/8 1/7", "0-1 0-2", "0 1 2", "who waited for an hour is not passed any more")]
    [InlineData("1/9 1/8 1/7!", "0-2 1-2", "2 0 1", "what was mended by hand need not be mended again")]
    [InlineData("2/60 1/8", "", "0 1", "low counts as medium after an hour")]
    [InlineData("2/120 0/8", "", "0 1", "and as high after two")]
    [InlineData("2/119 0/8", "", "1 0", "not before")]
    public void An_entrys_place(string queued, string clashes, string order, string why)
    {
        var pairs = clashes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var found = QueueOrder.For([.. queued.Split(' ').Select(Place)], (one, other) => pairs.Contains($"{one}-{other}"));
        Assert.True(order == string.Join(' ', found), $"{why}: {string.Join(' ', found)}");
    }

    [Fact]
    public void Whatever_conflicts_are_foreseen_nobody_passes_one_that_has_waited_twice_the_patience()
    {
        var places = Gen.ListOf(Gen.Zip(Gen.Choose(0, 2), Gen.Choose(0, 180))).Select(list => list.OrderByDescending(one => one.Item2).Select(one => new QueuePlace(one.Item1, TimeSpan.FromMinutes(one.Item2), false)).ToList());
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(places.ToArbitrary(), Gen.Choose(2, 5).ToArbitrary(), (queued, every) =>
        {
            var order = QueueOrder.For(queued, (one, other) => (one + other) % every == 0);
            return order.Order().SequenceEqual(Enumerable.Range(0, queued.Count))
                && Enumerable.Range(0, queued.Count).Where(at => queued[at].Waited >= QueueOrder.Patience * 2).All(at => order.TakeWhile(one => one != at).All(before => before < at));
        }));
    }

    private static QueuePlace Place(string text)
    {
        var parts = text.TrimEnd('!').Split('/');
        return new QueuePlace(int.Parse(parts[0], null), TimeSpan.FromMinutes(int.Parse(parts[1], null)), text.EndsWith('!'));
    }
}
