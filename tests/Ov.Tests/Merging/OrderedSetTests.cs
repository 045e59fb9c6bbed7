using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

public sealed class OrderedSetTests
{
    [Theory]
    [InlineData("b", "ab", "bc", "abc")]
    [InlineData("bc", "ac", "bcd", "acd")]
    [InlineData("abc", "ab", "abcd", "abd")]
    [InlineData("", "a", "b", "ab")]
    [InlineData("aBc", "aBcd", "aBce", "aBcde")]
    [InlineData("abc", "ac", "ac", "ac")]
    public void Additions_go_in_and_removals_out(string before, string ours, string theirs, string expected) =>
        Assert.Equal(Lines(expected), OrderedSet.Merge(Lines(before), Lines(ours), Lines(theirs)));

    [Theory]
    [InlineData("ba", "bac", "bad")]
    [InlineData("a", "aa", "ab")]
    [InlineData("b", "a", "c")]
    [InlineData("aBc", "Bacd", "aBce")]
    public void What_is_no_set_in_order_or_was_replaced_by_both_is_left(string before, string ours, string theirs) =>
        Assert.Null(OrderedSet.Merge(Lines(before), Lines(ours), Lines(theirs)));

    [Theory]
    [InlineData("a\n", "a\nb", "a\nc\n")]
    [InlineData("a\n", "a\n<<<<<<< x\n", "a\nc\n")]
    [InlineData("a\n", "a\r\nb\r\n", "a\nc\n")]
    public void Unfinished_lines_markers_and_mixed_endings_are_left(string before, string ours, string theirs) =>
        Assert.Null(OrderedSet.Merge(before, ours, theirs));

    [Fact]
    public void Every_line_is_judged_by_who_added_or_removed_it()
    {
        var set = Gen.ListOf(Gen.Choose(0, 25)).Select(list => list.Select(n => (char)('a' + n)).Distinct().Order().ToList());
        var merged = 0;
        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll((from b in set from o in set from t in set select (b, o, t)).ToArbitrary(), sides =>
        {
            if (OrderedSet.Merge(Lines(sides.b), Lines(sides.o), Lines(sides.t)) is not { } text)
            {
                return true;
            }

            merged++;
            var wanted = Enumerable.Range('a', 26).Select(c => (char)c).Where(c => sides.b.Contains(c) ? sides.o.Contains(c) && sides.t.Contains(c) : sides.o.Contains(c) || sides.t.Contains(c));
            return text == Lines(wanted);
        }));
        Assert.True(merged > 100, $"only {merged} were merged");
    }

    private static string Lines(IEnumerable<char> letters) => string.Concat(letters.Select(c => c + "\n"));
}
