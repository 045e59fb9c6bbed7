using Ov.Core;
using Ov.Core.Agents;
using Ov.Tests.Support;

namespace Ov.Tests.Ledger;

public sealed class CallerTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void An_agent_is_who_it_says_when_it_holds_the_secret()
    {
        _project.AddAgent(_project.AddRun(), "builder-1");
        using var app = _project.App(("OVERSTORY_AGENT_NAME", "Builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-1")));
        Assert.Equal("builder-1", app.Caller.Actor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public void A_name_without_its_secret_is_refused(string secret)
    {
        _project.AddAgent(_project.AddRun(), "builder-1");
        using var app = _project.App(("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", secret));
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => app.Caller).Code);
    }

    [Fact]
    public void The_secret_of_one_agent_does_not_open_another()
    {
        var run = _project.AddRun();
        _project.AddAgent(run, "builder-1");
        _project.AddAgent(run, "builder-2");
        using var app = _project.App(("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-2")));
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => app.Caller).Code);
    }

    [Fact]
    public void A_stopped_incarnation_is_fenced_at_once()
    {
        var agent = _project.AddAgent(_project.AddRun(), "builder-1");
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => AgentStore.Move(tx, agent, AgentState.Stopped, "operator"));
        }

        using var app = _project.AgentApp("builder-1");
        Assert.Equal(ErrorCode.Fenced, Assert.Throws<OvException>(() => app.Caller).Code);
    }

    [Fact]
    public void A_plain_script_is_unidentified_and_may_not_decide()
    {
        using var app = _project.App();
        Assert.Equal(CallerKind.Unidentified, app.Caller.Kind);
        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => app.Caller.RequireOperator("abort a run")).Code);
    }

    [Fact]
    public void An_operator_token_makes_the_operator_and_a_false_one_is_refused()
    {
        using var app = _project.OperatorApp();
        Assert.Equal(CallerKind.Operator, app.Caller.Kind);
        using var forged = _project.App(("OV_OPERATOR_TOKEN", "forged"));
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => forged.Caller).Code);
    }

    [Theory]
    [InlineData("CLAUDECODE")]
    [InlineData("CODEX_SANDBOX")]
    [InlineData("COPILOT_AGENT")]
    [InlineData("OPENCODE")]
    public void A_terminal_inside_an_agents_session_is_not_the_operator(string mark)
    {
        Assert.Equal(CallerKind.Operator, CallerAtTerminal());
        Assert.Equal(CallerKind.Unidentified, CallerAtTerminal((mark, "1")));
    }

    private CallerKind CallerAtTerminal(params (string, string)[] variables)
    {
        var environment = _project.Environment(variables) with { InIsTerminal = true, ErrorIsTerminal = true };
        using var app = new OvApp(environment, new OvOptions(null, null, false, false, false, false, false, "never"));
        return app.Caller.Kind;
    }
}
