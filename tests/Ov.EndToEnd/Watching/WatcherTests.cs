using Ov.Core.Processes;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Watching;

/// <summary>The watcher as it lives: started by a sling, gone when nothing is left, one in a project.</summary>
public sealed class WatcherTests : IDisposable
{
    private readonly OvProject _project = new("watch:\n  intervalMs: 500\n");

    public void Dispose()
    {
        _project.Ov("stop", "--all");
        _project.Dispose();
    }

    [Fact]
    public void It_starts_with_the_first_sling_and_leaves_by_itself_when_nobody_is_left()
    {
        _project.Ov("sling", "Add a file", "--exec", "sleep 600").Ok();
        Assert.True(Becomes(() => FileLock.IsHeld(_project.Files.WatchLock)));
        Assert.True(_project.Ov("status", "--json").Ok().Json.GetProperty("watcherRuns").GetBoolean());
        _project.Ov("stop", "--all").Ok();
        Assert.True(Becomes(() => !FileLock.IsHeld(_project.Files.WatchLock)));
    }

    [Fact]
    public void A_killed_agents_task_is_finished_by_a_second_incarnation_in_the_same_worktree()
    {
        var mark = Path.Combine(_project.Box.Home, "started");
        _project.Ov("sling", "Add a file", "--name", "worker", "--exec", $"[ -e {mark} ] || {{ echo draft > draft.txt; echo now > {mark}; sleep 600; }}; {Team.Worker}").Ok();
        Team.LineOf(mark);
        var host = Host("worker");
        Team.Kill(host.Pid);
        Assert.True(Becomes(() => _project.Count("SELECT count(*) FROM task WHERE state = 'completed'") == 1));
        Assert.Equal(["zombie", "completed"], _project.Rows("SELECT state FROM agent WHERE name = 'worker' ORDER BY incarnation", row => row.Text("state")));
        Assert.Equal("draft.txt\nworker.txt", _project.Box.Git("show", "--format=", "--name-only", "overstory/worker/1-add-a-file"));
        Assert.Equal(1, _project.Count("SELECT count(*) FROM message WHERE type = 'worker_died' AND recipient = 'operator'"));
    }

    [Fact]
    public void Only_one_runs_and_the_second_is_told_who()
    {
        _project.Ov("sling", "Sleep long", "--exec", "sleep 600").Ok();
        Assert.True(Becomes(() => FileLock.IsHeld(_project.Files.WatchLock)));
        Assert.Matches(@"process \d+\.", _project.Ov("watch").Refused(75, "busy").Stderr);
        _project.Ov("watch", "--background", "--json").Refused(75, "busy");
        _project.Ov("watch", "--once").Ok();
    }

    [Fact]
    public void A_killed_watcher_is_replaced_by_the_next_command_that_changes_something()
    {
        _project.Ov("sling", "Sleep long", "--exec", "sleep 600").Ok();
        Assert.True(Becomes(() => File.Exists(Holder) && FileLock.IsHeld(_project.Files.WatchLock)), Log());
        var first = ProcessIdentity.Parse(File.ReadAllText(Holder).Trim())!;
        Team.Kill(first.Pid);
        Assert.True(Becomes(() => !FileLock.IsHeld(_project.Files.WatchLock)));
        Assert.True(Becomes(() =>
        {
            _project.Ov("task", "add", "Something else").Ok();
            return FileLock.IsHeld(_project.Files.WatchLock);
        }));
    }

    [Fact]
    public void What_is_ready_lands_by_itself_where_the_policy_says_so()
    {
        _project.Box.WriteFile(".overstory/config.local.yaml", "watch:\n  intervalMs: 500\nmerge:\n  policy: ready\n");
        _project.Ov("run", "start", "sprint", "--target", "main").Ok();
        _project.Ov("sling", "Add a file", "--name", "worker", "--exec", Team.Worker, "--wait").Ok();
        _project.Ov("mail", "send", "--to", "operator", "--type", "merge_ready", "--subject", "Ready", "--body", "b", "--task", "1").Ok();
        Assert.True(Becomes(() => _project.Count("SELECT count(*) FROM merge WHERE state = 'landed'") == 1));
        Assert.Equal("work\n", File.ReadAllText(Path.Combine(_project.Box.Repo, "worker.txt")));
        Assert.True(Becomes(() => !FileLock.IsHeld(_project.Files.WatchLock)));
    }

    private string Log() => File.Exists(_project.Files.WatchLog) ? File.ReadAllText(_project.Files.WatchLog) : "the watcher never wrote";

    private string Holder => Path.Combine(_project.Files.Folder, "watch.holder");

    private ProcessIdentity Host(string agent) =>
        ProcessIdentity.Parse(_project.Rows("SELECT host FROM agent WHERE name = ?1 AND ended_at IS NULL", row => row.Text("host"), agent)[0])!;

    private static bool Becomes(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(20));
}
