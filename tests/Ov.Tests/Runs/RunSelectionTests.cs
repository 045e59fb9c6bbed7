using Ov.Core;
using Ov.Core.Runs;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Runs;

/// <summary>Which run a command means, in the order of the contract.</summary>
public sealed class RunSelectionTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Named_beats_the_agents_own_which_beats_the_only_active_one_which_beats_the_checked_out_target()
    {
        Assert.Null(Found());
        var first = _project.AddRun("first", "main");
        Assert.Equal("first", Found());
        _project.AddRun("second", "other");
        _project.AddAgent(first, "builder-1");
        Assert.Equal("first", Found());
        Assert.Equal("second", Found(named: "second"));
        Assert.Equal("first", Found(("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-1"))));
        _project.Git("switch", "-q", "-c", "other");
        Assert.Equal("second", Found());
        Assert.Equal("first", Found(("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-1"))));
    }

    [Fact]
    public void Several_that_fit_are_named_and_nothing_is_guessed()
    {
        _project.AddRun("first", "one");
        _project.AddRun("second", "two");
        var refusal = Refusal.Of(ErrorCode.AmbiguousRun, () => Found());
        Assert.Equal((2, true, true), (refusal.Code.Exit, refusal.Message.Contains("first", StringComparison.Ordinal), refusal.Message.Contains("second", StringComparison.Ordinal)));
        Assert.Contains("--run", refusal.Hint);
        Refusal.Of(ErrorCode.NotFound, () => Found(named: "secnod"));
    }

    private string? Found(params (string, string)[] variables) => Found(null, variables);

    private string? Found(string? named, params (string, string)[] variables)
    {
        using var app = new OvApp(_project.Environment(variables), new OvOptions(null, named, false, false, false, false, false, "never"));
        return app.Ledger.Read(sql => RunResolver.Find(app, sql))?.Name;
    }
}
