using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>The coder who cannot: a budget ends it, the next one reads why, a planner makes it smaller, and a person takes what reviews keep finding.</summary>
public sealed class CannotStoryTests : IDisposable
{
    /// <summary>At task 1 nobody gets anywhere; at task 4 it finds itself in the wrong place; anything else takes one commit.</summary>
    private const string Builder = """
        mkdir -p src
        case $(git branch --show-current) in
        */1-*) cat > prompt.txt; cat prompt.txt >> "$HOME/heard"; grep -q "budget is nearly used up" prompt.txt && ov note write "$OVERSTORY_AGENT_NAME" --kind checkpoint --body "The header is read, the rows are not."; rm prompt.txt; echo turn >> "$HOME/turns" ;;
        */4-*) echo half > src/rows.txt; ov task block "$OVERSTORY_TASK_ID" --reason "this is the wrong directory: it has no fixtures" --blocker "Repair fixture path" ;;
        *) echo work >> src/header.txt; git add -A; git commit -qm Work; ov task done "$OVERSTORY_TASK_ID" --summary done ;;
        esac
        """;

    private const string Planner = """
        ov task add "Read the header" --files "src/header.*" --criterion "the header is read" &&
        ov task add "Read the rows" --files "src/rows.*" --criterion "the rows are read" &&
        ov task edit 1 --needs 3,4 --body "Join header and rows." && ov task done "$OVERSTORY_TASK_ID" --summary "two smaller parts"
        """;

    private const string Reviewer = """
        ov gate record 3 --body '{"verdict": "changes-requested", "issues": [{"severity": "high", "finding": "It knows one locale only.", "suggestion": "Read the others too."}]}'
        ov task done "$OVERSTORY_TASK_ID" --summary "not yet"
        """;

    private readonly Team _team = new(
        $"gates: [{{ name: test, command: 'true' }}]\nbudgets: {{ agent: {{ maxTurns: 3 }} }}\nruntimes: {{ exec: {{ command: {{ builder: {Quoted(Builder)}, planner: {Quoted(Planner)}, reviewer: {Quoted(Reviewer)} }} }} }}\n");

    public void Dispose() => _team.Dispose();

    [Fact]
    public void What_two_agents_cannot_is_planned_smaller_reviewed_until_a_person_takes_it_and_mended_later()
    {
        _team.Ov("run", "complete", "sprint").Ok();
        _team.Ov("run", "start", "locale", "--template", "pipeline", "--mode", "interactive", "--target", "main", "--set", "phases=[plan, implement, verify, review]").Ok();
        _team.Ov("note", "write", "plan", "--kind", "plan", "--body", "Read the locale table, then write it.").Ok();
        _team.AddTask("Read the locale table", "--files", "src/**", "--criterion", "the table is read");
        _team.Ov("config", "trust", "--yes").Ok();

        // 1. Told before its last turn, it writes down how far it came; at the end of its budget the task has failed, like any other failure.
        Assert.Equal(["started #1"], Decisions("task"));
        UseUp("builder-1", 1);
        Assert.Contains("2 of its 3 turns are used up", Heard());
        var shown = _team.Ov("task", "show", "1").Ok().Stdout;
        Assert.Contains("budget: its 3 turns were used up without a report", shown);
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'turn.ended' AND level <> 'info'"));

        // 2. The next one reads how the first failed and how far it came, and fails too.
        _team.Ov("sling", "1", "--restart").Ok();
        UseUp("builder-1", 2);
        Assert.Contains("## Earlier attempts that failed", Heard());
        Assert.Contains("task 1 (Read the locale table): budget: its 3 turns were used up without a report", Heard());

        // 3. Nobody is given the same a third time: a planner makes two smaller tasks of it, which it needs.
        _team.Ov("sling", "1", "--json").Refused(4, "same-scope");
        Assert.Equal(["replanned #1", "started #2"], Decisions("task"));
        Quiet();
        Assert.Equal(["opened #1", "started #3", "started #4"], Decisions("task"));
        Assert.Equal(["3 src/header.*", "4 src/rows.*"], _team.Project.Rows("SELECT number, scope FROM task WHERE number IN (3, 4)", row => $"{row.Int("number")} {row.List("scope").Single()}"));

        // 5. In the wrong directory: its work is committed, whoever can help is told, and a task clears the way.
        _team.Until("task 4 is blocked", "SELECT count(*) FROM task WHERE number = 4 AND state = 'blocked'");
        Assert.Contains("src/rows.txt", _team.Box.Git("ls-tree", "-r", "--name-only", Branch(4)));
        var notice = _team.Project.Rows("SELECT body FROM message WHERE recipient = 'operator' AND type = 'escalation'", row => row.Text("body")).Single();
        Assert.Contains("this is the wrong directory", notice);
        Assert.Contains("It opens by itself once task 5 (Repair fixture path) is done", notice);
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM task_need WHERE task_id = (SELECT id FROM task WHERE number = 4) AND needs_id = (SELECT id FROM task WHERE number = 5)"));

        // 6. An error is answered by a nudge; what is critical holds its files until a person answers.
        _team.Ov("task", "edit", "5", "--files", "fixtures/**").Ok();
        _team.Ov("coordinator", "start").Ok();
        var lead = _team.Project.OvAs("coordinator", "sling", "Own the export", "--role", "lead", "--files", "export/**", "--json").Ok().Json.GetProperty("results")[0].GetProperty("agentName").GetString()!;
        Escalate(lead, "The schema is late", "error", "{}");
        _team.Project.OvAs("coordinator", "nudge", lead, "Go on with the old schema.").Ok();
        Escalate(lead, "The fixtures are wrong", "critical", "{\"area\":[\"fixtures/**\"]}");

        // 4. It passes its checks, and two fixes later the review finds something still: the question names loop, count, cap and findings.
        var seen = new List<string>();
        for (var tick = 0; tick < 20 && Gates("breaker_review") == 0; tick++)
        {
            Quiet();
            seen.AddRange(Decisions(null));
        }

        Assert.True(seen.Count(decision => decision == "verified #3") == 3, string.Join("; ", seen));
        Assert.Equal(2, seen.Count(decision => decision == "sent back #3"));
        Assert.Contains("left #5 escalated_area", seen);
        Assert.DoesNotContain("started #5", seen);
        var gate = Gate("breaker_review");
        var question = _team.Ov("gate", "show", gate).Ok().Stdout;
        Assert.Contains("review", question);
        Assert.Contains("2 of 2", question);
        Assert.Contains("It knows one locale only.", question);
        _team.Ov("gate", "accept", gate, "--caveats", "no locale support").Ok();
        _team.Ov("merge", "--branch", Branch(3)).Ok();
        Assert.Equal("work\nwork\nwork", _team.Box.Git("show", "main:src/header.txt"));

        // 6. Answered, and the area is free again.
        _team.Ov("mail", "reply", _team.Project.Rows("SELECT id FROM message WHERE subject = 'The fixtures are wrong' AND recipient = 'operator'", row => row.Text("id")).Single(), "--body", "Take those of last week.").Ok();
        Assert.Contains("started #5", Decisions("task"));

        // 7. Later it proves wrong: what is finished is not edited, a fix of its own mends it.
        Assert.Contains("ov task patch", _team.Ov("task", "edit", "3", "--body", "All locales.", "--json").Refused(4, "state").Stdout);
        var fix = _team.Ov("task", "patch", "Fix locale", "--patches", "3", "--wrong", "it reads one locale", "--criterion", "all locales are read", "--json").Ok().Json.GetProperty("task").GetProperty("number").GetInt32();

        // 8. The report follows the fix back to what it mends and how that was checked.
        var report = _team.Ov("run", "report", "locale").Ok().Stdout;
        Assert.Contains($"{fix} mends 3: Fix locale (had been checked by", report);
        Assert.Contains("Mend what task 3 was accepted with: no locale support", report);
    }

