namespace Ov.EndToEnd.Building;

public sealed class ProgramTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void The_program_starts_in_an_empty_environment_and_prints_its_version()
    {
        var run = _box.Ov("--version").Ok();
        Assert.Matches(@"^ov \d+\.\d+\.\d+\S* \(([0-9a-f]{12}(-dirty)?|unknown), (native|managed), SQLite 3\.\d+\.\d+, ledger schema \d+\)\n$", run.Stdout);
        Assert.Equal("", run.Stderr);
    }

    [Fact]
    public void The_program_under_test_is_the_native_one()
    {
        Assert.SkipUnless(OvBinary.IsNative, "No native build is possible here (./ov says why), so all these tests ran against the managed program.");
    }
}
