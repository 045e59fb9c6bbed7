using System.Globalization;
using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>When the list is empty: a planner proposes, what it proposed is tried and compared, the course is changed, and a person ends it.</summary>
public sealed class EmptyListStoryTests : IDisposable
{
    /// <summary>Proposes once, and tries what it may not; later it finds nothing.</summary>
    private const string Planner = """
        if mkdir "$HOME/proposed" 2>/dev/null; then
          while [ ! -e "$HOME/go" ]; do sleep 0.05; done
          propose() { ov task add "$1" --type emergent --hypothesis "if we do it, exports are right" --domain "$2" --validation "make bench" --files "$3" --criterion "it works" $4 --json; }
          propose "Cache the index" performance "src/cache*"; propose "Stream the rows" feature "src/rows*"
          propose "Paint it blue" ui/ux "src/theme*" --tangential > "$HOME/tangential"
          propose "Check the rows" testing "src/rows*"; propose "Log each row" stability "src/log*" > "$HOME/fourth"
        fi
        ov task done "$OVERSTORY_TASK_ID" --summary looked
        """;

    private const string Builder = """
        revert=$(grep -o 'git revert [0-9a-f]\{40\}' | head -n 1); name=$(git branch --show-current); name=${name##*/}; name=${name#*-}; mkdir -p src
        if [ -n "$revert" ]; then $revert --no-edit; else echo work >> "src/${name%%-*}.txt"; git add -A; git commit -qm Work; fi
        ov task done "$OVERSTORY_TASK_ID" --summary done
        """;

    private const string Reviewer = """
        record=$(grep -o 'ov gate record [0-9]*' | head -n 1)
        $record --body '{"verdict": "approved", "issues": []}'; ov task done "$OVERSTORY_TASK_ID" --summary read
        """;

    /// <summary>Works on while the course of the run is changed.</summary>
    private const string Patient = """
        while [ ! -e "$HOME/steered" ]; do sleep 0.05; done
        echo header > header.txt; git add -A; git commit -qm Header; ov task done "$OVERSTORY_TASK_ID" --summary header
        """;

    private readonly Team _team = new($"runtimes: {{ exec: {{ command: {{ builder: {Quoted(Builder)}, planner: {Quoted(Planner)}, reviewer: {Quoted(Reviewer)} }} }} }}\n");

    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public void Dispose() => _team.Dispose();

