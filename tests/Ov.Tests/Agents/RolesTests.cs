using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;

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
