using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>Runs that go by a template, with scripted agents and single ticks: what starts, what is asked, what lands.</summary>
public sealed class TemplateStoryTests : IDisposable
{
    /// <summary>Does what the task's title says: a file of its own, kept on its branch.</summary>
    private const string Builder = "echo work > \"work-$OVERSTORY_TASK_ID.txt\"; git add -A; git commit -qm Work; ov task done \"$OVERSTORY_TASK_ID\" --summary done";

    private Team? _team;

    private Team Team => _team!;

    public void Dispose() => _team?.Dispose();

    [Fact]
    public void Waves_start_what_is_ready_and_what_becomes_ready_whoever_else_still_works()
    {
        _team = new Team("merge: { policy: ready }\n" + Commands(("builder", Builder), ("scout", "sleep 600")));
        Team.Ov("run", "complete", "sprint").Ok();
        Team.Ov("run", "start", "nightly", "--template", "waves", "--mode", "autonomous", "--target", "main", "--set", "exit.taskTrackerEmpty=true").Ok();
        var (x, b) = (Team.AddTask("Read it"), Team.AddTask("Look around", "--role", "scout"));
        var (a, c) = (Team.AddTask("Write it", "--needs", "1"), Team.AddTask("Join them", "--needs", "1,2"));
        Trust();

        Assert.Equal(["started #1", "started #2"], Decisions("task"));
        Assert.Equal(1, Team.Ov("run", "check", "--exit-code").ExitCode);
        Team.Wait(x);
        // Queued and landed in one tick, which then starts what waited for it; the other of its wave still works.
        Assert.Equal(["started #3"], Decisions("task"));
        Assert.Equal("closed", Team.TaskState(x));
        Assert.Equal("in_progress", Team.TaskState(b));
        Assert.Equal("pending", Team.TaskState(c));
        Team.Wait(a);
        Tick();
        Team.Ov("task", "cancel", "2", "--reason", "not wanted", "--yes").Ok();
        Team.Ov("task", "edit", "4", "--needs", "1").Ok();
        Assert.Equal(["started #4"], Decisions("task"));
        Team.Wait(c);
        Tick();
        Team.Ov("run", "check", "--exit-code").Exits(0);
        Assert.True(Team.Ov("coordinator", "check-complete", "--json").Json.GetProperty("complete").GetBoolean());

        // Nothing happened since: a second tick does nothing at all.
        var events = Team.Project.Count("SELECT count(*) FROM event");
        Tick();
        Assert.Equal(events, Team.Project.Count("SELECT count(*) FROM event"));
    }

    [Fact]
    public void An_empty_list_asks_one_planner_whose_proposal_is_built_landed_and_taken_out_again()
    {
        _team = new Team("merge: { policy: ready }\n" + Commands(
            ("builder", Builder),
            ("planner", "ov task add \"Cache the index\" --type emergent --hypothesis \"if it is cached, a search takes a tenth\" --domain performance --validation bench && ov task done \"$OVERSTORY_TASK_ID\" --summary proposed")));
        Team.Ov("run", "complete", "sprint").Ok();
        Team.Ov("run", "start", "nightly", "--template", "waves", "--mode", "autonomous", "--target", "main", "--set", "emergent.kind=milestone").Ok();
        Trust();

        Assert.Equal(["planned nightly", "started #1"], Decisions(null).Where(decision => !decision.StartsWith("told", StringComparison.Ordinal)));
        Eventually.Holds("the planner has reported", () => Team.Project.Count("SELECT count(*) FROM task WHERE number = 1 AND state = 'closed'") == 1);
        Eventually.Holds("nobody is at work", () => Team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL") == 0);
        Assert.Equal(["started #2"], Decisions("task"));
        Eventually.Holds("the work is reported", () => Team.Project.Count("SELECT count(*) FROM task WHERE number = 2 AND state = 'completed'") == 1);
        Team.Ov("run", "set", "emergent.kind=off").Ok();
        Tick();
        var row = Team.Ov("task", "triage", "--json").Ok().Json.GetProperty("tasks")[0];
        Assert.Equal(("closed", "improve", 1), (row.GetProperty("state").GetString(), row.GetProperty("recommended").GetString(), row.GetProperty("commits").GetArrayLength()));
        var commit = row.GetProperty("commits")[0].GetString()!;
        Team.Ov("task", "triage", "2", "eliminate", "--reason", "it costs more than it saves").Ok();
        Assert.Contains($"git revert {commit}", Team.Ov("task", "show", "3").Ok().Stdout, StringComparison.Ordinal);
        Assert.Contains("eliminate, against what the record speaks for", Team.Ov("note", "read", "alignment").Ok().Stdout, StringComparison.Ordinal);
    }

    private List<string> Decisions(string? step) => Team.Decisions(step);

    private void Tick() => Ticking.Tick(Team);

    /// <summary>The commands of the settings run only once they were approved.</summary>
    private void Trust() => Team.Ov("config", "trust", "--yes").Ok();

    private static string Commands(params (string Role, string Script)[] scripts) => Ticking.Commands(scripts);
}
