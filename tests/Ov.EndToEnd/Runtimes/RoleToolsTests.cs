using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runtimes;

/// <summary>A role's list of tools, and what is said of runtimes that nothing holds to it.</summary>
public sealed class RoleToolsTests
{
    [Fact]
    public void Who_is_started_where_the_list_binds_nothing_is_warned_and_told_what_does()
    {
        using var team = new Team("roles:\n  builder:\n    tools: [Read, Grep]\n");
        Assert.Equal(
            "On exec the tools of the role builder bind nothing; the files a turn touched are compared with the rights of the role afterwards.",
            team.Sling("Do it now", "true").GetProperty("warnings")[0].GetString());

        var (claude, codex) = (team.Ov("runtime", "show", "claude", "--json").Ok().Json, team.Ov("runtime", "show", "codex", "--json").Ok().Json.GetProperty("runtime"));
        Assert.True(claude.GetProperty("runtime").GetProperty("holdsTools").GetBoolean());
        Assert.Contains("--allowedTools Read,Grep ", string.Join(' ', claude.GetProperty("rehearsal").GetProperty("command").EnumerateArray()) + " ");
        Assert.False(codex.GetProperty("holdsTools").GetBoolean());
        Assert.Contains("ov guard holds an agent to the rights of its role", codex.GetProperty("toolsWords").GetString());
    }
}
