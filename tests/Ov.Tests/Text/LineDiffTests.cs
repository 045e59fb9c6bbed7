using Ov.Core.Text;

namespace Ov.Tests.Text;

public sealed class LineDiffTests
{
    [Fact]
    public void Applying_what_changed_to_the_older_text_gives_the_newer_one()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var (before, after) = (Lines(random), Lines(random));
            var diff = LineDiff.Of(Join(before), Join(after)).ToList();
            if (!diff.Contains("…"))
            {
                Assert.Equal(before.SequenceEqual(after) ? [] : before, diff.Where(line => line[0] != '+').Select(line => line[1..]));
                Assert.Equal(before.SequenceEqual(after) ? [] : after, diff.Where(line => line[0] != '-').Select(line => line[1..]));
            }
        }
    }

    [Fact]
    public void The_edit_is_the_shortest() =>
        Assert.Equal([" a", "-b", " c", "+x", " d"], LineDiff.Of("a\nb\nc\nd\n", "a\nc\nx\nd\n"));

    [Fact]
    public void Unchanged_lines_far_from_a_change_are_left_out()
    {
        var lines = Enumerable.Range(0, 40).Select(i => $"{i}").ToList();
        var changed = lines.Select(line => line == "20" ? "twenty" : line);
        Assert.Equal(["…", " 17", " 18", " 19", "-20", "+twenty", " 21", " 22", " 23", "…"], LineDiff.Of(Join(lines), Join(changed)));
    }

    [Fact]
    public void Two_texts_without_a_common_line_are_told_in_bounded_time()
    {
        var diff = LineDiff.Of(Join(Enumerable.Range(0, 40_000).Select(i => $"a{i}")), Join(Enumerable.Range(0, 40_000).Select(i => $"b{i}")));
        Assert.Equal(80_000, diff.Count);
    }

    private static List<string> Lines(Random random) => [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => $"{(char)('a' + random.Next(4))}")];

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
}
