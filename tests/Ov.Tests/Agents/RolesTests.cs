using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Runtimes;

namespace Ov.Tests.Agents;

public sealed class RolesTests
{
    private static readonly Roles BuiltIn = Roles.With(new Dictionary<string, RoleOverride>());

    [Theory]
    [InlineData(null, "lead", true)]
    [InlineData(null, "scout", true)]
    [InlineData(null, "builder", true)]
    [InlineData(null, "reviewer", false)]
    [InlineData(null, "merger", false)]
    [InlineData("lead", "builder", true)]
    [InlineData("lead", "reviewer", true)]
    [InlineData("lead", "lead", false)]
    [InlineData("lead", "coordinator", false)]
    [InlineData("coordinator", "lead", true)]
    [InlineData("coordinator", "builder", false)]
    [InlineData("orchestrator", "coordinator", true)]
    [InlineData("orchestrator", "lead", false)]
    [InlineData("monitor", "builder", false)]
    [InlineData("builder", "builder", false)]
    [InlineData("scout", "builder", false)]
    public void Who_may_start_whom(string? parent, string role, bool may)
    {
        void Start() => BuiltIn.RequireMaySpawn(parent is null ? null : Agent(parent), BuiltIn.Require(role), force: false);
        if (may)
        {
            Start();
        }
        else
        {
            Assert.Equal(ErrorCode.Hierarchy, Assert.Throws<OvException>(Start).Code);
        }
    }

    [Fact]
    public void The_operators_force_starts_any_role() => BuiltIn.RequireMaySpawn(null, BuiltIn.Require("reviewer"), force: true);

    [Fact]
    public void The_configuration_changes_a_role_and_adds_new_ones()
    {
        var origin = ConfigOrigin.Default;
        var roles = Roles.With(new Dictionary<string, RoleOverride>
        {
            ["builder"] = new(["scout"], null, origin),
            ["auditor"] = new(null, true, origin),
        });
        roles.RequireMaySpawn(Agent("builder"), roles.Require("scout"), force: false);
        Assert.False(roles.IsReadOnly("builder"));
        Assert.True(roles.IsReadOnly("auditor"));
        Assert.Throws<OvException>(() => roles.RequireMaySpawn(null, roles.Require("auditor"), force: false));
    }

    [Theory]
    [InlineData(1, 10, 0, null)]
    [InlineData(2, 10, 0, "its 2 turns")]
    [InlineData(1, 100, 0, "its 100 tokens")]
    [InlineData(1, 10, 2.5, "its 2.5 USD")]
    public void A_budget_is_spent_when_any_of_its_limits_is_reached(int turns, int tokens, double cost, string? spent) => Assert.Equal(
        spent, new Budget(2, 100, 2.5m).Spent(new Spending(turns, tokens, (decimal)cost, 0)));

    [Fact]
    public void A_role_without_a_budget_never_spends_it() =>
        Assert.Null(Budget.None.Spent(new Spending(9999, 2_000_000, 1000, 9999)));

    [Theory]
    [InlineData(AccessMode.ReadOnly, "Read,Grep", "--permission-mode manual --allowedTools Read,Grep --disallowedTools Edit,Write,NotebookEdit")]
    [InlineData(AccessMode.Workspace, "Read,Edit", "--permission-mode manual --allowedTools Read,Edit")]
    [InlineData(AccessMode.Full, "Read", "--permission-mode manual --allowedTools Read")]
    public void A_list_of_tools_narrows_what_a_role_may_and_never_widens_it(AccessMode access, string tools, string arguments) =>
        Assert.Equal(arguments, string.Join(' ', Core.Runtimes.Claude.ClaudePermission.Arguments(access, tools.Split(','))));

    [Fact]
    public void An_unknown_role_is_refused_with_the_nearest()
    {
        var refusal = Assert.Throws<OvException>(() => BuiltIn.Require("bilder"));
        Assert.Equal(ErrorCode.NotFound, refusal.Code);
        Assert.Contains("builder", refusal.Message);
    }

    private static AgentRecord Agent(string role) => new(
        "agent-1", "x", 1, role, AgentState.Idle, default, null, "run-1", null, null, 0, "exec", null, null, "", null, null, null, null, [], false, null,
        null, null, 0, null, 0, "operator", default, default, null);
}
