namespace Ov.EndToEnd;

public sealed class SnapshotTests : IDisposable
{
    private readonly Sandbox _box = new();

    private string Test => Path.Combine(_box.Root, "Some.cs");

    public void Dispose() => _box.Dispose();

    [Fact]
    public void A_missing_snapshot_fails_and_shows_the_text()
    {
        Assert.SkipWhen(Accepting, "OV_SNAPSHOT=accept");
        Assert.Contains("hello", Assert.ThrowsAny<Exception>(() => Snapshot.Match("hello", file: Test, method: "M")).Message);
        Assert.False(File.Exists(Path.Combine(_box.Root, "Some.M.verified.txt")));
    }

    [Fact]
    public void A_changed_text_fails_with_the_lines_that_differ()
    {
        Assert.SkipWhen(Accepting, "OV_SNAPSHOT=accept");
        File.WriteAllText(Path.Combine(_box.Root, "Some.M_two.verified.txt"), "same\nold\n");
        var failure = Assert.ThrowsAny<Exception>(() => Snapshot.Match("same\nnew", suffix: "two", file: Test, method: "M")).Message;
        Assert.Contains("  same\n- old\n+ new\n", failure);
        Snapshot.Match("same\nold", suffix: "two", file: Test, method: "M");
    }

    [Fact]
    public void What_differs_between_runs_is_replaced_and_what_refers_to_the_same_thing_still_does()
    {
        var text = $$"""
            {"task":"task-a1b2c3d4","other":"task-zzzzzzz2","again":"task-a1b2c3d4","at":"2026-01-02T03:04:05.678Z","tookMs":17,"pid":4711}
            {{_box.Repo}}/x landed 0123456789ab in 1.2 s; 0123456789ab again
            """;
        Snapshot.Match(text, _box, commits: true);
    }

    [Theory]
    [InlineData("accept", null, true)]
    [InlineData("accept", "", true)]
    [InlineData("accept", "true", false)]
    [InlineData("accept", "1", false)]
    [InlineData(null, null, false)]
    [InlineData("yes", null, false)]
    public void A_pipeline_never_creates_or_accepts_a_snapshot(string? wish, string? ci, bool may) => Assert.Equal(may, Snapshot.MayAccept(wish, ci));

    [Fact]
    public void The_check_of_a_commit_says_that_it_is_a_pipeline() =>
        Assert.Contains(File.ReadLines(Path.Combine(OvBinary.SourceRoot, ".ci", "run")), line => line.StartsWith("export CI=true", StringComparison.Ordinal));

    private static bool Accepting => Environment.GetEnvironmentVariable("OV_SNAPSHOT") == "accept";
}
