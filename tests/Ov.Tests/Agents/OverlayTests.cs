using Ov.Core.Agents;
using Ov.Core.Runs;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;

namespace Ov.Tests.Agents;

public sealed class OverlayTests
{
    [Fact]
    public void It_says_who_what_where_and_how_to_report()
    {
        var text = Overlay.Render(Facts("builder", ["src/login/**"]));
        Assert.Contains("You are builder-3, a builder", text);
        Assert.Contains("Task 3: Fix the login test", text);
        Assert.Contains("It fails on Mondays.", text);
        Assert.Contains("- the test passes", text);
        Assert.Contains("src/login/**", text);
        Assert.Contains("/w/builder-3", text);
        Assert.Contains("overstory/builder-3/3-fix, cut from main at 0123456789; it lands on main", text);
        Assert.Contains("ov spec show task-1", text);
        Assert.Contains("--to lead-1 --type worker_done", text);
        Assert.DoesNotContain("You may sling", text);
    }

    [Fact]
    public void A_read_only_role_is_told_to_report_a_result_and_given_no_files()
    {
        var text = Overlay.Render(Facts("scout", []));
        Assert.Contains("--type result", text);
        Assert.Contains("You change no files", text);
        Assert.DoesNotContain("Files you may change", text);
    }

    [Fact]
    public void A_lead_learns_whom_it_may_start_and_its_limits()
    {
        var facts = Facts("lead", []);
        var text = Overlay.Render(facts with { Agent = facts.Agent with { MaxChildren = 2, SkipReview = true }, Briefing = new Briefing { SkipScout = true } });
        Assert.Contains("You may sling: scout, builder", text);
        Assert.Contains("At most 2 of them", text);
        Assert.Contains("No scout is needed first.", text);
        Assert.Contains("No review is needed", text);
    }

    [Fact]
    public void A_later_incarnation_is_told_to_look_at_what_is_there()
    {
        var facts = Facts("builder", []);
        Assert.Contains("You are incarnation 2", Overlay.Render(facts with { Agent = facts.Agent with { Incarnation = 2 } }));
    }

    [Fact]
    public void It_stays_short() => Assert.True(Overlay.Render(Facts("builder", ["a", "b", "c"])).Length < 2000);

    private static OverlayFacts Facts(string role, string[] scope)
    {
        var roles = Roles.With(new Dictionary<string, Ov.Core.Config.RoleOverride>());
        var agent = new AgentRecord(
            "agent-1", $"{role}-3", 1, role, AgentState.Booting, default, null, "run-1", "task-1", "agent-0", 1, "exec", null, null, "", "overstory/builder-3/3-fix", "main",
            "0123456789abcdef", "/w/builder-3", scope, false, null, null, null, 0, null, 0, "operator", default, default, null);
        var task = new TaskRecord(
            "task-1", "run-1", 3, "Fix the login test", "It fails on Mondays.", TaskState.InProgress, TaskPriority.Medium, role, null, scope, ["the test passes"], "agent-1", 1, null, false,
            null, null, "operator", default, default, null, null);
        var run = new RunRecord("run-1", "run-1", "main", RunState.Active, "", "", "merge", "operator", default, null, null);
        return new OverlayFacts(agent, run, task, "lead-1", roles.IsReadOnly(role), roles.MaySpawn(role));
    }
}
