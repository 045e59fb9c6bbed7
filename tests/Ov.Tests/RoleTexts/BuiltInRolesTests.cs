using System.Text;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.RoleTexts;
using Ov.Core.Runs;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;

namespace Ov.Tests.RoleTexts;

public sealed class BuiltInRolesTests
{
    /// <summary>Half of the smallest of Overstory's definitions: 1065 words of at least six bytes with their blank.</summary>
    private const int MostBytes = 3195;

    public static TheoryData<string> Names => [.. BuiltInRoles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_is_at_most_sixty_lines_for_any_runtime(string role)
    {
        var text = BuiltInRoles.Text(role)!;
        Assert.InRange(text.Split('\n').Length, 10, 60);
        Assert.StartsWith($"# {char.ToUpperInvariant(role[0])}{role[1..]}\n", text);
        Assert.DoesNotContain(new[] { "Claude", "CLAUDE.md", "AGENTS.md", "Codex", "{{", "worktree" }, word => text.Contains(word, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_its_overlay_it_takes_at_most_half_of_the_bytes_that_the_same_role_took_before(string role) =>
        Assert.InRange(Encoding.UTF8.GetByteCount(BuiltInRoles.Text(role)! + Overlay.Render(Facts(role))), 1, MostBytes);

    [Fact]
    public void Every_built_in_role_has_its_text_and_nothing_else_has() =>
        Assert.Equal(Roles.With(new Dictionary<string, RoleOverride>()).Names.Order(StringComparer.Ordinal), BuiltInRoles.Names.Where(role => BuiltInRoles.Text(role) is not null).Order(StringComparer.Ordinal));

    [Fact]
    public void A_role_that_is_not_built_in_has_no_text() => Assert.Null(BuiltInRoles.Text("auditor"));

    /// <summary>A usual task: a body of two lines, two criteria, three files, two siblings.</summary>
    private static OverlayFacts Facts(string role)
    {
        var roles = Roles.With(new Dictionary<string, RoleOverride>());
        var agent = new AgentRecord(
            "agent-1", $"{role}-3", 1, role, AgentState.Booting, default, null, "run-1", "task-1", "agent-0", 1, "claude", null, null, "", $"overstory/{role}-3/3-fix-the-login", "main",
            "0123456789abcdef", $"/home/somebody/shop.worktrees/{role}-3", ["src/login/**", "tests/login/**", "docs/login.md"], false, null, null, null, 0, null, 0, "operator", default, default, null);
        var task = new TaskRecord(
            "task-1", "run-1", 3, "Fix the login", "It fails on Mondays when the session is older than a day.\nKeep the old flag working.", TaskState.InProgress, TaskPriority.Medium, role, null,
            agent.Scope, ["the test passes", "the manual says how"], "agent-1", 1, null, false, null, null, "operator", default, default, null, null);
        var run = new RunRecord("run-1", "run-1", "main", RunState.Active, "", "", "merge", "operator", default, null, null);
        return new OverlayFacts(agent, run, task, "lead-1", roles.IsReadOnly(role), roles.MaySpawn(role)) { Briefing = new Briefing { Siblings = ["builder-1", "builder-2"] } };
    }
}
