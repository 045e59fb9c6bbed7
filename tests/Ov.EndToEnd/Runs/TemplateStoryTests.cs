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
    public void A_package_is_confirmed_verified_reviewed_and_committed_before_the_next_one_starts()
    {
        _team = new Team("gates: [{ name: test, command: '! grep -rq wrong work.txt' }]\n" + Commands(
            ("builder", "if [ -e work.txt ]; then echo right > work.txt; else echo wrong > work.txt; fi; git add -A; git commit -qm Work; ov task done \"$OVERSTORY_TASK_ID\" --summary done"),
            ("scout", "ov gate answer \"$(ov gate list --pending --json | grep -o 'gate-[a-z0-9]*' | head -n 1)\" confirmed --body 'work.txt is there'; ov task done \"$OVERSTORY_TASK_ID\" --summary seen"),
            ("reviewer", "ov gate record 1 --body '{\"verdict\": \"approved\", \"issues\": []}'; ov task done \"$OVERSTORY_TASK_ID\" --summary read")));
        Team.Ov("run", "complete", "sprint").Ok();
        Team.Ov("run", "start", "export", "--template", "packages", "--mode", "interactive", "--target", "main").Ok();
        var one = Team.AddTask("Read it");
        Team.AddTask("Write it");
        Trust();

        // Nothing is built before the plan has a yes.
        Assert.Equal(["left export stage"], Decisions("run"));
        Team.Ov("gate", "open", "--kind", "plan", "--question", "In this order?").Ok();
        Assert.Equal(["left export stage"], Decisions("run"));
        Team.Ov("gate", "approve", Gate("plan")).Ok();
        var seen = Decisions("task");
        Assert.Equal(["started #1", "left #2 package"], seen);
        for (var tick = 0; tick < 20 && Pending("commit") == 0; tick++)
        {
            Eventually.Holds("nobody is at work", () => Team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL") == 0);
            seen.AddRange(Decisions(null));
        }

        // Confirmed, then the checks, which fail; back to work, and from the beginning again; the review comes after checks that passed.
        Assert.Equal(
            ["started #1", "asked #1", "started #3", "verified #1", "sent back #1", "restarted #1", "asked #1", "started #4", "verified #1", "asked #1", "started #5", "asked #1"],
            seen.Where(decision => !decision.StartsWith("left", StringComparison.Ordinal)));
        Assert.Equal(["verify 0", "verify 1", "review 1"], Team.Project.Rows("SELECT round, passed FROM check_result ORDER BY seq", row => $"{row.Text("round")} {row.Int("passed")}"));
        Assert.All(seen, decision => Assert.DoesNotContain("started #2", decision, StringComparison.Ordinal));
        Team.Ov("merge", "--branch", Branch(1), "--json").Refused(6, "gate-pending");

        Team.Ov("gate", "approve", Gate("commit")).Ok();
        Tick();
        Team.Ov("merge", "--branch", Branch(1)).Ok();
        Assert.Equal("closed", Team.TaskState(one));
        Assert.Equal(["started #2"], Decisions("task"));
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

    private long Pending(string kind) => Team.Project.Count("SELECT count(*) FROM gate WHERE kind = ?1 AND state = 'pending'", kind);

    private List<string> Decisions(string? step) => [.. Tick().GetProperty("decisions").EnumerateArray()
        .Where(decision => step is null || decision.GetProperty("step").GetString() == step)
        .Select(decision => $"{decision.GetProperty("action").GetString()} {decision.GetProperty("subject").GetString()}{(decision.TryGetProperty("code", out var code) ? $" {code.GetString()}" : "")}")];

    private System.Text.Json.JsonElement Tick() => Team.Ov("watch", "--once", "--json").Ok().Json;

    private string Gate(string kind) => Team.Project.Rows("SELECT id FROM gate WHERE kind = ?1 AND state = 'pending'", row => row.Text("id"), kind).Single();

    private string Branch(int number) => Team.Project.Rows("SELECT branch FROM task WHERE number = ?1", row => row.Text("branch"), number)[^1];

    /// <summary>The commands of the settings run only once they were approved.</summary>
    private void Trust() => Team.Ov("config", "trust", "--yes").Ok();

    private static string Commands(params (string Role, string Script)[] scripts) =>
        $"runtimes: {{ exec: {{ command: {{ {string.Join(", ", scripts.Select(one => $"{one.Role}: '{one.Script.Replace("'", "''", StringComparison.Ordinal)}'"))} }} }} }}\n";
}
