namespace Ov.EndToEnd;

/// <summary>The list that <c>tests/mutate --random</c> draws from stays true while the code moves.</summary>
public sealed class GuardListTests
{
    [Fact]
    public void Every_listed_guard_stands_on_exactly_one_line()
    {
        var rows = File.ReadAllLines(Path.Combine(OvBinary.SourceRoot, "tests", "guards.txt")).Where(row => row.Length > 0 && row[0] != '#').ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var parts = row.Split(" | ");
            Assert.Equal(3, parts.Length);
            var file = Path.Combine(OvBinary.SourceRoot, parts[0]);
            Assert.True(File.Exists(file), $"no such file: {row}");
            Assert.True(File.ReadLines(file).Count(line => line.Contains(parts[1], StringComparison.Ordinal)) == 1, $"not on exactly one line: {row}");
        });
    }
}
