using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>A pipeline at night that nobody watches: an autonomous run of tasks from files, to its exit code (story C.2).</summary>
public sealed class NightlyStoryTests : IDisposable
{
    /// <summary>By the number of its task: 2 ends without a word at first, 3 waits for the test and meets 2 in one file, 5 always leaves a warning.</summary>
    private const string Builder = """
        number=$(ov task show "$OVERSTORY_TASK_ID" --json | tr -d ' \n' | grep -o '"number":[0-9]*' | head -n 1 | tr -dc 0-9)
        case $number in
        2) if [ ! -e "$HOME/quiet" ]; then touch "$HOME/quiet"; exit 0; fi; echo two > notes ;;
        3) case $(git log -1 --format=%s) in
           'Work of 3') git rebase -q main 2>/dev/null || { printf 'two\nthree\n' > notes; git add notes; GIT_EDITOR=true git rebase --continue; }; exec ov task done --summary rebased ;;
           esac
           ov gate open --kind plan --task 3 --question 'Tabs or spaces?' > "$HOME/asked" 2>&1
           until [ -e "$HOME/go" ]; do sleep 0.05; done; echo three > notes ;;
        5) echo "{\"runs\": [{\"results\": [{\"level\": \"warning\", \"message\": {\"text\": \"unused $$\"}}]}]}" > lint.txt ;;
        *) mkdir -p src; echo "$number" > "src/$number" ;;
        esac
        git add -A; git commit -qm "Work of $number"
        exec ov task done --summary "{\"status\": \"done\"}" --test 'make check' --caveats none
        """;

    private readonly Team _team = new("merge: { policy: ready }\nroles: { builder: { maxTurns: 1 } }\ngates: [{ name: lint, command: 'cat lint.txt 2>/dev/null || true' }]\n" + Ticking.Commands(("builder", "build")));

    private readonly List<string> _seen = [];

    public NightlyStoryTests() => _team.Box.WriteProgram("build", Builder);

    public void Dispose() => _team.Dispose();

