using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Worktrees;

/// <summary>Too many worktrees for a disk are refused before the first one is made.</summary>
public sealed class DiskRoomTests
{
    [Fact]
    public void A_disk_without_room_for_all_of_them_refuses_with_need_and_have()
    {
        using var team = new Team("worktrees:\n  diskReserve: 900000TB\n");
        var refusal = team.Ov("sling", "One thing", "Two things", "--json").Refused(8, "limit-disk").Json;
        Assert.Contains("2 worktrees need about", refusal.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("0", refusal.GetProperty("needBytes").GetString());
        team.Ov("worktree", "create", "topic").Refused(8, "limit-disk");
        Assert.Equal(0, team.Project.Count("SELECT count(*) FROM task") + team.Project.Count("SELECT count(*) FROM worktree"));
        Assert.Empty(team.WorktreePaths());
    }
}
