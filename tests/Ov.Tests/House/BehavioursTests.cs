namespace Ov.Tests.House;

/// <summary>
/// The table of numbered behaviours, tests/behaviours.txt: each that is said to hold names a test that exists and a guard that stands on one
/// line, from which <c>tests/mutate --draw</c> takes; the others say why not, and are not counted.
/// </summary>
public sealed class BehavioursTests
{
    private static readonly string[][] Rows =
        [.. File.ReadLines(Path.Combine(SourceTree.Root, "tests", "behaviours.txt")).Where(row => row.Length > 0 && row[0] != '#').Select(row => row.Split(" | "))];

    [Fact]
    public void Every_behaviour_is_listed_once_and_in_order()
    {
        var ids = Rows.Select(row => row[0]).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(["S0", "S1", "S2", "S3"], ids.Select(id => id.Split('-')[0]).Distinct());
    }

    [Fact]
    public void What_is_said_to_hold_names_a_test_and_a_guard_that_are_there()
    {
        Assert.All(Rows.Where(row => row[1] != "open"), row =>
        {
            Assert.Equal(4, row.Length);
            Assert.True(SourceTree.Tests.Contains(row[1]), $"{row[0]}: the test {row[1]} is gone.");
            var file = Path.Combine(SourceTree.Root, row[2]);
            Assert.True(File.Exists(file), $"{row[0]}: {row[2]} is gone.");
            Assert.True(File.ReadLines(file).Count(line => line.Contains(row[3], StringComparison.Ordinal)) == 1, $"{row[0]}: not on exactly one line of {row[2]}: {row[3]}");
        });
    }

    [Fact]
    public void What_does_not_hold_says_why() => Assert.All(Rows.Where(row => row[1] == "open"), row => Assert.True(row.Length == 3 && row[2].Length > 10, row[0]));
}