    [Fact]
    public void Files_become_tasks_that_run_land_fail_and_are_retried_without_a_question_until_what_is_left_is_stuck()
    {
        // 1. A cycle in the files: nothing is taken. Mended, they are seven tasks in both forms.
        _team.Ov("run", "complete", "sprint").Ok();
        _team.Ov("config", "trust", "--yes").Ok();
        // 2. It is complete when nothing is left; at most four are at work, and each is verified.
        _team.Ov("run", "start", "nightly", "--template", "waves", "--mode", "autonomous", "--target", "main", "--set", "exit.taskTrackerEmpty=true", "--set", "dispatch.cap=4", "--set", "phases=[implement, verify]").Ok();
        Write("01-read.prompt.md", "number: 1\ntitle: Read\nstatus: pending");
        Write("a.md", "name: Two\ndepends_on: [1, e]");
        Write("b.md", "name: Three");
        Write("c.md", "name: Four\ndepends_on: [b]");
        Write("d.md", "name: Five");
        Write("e.md", "name: Six\ndepends_on: [a]");
        Write("g.md", "name: Seven\nfiles: ['src/1']");
        Assert.Contains("needs", _team.Ov("task", "import", "tasks", "--json").Refused(4, "cycle").Json.GetProperty("error").GetString()!, StringComparison.Ordinal);
        Write("a.md", "name: Two\ndepends_on: [1]");
        Write("e.md", "name: Six\ndepends_on: [d]");
        Write("01-read.prompt.md", "number: 1\ntitle: Read\nstatus: pending\nfiles: ['src/1']");
        _team.Ov("task", "import", "tasks").Ok();
        Assert.Equal(7, _team.Project.Count("SELECT count(*) FROM task"));
        Assert.Equal(0, _team.Ov("task", "lint", "--json").Ok().Json.GetProperty("errors").GetInt32());

        // 3., 7. What is ready starts at once; of two that want the same file the later waits, with an event and no question.
        Assert.Equal(["started #1", "started #3", "started #5", "serialized #7"], _team.Decisions("task").Order(StringComparer.Ordinal).OrderBy(decision => decision.StartsWith("serialized", StringComparison.Ordinal)));
        Assert.Equal("1", _team.Needs(7));
        Assert.Equal(["task 7 waits for task 1, whose files overlap"], _team.Project.Rows("SELECT text FROM event WHERE type = 'task.serialized'", row => row.Text("text")));
        Assert.Equal(1, _team.Ov("run", "check", "--exit-code").ExitCode);

        // 1 has landed: 2 starts although 3 of the first wave still works, and 4 waits for it.
        _team.Rest(3);
        Round(() => _team.State(2) == "in_progress");
        Assert.Equal(("closed", "in_progress", "pending"), (_team.State(1), _team.State(3), _team.State(4)));

        // 4. A report is data, and who ends without one has failed; the next agent is started by itself.
        var report = _team.Ov("task", "show", "1", "--json").Ok().Json.GetProperty("completions")[0];
        Assert.Equal(("completed", "make check", "none"), (report.GetProperty("status").GetString(), report.GetProperty("testsRun")[0].GetString(), report.GetProperty("caveats").GetString()));
        _team.Rest(3);
        Round(() => _team.State(2) == "closed");
        Assert.Contains("opened #2", _seen);
        Assert.Equal("failed", _team.Ov("task", "show", "2", "--json").Ok().Json.GetProperty("completions")[0].GetProperty("status").GetString());

        // 5. A review that would pass where a person looks does not here.
        var low = """{"verdict": "approved", "issues": [{"severity": "low", "finding": "A name.", "suggestion": "Another."}]}""";
        Assert.False(_team.Ov("gate", "record", "6", "--body", low, "--json").Exits(1).Json.GetProperty("passed").GetBoolean());

        // 6. Who asks is answered by the policy, and that is recorded.
        Assert.Equal(["plan approve policy"], _team.Project.Rows("SELECT kind, answer, decided_by FROM gate WHERE task_id IS NOT NULL AND kind = 'plan'", row => $"{row.Text("kind")} {row.Text("answer")} {row.Text("decided_by")}"));

        // 9. 3 meets 2 in a file that 2 has landed: it comes back to its author, and its fix lands.
        File.WriteAllText(Path.Combine(_team.Box.Home, "go"), "");
        _team.Rest();
        Round(() => _team.State(4) == "closed" && _team.State(7) == "closed" && _team.State(5) == "blocked");
        Assert.Equal("two\nthree", _team.Box.Git("show", "main:notes"));
        Assert.True(_team.Project.Count("SELECT count(*) FROM event WHERE type = 'merge.conflicted'") > 0);

        // 8. A warning is enough, four times over: at the ceiling the task is blocked and told, what needs it waits, the rest went on.
        Assert.Equal(["4 lint: 1 warning, and an autonomous run takes none"], _team.Project.Rows("SELECT count(*) AS n, min(reasons) AS why FROM check_result JOIN task ON task.id = task_id WHERE number = 5", row => $"{row.Int("n")} {row.Text("why").Trim('[', ']', '"')}"));
        Assert.Equal("pending", _team.State(6));
        Assert.Contains("Task 5 ended at a ceiling", _team.Ov("mail", "check").Ok().Stdout, StringComparison.Ordinal);
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM gate WHERE state = 'pending'"));
        Assert.Equal(8, _team.Ov("run", "check", "--exit-code").ExitCode);

        // 10. The coordinator's check says the same, and report and costs are there to be kept.
        Assert.False(_team.Ov("coordinator", "check-complete", "--json").Json.GetProperty("complete").GetBoolean());
        Assert.Contains("went wrong", _team.Ov("run", "report").Ok().Stdout.ToLowerInvariant(), StringComparison.Ordinal);
        _team.Ov("costs", "--json").Ok();
    }

    /// <summary>The job's loop: a tick, then whoever it started works to the end; 3 while it is held excepted.</summary>
    private void Round(Func<bool> until)
    {
        for (var tick = 0; tick < 30 && !until(); tick++)
        {
            _seen.AddRange(_team.Decisions());
            Assert.True(_team.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NULL") <= 4);
            if (!until())
            {
                _team.Rest(File.Exists(Path.Combine(_team.Box.Home, "go")) ? [] : [3]);
            }
        }

        Assert.True(until(), string.Join(", ", _seen));
    }

    private void Write(string name, string front) => _team.Box.WriteFile($"tasks/{name}", $"---\n{front}\n---\nDo it.\n");
}
