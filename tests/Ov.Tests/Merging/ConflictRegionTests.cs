using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

public sealed class ConflictRegionTests
{
    /// <summary>Lines by letters; a letter is a line that says something, other signs are lines such as a bracket.</summary>
    [Theory]
    [InlineData("", "a", "ab", "ab")]
    [InlineData("", "ab", "b", "ab")]
    [InlineData("x", "a", "ab", "ab")]
    [InlineData("x", "ab", "a", "ab")]
    [InlineData("xy", "y", "y", "y")]
    [InlineData("", "a}", "a}b}", "a}b}")]
    [InlineData("", "ac", "abc", "abc")]
    [InlineData("xyz", "xaz", "xabz", "xabz")]
    public void The_side_that_holds_both_changes_is_taken(string before, string ours, string theirs, string expected) =>
        Assert.Equal(Lines(expected), Region(before, ours, theirs).Holding);

    [Theory]
    [InlineData("x", "a", "b")]
    [InlineData("", "a", "b")]
    [InlineData("", "ab", "ba")]
    [InlineData("x", "", "a")]
    [InlineData("x", "a", "")]
    [InlineData("xy", "x", "y")]
    [InlineData("xy", "y", "xya")]
    [InlineData("xy", "xa", "ab")]
    [InlineData("xy", "yx", "yxa")]
    [InlineData("", "}", "a}")]
    [InlineData("", "a}", "ab}")]
    [InlineData("x", "xa", "a")]
    [InlineData("xx", "x", "xxa")]
    [InlineData("xy", "y", "ya")]
    [InlineData("xy", "b", "ab")]
    [InlineData("xyz", "xz", "xaz")]
    public void What_would_drop_a_line_or_prove_nothing_is_left(string before, string ours, string theirs) =>
        Assert.Null(Region(before, ours, theirs).Holding);

    [Fact]
    public void Whatever_is_taken_has_every_added_line_and_no_removed_one()
    {
        var side = Gen.ListOf(Gen.Elements("a", "b", "c", "d", "e", "}", ""), 4).Select(lines => lines.ToList());
        var taken = 0;
        Check.One(
            FsCheck.Config.QuickThrowOnFailure.WithMaxTest(20_000),
            Prop.ForAll(
                (from before in side from ours in side from theirs in Gen.OneOf(side, side.Select(more => Woven(ours, more))) select (before, ours, theirs)).ToArbitrary(),
                sides =>
                {
                    if (new ConflictRegion(1, sides.before, sides.ours, sides.theirs).Holding is not { } kept)
                    {
                        return true;
                    }

                    taken++;
                    Assert.Empty(Drops(sides.before, sides.ours, kept).Concat(Drops(sides.before, sides.theirs, kept)).Concat(Invents(sides, kept)));
                    return true;
                }));
        Assert.True(taken > 200, $"only {taken} were resolved: too few to prove anything");
    }

    private static List<string> Woven(List<string> ours, List<string> more) => [.. ours.Take(1), .. more.Take(2), .. ours.Skip(1)];

    /// <summary>A line that a side has more often than the base must be there as often; one it has less often, no oftener.</summary>
    private static IEnumerable<string> Drops(List<string> before, List<string> side, IReadOnlyList<string> kept)
    {
        foreach (var line in before.Concat(side).Distinct())
        {
            var (then, now, there) = (before.Count(l => l == line), side.Count(l => l == line), kept.Count(l => l == line));
            if (now > then && there < now)
            {
                yield return $"the added line {line} is missing";
            }

            if (now < then && there > now)
            {
                yield return $"the removed line {line} is back";
            }
        }
    }

    private static IEnumerable<string> Invents((List<string> Before, List<string> Ours, List<string> Theirs) sides, IReadOnlyList<string> kept) =>
        kept.Distinct().Where(line => kept.Count(l => l == line) > Math.Max(sides.Ours.Count(l => l == line), sides.Theirs.Count(l => l == line))).Select(line => $"{line} is there too often");

    private static ConflictRegion Region(string before, string ours, string theirs) => new(1, Lines(before), Lines(ours), Lines(theirs));

    private static List<string> Lines(string letters) => [.. letters.Select(c => c + "\n")];
}