    [Fact]
    public void What_a_planner_proposed_is_tried_compared_kept_improved_or_taken_out_and_a_person_changes_the_course_and_ends_it()
    {
        _team.Ov("run", "complete", "sprint").Ok();
        _team.Box.Variables["OV_TEST_CLOCK"] = Path.Combine(_team.Box.Home, "clock");
        Later(0);
        _team.Ov("run", "start", "export", "--template", "waves", "--mode", "interactive", "--target", "main", "--set", "phases=[implement, review]", "--set", "emergent.kind=milestone", "--set", "emergent.cap=3").Ok();
        _team.Ov("config", "trust", "--yes").Ok();

        // 1. Nothing is left to do: one planner looks for more, and while it does nobody else starts.
        Assert.Equal(["planned export", "started #1"], Decisions());
        Assert.Empty(Decisions());

        // 2. What lies beside the goals waits for them, and three are as many as it may propose.
        File.WriteAllText(Path.Combine(_team.Box.Home, "go"), "");
        Quiet();
        Assert.Contains("core-pending", File.ReadAllText(Path.Combine(_team.Box.Home, "tangential")));
        Assert.Contains("limit-emergent", File.ReadAllText(Path.Combine(_team.Box.Home, "fourth")));
        Assert.Equal(["2 Cache the index", "3 Stream the rows", "4 Check the rows"], Tasks("number > 1"));

        // 3. They run at once, each in a worktree of its own and reviewed by somebody else; two that want the same files one after the other.
        Assert.Equal(["started #2", "started #3", "left #4 overlap"], Decisions());
        var seen = Until("merge", 3);
        Assert.Contains("started #4", seen);
        Assert.Equal(3, seen.Count(decision => decision.StartsWith("asked #", StringComparison.Ordinal)));
        Assert.Equal(3, _team.Project.Count("SELECT count(DISTINCT worktree) FROM agent WHERE role = 'builder'"));
        _team.Ov("merge", "--all").Ok();
        Assert.Equal(3, _team.Project.Count("SELECT count(*) FROM task WHERE number IN (2, 3, 4) AND state = 'closed'"));

        // 4. Planners that find nothing are followed by longer pauses, until there is work again.
        Assert.Contains("planned export", Decisions());
        Quiet();
        Assert.EndsWith("1 planner in a row found nothing; the next one begins 20 s after that", Decisions(reasons: true)[^1]);
        Later(21);
        Assert.Contains("planned export", Decisions());
        Quiet();
        Assert.EndsWith("2 planners in a row found nothing; the next one begins 40 s after that", Decisions(reasons: true)[^1]);
        var added = _team.Ov("task", "add", "Document the export", "--json").Ok().Json.GetProperty("task").GetProperty("number").GetInt32();
        Assert.Equal([$"started #{added}"], Decisions("--dry-run"));
        _team.Ov("task", "cancel", $"{added}", "--reason", "it is documented").Ok();

        // 5. Compared by what the checks showed: one stays, one is to be better, one is taken out by a fix of its own, against what the record speaks for.
        var table = _team.Ov("task", "triage").Ok().Stdout;
        Assert.Contains("if we do it, exports are right", table);
        Assert.Contains("review: passed", table);
        _team.Ov("task", "triage", "3", "keep").Ok();
        _team.Ov("task", "triage", "2", "improve", "--reason", "it forgets nothing").Ok();
        _team.Ov("task", "triage", "4", "eliminate", "--reason", "the rows are checked twice").Ok();
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM task_patch"));
        Assert.Contains("eliminate, against what the record speaks for", Alignment());
        var (before, path) = (Landed(), _team.Box.Git("diff-tree", "--no-commit-id", "--name-only", "-r", Commit(4)));
        Assert.Contains(path, before);
        Until("merge", 2);
        _team.Ov("merge", "--all").Ok();
        Assert.DoesNotContain(path, Landed());

        // 7. What was learned reaches the next agent whose task shares its words.
        _team.Ov("note", "lesson", "The export header comes before the index.", "--domain", "exporters", "--class", "tactical").Ok();
        var last = _team.Sling("Write the export header", Patient, "--name", "last").GetProperty("taskNumber").GetInt32();
        Assert.Contains("The export header comes before the index.", _team.Project.OvAs("last", "prime").Ok().Stdout);

        // 6. While the course is changed nothing starts and what runs goes on; afterwards the goals come first again.
        _team.Ov("run", "core", "complete", "--reason", "every format is exported").Ok();
        _team.Ov("run", "steer", "--trigger", "The client wants CSV").Ok();
        var other = _team.Ov("task", "add", "Export CSV", "--json").Ok().Json.GetProperty("task").GetProperty("number").GetInt32();
        Assert.Contains("left export stage", Decisions());
        File.WriteAllText(Path.Combine(_team.Box.Home, "steered"), "");
        Quiet();
        Assert.Equal("completed", _team.Project.Rows("SELECT state FROM task WHERE number = ?1", row => row.Text("state"), last).Single());
        _team.Ov("run", "steer", "--amend", "CSV comes first").Ok();
        Assert.Equal(0, _team.Project.Count("SELECT core_complete FROM run WHERE name = 'export'"));
        Assert.Contains("CSV comes first", Alignment());
        _team.Ov("note", "write", "alignment", "--kind", "alignment", "--body", "Forget it.", "--json").Refused(4, "append-only");

        // 8. A person's yes ends it, and the report says what was tried.
        _team.Ov("task", "cancel", $"{other}", "--reason", "next time").Ok();
        _team.Ov("gate", "record", $"{last}", "--body", "{\"verdict\": \"approved\", \"issues\": []}").Ok();
        _team.Ov("run", "set", "emergent.kind=off").Ok();
        Assert.Contains($"queued #{last}", Decisions());
        _team.Ov("merge", "--all").Ok();
        _team.Ov("gate", "open", "--kind", "approval", "--question", "Is it what was wanted?").Ok();
        _team.Ov("run", "complete", "--json").Refused(6, "gate-pending");
        _team.Ov("gate", "approve", _team.Project.Rows("SELECT id FROM gate WHERE kind = 'approval'", row => row.Text("id")).Single()).Ok();
        _team.Ov("run", "complete").Ok();
        Assert.Contains("Run export: completed", _team.Ov("run", "report", "export").Ok().Stdout);
    }

    /// <summary>Ticks until so many branches wait for the operator.</summary>
    private List<string> Until(string table, int count)
    {
        var seen = new List<string>();
        for (var tick = 0; tick < 12 && _team.Project.Count($"SELECT count(*) FROM {table} WHERE state = 'queued'") < count; tick++)
        {
            Quiet();
            seen.AddRange(Decisions());
        }

        return seen;
    }

    private void Later(int seconds)
    {
        _now = _now.AddSeconds(seconds);
        File.WriteAllText(Path.Combine(_team.Box.Home, "clock"), _now.ToString("o", CultureInfo.InvariantCulture));
    }

    private void Quiet() => Eventually.Holds("nobody is at work", () => _team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL") == 0);

    private string Alignment() => _team.Ov("note", "read", "alignment").Ok().Stdout;

    private string Commit(int number) => _team.Project.Rows("SELECT tip FROM merge JOIN task ON task.id = merge.task_id WHERE task.number = ?1", row => row.Text("tip"), number)[^1];

    private string[] Landed() => _team.Box.Git("ls-tree", "-r", "--name-only", "main", "src").Split('\n');

    private List<string> Tasks(string where) => [.. _team.Project.Rows($"SELECT number, title FROM task WHERE {where} ORDER BY number", row => $"{row.Int("number")} {row.Text("title")}")];

    private List<string> Decisions(params string[] more) => Decisions(false, more);

    private List<string> Decisions(bool reasons, params string[] more) => [.. _team.Ov(["watch", "--once", "--json", .. more]).Ok().Json.GetProperty("decisions").EnumerateArray()
        .Where(decision => decision.GetProperty("step").GetString() is "task" or "run" or "phase")
        .Select(decision => $"{decision.GetProperty("action").GetString()} {decision.GetProperty("subject").GetString()}{(decision.TryGetProperty("code", out var code) ? $" {code.GetString()}" : "")}{(reasons ? $": {decision.GetProperty("reason").GetString()}" : "")}")];

    /// <summary>As YAML takes it on one line.</summary>
    private static string Quoted(string script) => $"\"{script.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"";
}
