using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Watching;

/// <summary>Single ticks over the real thing; the watcher is off, so that a test says when one happens.</summary>
public sealed class TickTests : IDisposable
{
    private readonly Team _team = new();

    public void Dispose() => _team.Dispose();

    [Theory]
    [InlineData("sling_reserved")]
    [InlineData("sling_worktree_added")]
    public void A_sling_that_died_midway_is_undone_by_one_tick_and_the_next_finds_nothing(string point)
    {
        CrashAt(point, "sling", "Add a file");
        var first = _team.Ov("watch", "--once", "--json").Ok().Json;
        Assert.True(first.GetProperty("acted").GetBoolean());
        Assert.Equal("repaired", first.GetProperty("decisions")[0].GetProperty("action").GetString());
        _team.RequireSound();
        Assert.Equal("pending", _team.Project.Rows("SELECT state FROM task", row => row.Text("state")).Single());

        var events = _team.Project.Count("SELECT count(*) FROM event");
        Assert.Equal(0, _team.Ov("watch", "--once", "--json").Ok().Json.GetProperty("decisions").GetArrayLength());
        Assert.Equal(events, _team.Project.Count("SELECT count(*) FROM event"));
    }

    [Theory]
    [InlineData("tick_started")]
    [InlineData("tick_repaired")]
    public void A_tick_that_died_itself_is_made_good_by_the_next(string point)
    {
        CrashAt("sling_worktree_added", "sling", "Add a file");
        CrashAt(point, "watch", "--once");
        _team.Ov("watch", "--once").Ok();
        _team.RequireSound();
    }

    [Fact]
    public void Looking_writes_nothing()
    {
        _team.Sling("Sleep long", "sleep 600");
        _team.Until("the turn runs", "SELECT count(*) FROM agent WHERE turn_process IS NOT NULL");
        var before = Ledger();
        _team.Ov("status").Ok();
        _team.Ov("status", "--all", "--json").Ok();
        _team.Ov("doctor").Ok();
        _team.Ov("watch", "--once", "--dry-run").Ok();
        Assert.Equal(before, Ledger());
    }

    [Fact]
    public async Task Many_ticks_at_once_start_a_dead_agents_task_once_and_none_replaces_what_another_started()
    {
        var sling = _team.Sling("Sleep long", "sleep 600");
        Team.Kill(sling.GetProperty("pid").GetInt32());
        Team.AwaitEnd(sling.GetProperty("pid").GetInt32());
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _team.Ov("watch", "--once").Ok())));
        Assert.Equal(["builder-1 1 zombie", "builder-1 2 working"], _team.Project.Rows(
            "SELECT name, incarnation, state FROM agent ORDER BY seq", row => $"{row.Text("name")} {row.Long("incarnation")} {row.Text("state").Replace("idle", "working", StringComparison.Ordinal)}"));
    }

    [Fact]
    public void A_crash_is_shown_as_death_before_and_after_the_tick_and_never_as_done()
    {
        var sling = _team.Sling("Sleep long", "sleep 600");
        Team.Kill(sling.GetProperty("pid").GetInt32());
        Assert.True(SpinWait.SpinUntil(() => Shown() == "zombie", TimeSpan.FromSeconds(20)));
        // Looking has not swallowed the notice that its lead or the operator is owed.
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died'"));
        _team.Ov("watch", "--once").Ok();
        Assert.Equal("zombie", _team.Project.Rows("SELECT state FROM agent WHERE incarnation = 1", row => row.Text("state")).Single());
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM message WHERE type = 'worker_died'"));
    }

    [Fact]
    public void Status_counts_what_has_not_landed_and_tells_the_next_step()
    {
        var task = _team.Sling("Add a file", Team.Worker).GetProperty("taskId").GetString()!;
        _team.Wait(task);
        var status = _team.Ov("status", "--json").Ok().Json;
        Assert.Equal(1, status.GetProperty("agents")[0].GetProperty("unlandedCommits").GetInt32());
        var need = Assert.Single(status.GetProperty("needsYou").EnumerateArray(), n => n.GetProperty("kind").GetString() == "landing");
        Assert.Equal("ov merge --branch overstory/builder-1/1-add-a-file", need.GetProperty("command").GetString());

        _team.Ov(need.GetProperty("command").GetString()!.Split(' ')[1..]).Ok();
        Assert.DoesNotContain(_team.Ov("status", "--json").Ok().Json.GetProperty("needsYou").EnumerateArray(), n => n.GetProperty("kind").GetString() == "landing");
    }

    [Fact]
    public void A_fresh_project_is_clean_for_the_doctor()
    {
        var answer = _team.Ov("doctor", "--json").Ok().Json;
        Assert.Equal(0, answer.GetProperty("summary").GetProperty("warn").GetInt32() + answer.GetProperty("summary").GetProperty("fail").GetInt32());
    }

    private void CrashAt(string point, params string[] args) =>
        _team.Box.Run("ov", args, variables: new Dictionary<string, string> { ["OV_TEST_KILL"] = point }).Exits(137);

    private string? Shown() => _team.Ov("status", "--json").Ok().Json.GetProperty("agents")[0].GetProperty("state").GetString();

    /// <summary>The bytes that any write would change.</summary>
    private string Ledger() => string.Join(' ', new[] { "ov.db", "ov.db-wal" }.Select(name => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_team.Project.Files.Folder, name))))));
}
