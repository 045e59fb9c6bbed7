using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Runs;
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
    [InlineData("AI_AGENT")]
    [InlineData("CODEX_SANDBOX")]
    [InlineData("GEMINI_CLI")]
    [InlineData("COPILOT_AGENT")]
    [InlineData("PI_CODING_AGENT")]
    [InlineData("OPENCODE")]
    public void A_terminal_inside_an_agents_session_is_not_the_operator(string mark)
    {
        Assert.Equal(CallerKind.Operator, CallerAtTerminal());
        Assert.Equal(CallerKind.Unidentified, CallerAtTerminal((mark, "1")));
    }

    [Theory]
    [InlineData("CODEX_HOME")]
    [InlineData("COPILOT_MODEL")]
    [InlineData("COPILOT_PROVIDER_BASE_URL")]
    public void A_person_who_has_set_up_a_coding_agent_is_still_the_operator(string setting) => Assert.Equal(CallerKind.Operator, CallerAtTerminal((setting, "1")));

    [Fact]
    public void The_secret_is_found_from_the_working_directory_of_the_agents_worktree()
    {
        _project.AddAgent(_project.AddRun(), "builder-1");
        var folder = Worktree();
        Assert.Equal("builder-1", In(folder, ("OVERSTORY_AGENT_NAME", "builder-1")).Actor);
        Assert.Equal("builder-1", In(Directory.CreateDirectory(Path.Combine(folder, "src")).FullName, ("OVERSTORY_AGENT_NAME", "builder-1")).Actor);
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => In(_project.Root, ("OVERSTORY_AGENT_NAME", "builder-1"))).Code);
    }

    [Fact]
    public void A_terminal_in_an_agents_worktree_is_not_the_operator_but_one_with_a_token_is()
    {
        _project.AddAgent(_project.AddRun(), "builder-1");
        var folder = Worktree();
        string token;
        using (var ledger = _project.OpenLedger())
        {
            token = ledger.Write(tx => OperatorTokenStore.Create(tx, "test"));
        }

        Assert.Equal(CallerKind.Unidentified, In(folder).Kind);
        Assert.Equal(CallerKind.Operator, In(folder, ("OV_OPERATOR_TOKEN", token)).Kind);
        Assert.Equal(CallerKind.Operator, CallerAtTerminal(("OV_OPERATOR_TOKEN", token), ("CLAUDECODE", "1")));
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("Operator")]
    [InlineData("orchestrator")]
    public void The_name_of_the_operator_is_no_agents_and_orchestrator_is_its_alias_while_no_agent_bears_it(string name)
    {
        Assert.Equal(CallerKind.Operator, CallerAtTerminal(("OVERSTORY_AGENT_NAME", name)));
        using var app = _project.App(("OVERSTORY_AGENT_NAME", name));
        Assert.Equal(CallerKind.Unidentified, app.Caller.Kind);
        Assert.Equal(Caller.OperatorName, app.Caller.MailName);
        _project.AddAgent(_project.AddRun(), "orchestrator", "orchestrator");
        using var later = _project.App(("OVERSTORY_AGENT_NAME", "orchestrator"));
        Assert.Equal(ErrorCode.Identity, Assert.Throws<OvException>(() => later.Caller).Code);
    }

    [Fact]
    public void What_an_agent_is_comes_from_its_row_and_from_no_variable()
    {
        var run = _project.AddRun();
        var lead = _project.AddAgent(run, "lead-1", "lead");
        _project.AddAgent(run, "builder-1", parent: lead);
        using var app = _project.App(
            ("OVERSTORY_AGENT_NAME", "builder-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("builder-1")), ("OVERSTORY_ROLE", "coordinator"),
            ("OVERSTORY_RUN_ID", "run-other"), ("OVERSTORY_TASK_ID", "task-other"), ("OVERSTORY_PARENT", "operator"), ("OVERSTORY_DEPTH", "0"));
        var agent = app.Caller.Agent!;
        Assert.Equal(("builder", run.Id, lead.Id, 1, null), (agent.Role, agent.RunId, agent.ParentId, agent.Depth, agent.TaskId));
        Assert.Equal(run.Id, app.Ledger.Read(sql => RunResolver.Find(app, sql))!.Id);
    }

    private string Worktree()
    {
        var folder = Path.Combine(_project.Folder, "work");
        _project.Git("worktree", "add", "-q", "--detach", folder);
        File.WriteAllText(Path.Combine(_project.Root, ".git", "worktrees", "work", CallerResolver.SecretFile), TestProject.SecretOf("builder-1") + "\n");
        return folder;
    }

    /// <summary>Who a terminal in that folder is.</summary>
    private Caller In(string folder, params (string, string)[] variables)
    {
        var environment = _project.Environment(variables) with { InIsTerminal = true, ErrorIsTerminal = true, WorkingDirectory = folder };
        using var app = new OvApp(environment, new OvOptions(null, null, false, false, false, false, false, "never"));
        return app.Caller;
    }

    private CallerKind CallerAtTerminal(params (string, string)[] variables)
    {
        var environment = _project.Environment(variables) with { InIsTerminal = true, ErrorIsTerminal = true };
        using var app = new OvApp(environment, new OvOptions(null, null, false, false, false, false, false, "never"));
        return app.Caller.Kind;
    }
}
