using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Inspecting;
using Ov.Core.Tasks;
using Ov.Mcp;
using Ov.Tests.Tasks;

namespace Ov.Tests.Agents;

/// <summary>What is handed to an agent, what comes back of it, and who may be chosen.</summary>
public sealed class DelegationTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_result_is_the_summary_else_the_status_with_its_caveats_else_the_last_reply_else_why_it_ended()
    {
        var task = _site.Add("Build it");
        TaskAttempt Told(string summary, string? caveats) => new("b", AttemptStatus.Failed, summary, [], [], caveats, default);
        Assert.Equal("Done so", DelegationReport.ResultOf(Told("Done so", "mind it"), "Bye", task));
        Assert.Equal("failed: mind it", DelegationReport.ResultOf(Told("", "mind it"), "Bye", task));
        Assert.Equal("Bye", DelegationReport.ResultOf(null, "Bye", task));
        Assert.Equal("canceled: not wanted", DelegationReport.ResultOf(null, null, task with { State = TaskState.Canceled, Reason = "not wanted" }));
    }

    [Fact]
    public void A_long_result_is_cut_between_two_letters()
    {
        var task = _site.Add("Build it");
        Assert.Equal(DelegationReport.LongestResult, DelegationReport.ResultOf(null, new string('x', 5_000), task).Length);
        var cut = DelegationReport.ResultOf(null, new string('x', 1_998) + "😀😀", task);
        Assert.Equal(new string('x', 1_998) + "…", cut);
    }

    [Theory]
    [InlineData(TaskState.InProgress, AgentState.Working, false, false)]
    [InlineData(TaskState.Pending, AgentState.Stopped, false, true)]
    [InlineData(TaskState.Pending, AgentState.Zombie, false, false)]
    [InlineData(TaskState.Pending, AgentState.Completed, true, false)]
    [InlineData(TaskState.Blocked, AgentState.Completed, false, true)]
    [InlineData(TaskState.Canceled, AgentState.Stopped, false, true)]
    public void Work_is_over_when_nobody_goes_on_with_it(TaskState state, AgentState agent, bool handedOver, bool over)
    {
        var task = _site.Add("Build it");
        var worker = _site.Worker("builder-1", task);
        Assert.Equal(over, DelegationReport.IsOver(task with { State = state }, worker with { State = agent, EndedAt = agent == AgentState.Working ? null : default(DateTimeOffset) }, handedOver));
    }

    [Theory]
    [InlineData("Fix the flaky login test", "flaky")]
    [InlineData("Add a CSV to it", null)]
    [InlineData("Write documentation for it", "documentatio")]
    [InlineData("日本語", null)]
    public void A_part_is_named_by_the_first_word_that_tells_it_from_others(string title, string? keyword) => Assert.Equal(keyword, AgentName.KeywordOf(title));

    [Fact]
    public void Parts_are_numbered_per_role()
    {
        _site.Worker("builder-1", _site.Add("Build it"));
        Assert.Equal("builder-login-2", _site.Operator.Ledger.Read(sql => AgentName.ForPart(sql, "builder", "Mend the login")));
        Assert.Equal("scout-1", _site.Operator.Ledger.Read(sql => AgentName.ForPart(sql, "scout", "Look at it")));
        _site.Worker("builder-login-3", _site.Add("Mend"));
        Assert.Equal("builder-login-4", _site.Operator.Ledger.Read(sql => AgentName.ForPart(sql, "builder", "Mend the login")));
    }

    [Theory]
    [InlineData("""{"tasks":[{"agent":"builder","task":"Mend the login"}]}""", "sling --role=builder --among=1 Mend the login")]
    [InlineData("""{"tasks":[{"agent":"builder","task":"Mend the login","mode":"blocking","context":"See {x}"}]}""", "sling --role=builder --prompt=See {{x}} --among=1 --no-questions Mend the login")]
    [InlineData("""{"tasks":[]}""", null)]
    public void Each_task_is_one_start(string arguments, string? line)
    {
        var plan = Plan(arguments);
        Assert.Equal(line, plan.Lines.Count == 0 ? null : string.Join(' ', plan.Lines[0].Words));
        Assert.Null(plan.Wait);
    }

    [Fact]
    public void A_long_context_is_cut_and_says_so_to_whoever_reads_it()
    {
        var plan = Plan($$"""{"wait":"5m","tasks":[{"agent":"builder","task":"Mend it","context":"{{new string('x', 20_000)}}"}]}""");
        var prompt = plan.Lines[0].Words.Single(word => word.StartsWith("--prompt=", StringComparison.Ordinal));
        Assert.Equal(DelegateTools.LongestContext, prompt.Count(letter => letter == 'x'));
        Assert.Contains("4000 characters, was cut", prompt);
        Assert.Equal("5m", plan.Wait!.Limit);
    }

    [Theory]
    [InlineData("builder", null, CostClass.Medium)]
    [InlineData("scout", null, CostClass.Cheap)]
    [InlineData("lead", null, CostClass.Expensive)]
    [InlineData("lead", "haiku", CostClass.Cheap)]
    [InlineData("scout", "opus", CostClass.Expensive)]
    [InlineData("builder", "no-such-model", CostClass.Medium)]
    public void A_role_costs_what_its_model_does_else_by_what_it_does(string role, string? model, CostClass cost) =>
        Assert.Equal(cost, RoleItem.CostOf(Roles.With(new Dictionary<string, RoleOverride>()).Require(role) with { Model = model }, PriceTable.With([])));

    [Fact]
    public void A_lead_sees_the_roles_it_may_start_and_not_its_own()
    {
        _site.Worker("lead-1", _site.Add("Lead it", role: "lead"), "lead");
        using var app = _site.Project.AgentApp("lead-1");
        var roles = RoleItem.Startable(app);
        Assert.Equal(["scout", "builder", "reviewer", "tester", "merger", "planner"], roles.Select(role => role.Name));
        Assert.All(roles, role => Assert.True(role.Description.Length > 20 && role.MaxConcurrency > 0, role.ToString()));
        Assert.Equal(["reads", "records verdicts"], roles[2].Skills);
        Assert.Equal(["lead", "scout", "builder"], RoleItem.Startable(_site.Operator).Select(role => role.Name));
    }

    [Fact]
    public void Whoever_may_not_ask_is_answered_at_once_with_what_it_was_told()
    {
        var agent = _site.Worker("builder-1", _site.Add("Build it"));
        using var app = _site.Project.AgentApp("builder-1");
        _site.Operator.Ledger.Write(tx => AgentStore.SetBriefing(tx, agent.Id, (Briefing.None with { AnswersItself = true, Prompt = "Blue is the colour." }).ToJson()!));
        var asked = Core.Mail.MailAsker.Ask(app, app.Caller, new Core.Mail.MailSend("operator", "Colour?", "Red or blue?"), TimeSpan.FromSeconds(20), CancellationToken.None);
        Assert.Contains("Task 1: Build it", asked.Answer.Body);
        Assert.Contains("Blue is the colour.", asked.Answer.Body);
        Assert.Equal("answered", _site.Operator.Ledger.Read(sql => sql.All("SELECT state FROM message WHERE type = 'question'", row => row.Text("state"))).Single());
    }

    [Fact]
    public void Who_leads_an_autonomous_run_asks_nobody()
    {
        _site.Worker("coordinator", _site.Add("Lead it"), "coordinator");
        _site.Operator.Ledger.Write(tx => tx.Sql.Run("UPDATE run SET mode = 'autonomous'"));
        using var app = _site.Project.AgentApp("coordinator");
        var refusal = Assert.Throws<OvException>(() => Core.Mail.MailAsker.Ask(app, app.Caller, new Core.Mail.MailSend("operator", "x", "y"), TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(ErrorCode.State, refusal.Code);
        Assert.Contains("--role planner", refusal.Hint);
        Assert.Equal(0, _site.Operator.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message")));
    }

    private static ToolPlan Plan(string arguments)
    {
        using var given = System.Text.Json.JsonDocument.Parse(arguments);
        var tool = DelegateTools.All.Single(one => one.Name == "delegate");
        return tool.Plan(ToolArguments.Read("delegate", tool.Inputs, [.. ToolArguments.Members(given.RootElement)]), new ToolCaller("lead", ToolFor.Lead, "operator", null));
    }
}