    /// <summary>Three turns: the dispatch, a word, and the warning.</summary>
    private void UseUp(string agent, int times)
    {
        Team.LinesOf(Path.Combine(_team.Box.Home, "turns"), times * 3 - 2);
        _team.Until("its first turn ended", "SELECT count(*) = ?1 FROM event WHERE type = 'turn.ended'", times * 3 - 2);
        _team.Ov("nudge", agent, "How far are you?").Ok();
        _team.Until("its budget is used up", "SELECT count(*) = ?1 FROM task_attempt WHERE completed = 0", times);
        Quiet();
    }

    /// <summary>Nobody is in a turn, or about to leave; whoever leads and is driven by hand may rest.</summary>
    private void Quiet() => Eventually.Holds("nobody is at work", () => _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL AND role NOT IN ('lead', 'coordinator')") == 0);

    private void Escalate(string from, string subject, string severity, string payload) =>
        _team.Project.OvAs(from, "mail", "send", "--to", "coordinator", "--subject", subject, "--body", "See the log.", "--type", "escalation", "--severity", severity, "--payload", payload).Ok();

    private string Heard() => File.ReadAllText(Path.Combine(_team.Box.Home, "heard"));

    private long Gates(string kind) => _team.Project.Count("SELECT count(*) FROM gate WHERE kind = ?1 AND state = 'pending'", kind);

    private string Gate(string kind) => _team.Project.Rows("SELECT id FROM gate WHERE kind = ?1 AND state = 'pending'", row => row.Text("id"), kind).Single();

    private string Branch(int number) => _team.Project.Rows("SELECT branch FROM task WHERE number = ?1", row => row.Text("branch"), number).Single();

    private List<string> Decisions(string? step) => [.. _team.Ov("watch", "--once", "--json").Ok().Json.GetProperty("decisions").EnumerateArray()
        .Where(decision => step is null || decision.GetProperty("step").GetString() == step)
        .Select(decision => $"{decision.GetProperty("action").GetString()} {decision.GetProperty("subject").GetString()}{(decision.TryGetProperty("code", out var code) ? $" {code.GetString()}" : "")}")];

    /// <summary>As YAML takes it on one line.</summary>
    private static string Quoted(string script) => $"\"{script.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"";
}
