using System.Globalization;
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

    [Fact]
    public void On_a_small_disk_a_few_are_made_and_too_many_are_refused_whole()
    {
        using var disk = LoopDisk.Mount("xfs");
        using var box = new Sandbox(disk.Folder).InitRepository();
        var big = new byte[60_000_000];
        new Random(1).NextBytes(big);
        File.WriteAllBytes(Path.Combine(box.Repo, "big"), big);
        box.Git("add", "-A");
        box.Git("commit", "-q", "-m", "Something big");
        box.Ov("init", "--test", "--token-file", Path.Combine(box.Home, "token")).Ok();
        box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(box.Home, "token")).Trim();
        box.WriteFile(".overstory/config.local.yaml", "watch:\n  enabled: false\nworktrees:\n  diskReserve: 10MB\n");
        var refusal = box.Ov("sling", "One", "Two", "Three", "Four", "Five", "--skip-task-check", "--exec", "true", "--json").Refused(8, "limit-disk").Json;
        Assert.InRange(long.Parse(refusal.GetProperty("needBytes").GetString()!, CultureInfo.InvariantCulture), 300_000_000, 301_000_000);
        Assert.Equal(0, box.Ov("worktree", "list", "--json").Ok().Json.GetProperty("worktrees").GetArrayLength());
        box.Ov("worktree", "create", "topic").Ok();
    }
}
