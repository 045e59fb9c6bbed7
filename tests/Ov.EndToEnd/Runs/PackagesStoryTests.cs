using Ov.EndToEnd.Agents;

namespace Ov.EndToEnd.Runs;

/// <summary>One engineer, one feature, one change of mind: an interactive run of packages from its words to its end (story C.1).</summary>
public sealed class PackagesStoryTests : IDisposable
{
    private const string Words = "Export orders as CSV; keep \"Name, first\" in one field.";

    /// <summary>Looks at what is asked for, and later whether what was reported is there.</summary>
    private const string Scout = """
        gate=$(ov gate list --pending --json | grep -o 'gate-[a-z0-9]*' | head -n 1)
        if [ -n "$gate" ]; then ov gate answer "$gate" confirmed --body 'it is there'; fi
        ov task done "$OVERSTORY_TASK_ID" --summary 'It lives in src/, line 1.'
        """;

    private const string Planner = """
        if grep -q 'answered changes: Name the columns'; then ov task add 'Name the columns' --files 'src/Head.cs' --criterion 'they have names'
        else
          ov task add 'Read orders' --files 'src/Reader.cs' --criterion 'orders are read'
          ov task add 'Write rows' --files 'src/Writer.cs' --needs 3 --criterion 'rows are written'
          ov task add 'Quote fields' --files 'src/Writer.cs' --needs 3 --criterion 'commas are kept'
          ov group create writing 4 5
        fi
        ov note write plan --kind plan --body 'Read, then write.'
        ov task done "$OVERSTORY_TASK_ID" --summary 'Read first, then write.'
        """;

    /// <summary>Writes into the file that its task claims; the reader is wrong at first.</summary>
    private const string Builder = """
        file=$(ov task show "$OVERSTORY_TASK_ID" --json | tr -d ' \n' | grep -o '"scope":\["[^"]*' | cut -d '"' -f 4)
        mkdir -p src
        if [ "$file" = src/Reader.cs ] && [ ! -e "$file" ]; then echo wrong > "$file"; elif [ "$file" = src/Reader.cs ]; then echo right > "$file"; else echo "row of $OVERSTORY_AGENT_NAME" >> "$file"; fi
        git add "$file" && git commit -qm "Change $file" && ov task done "$OVERSTORY_TASK_ID" --summary "changed $file"
        """;

    private const string Reviewer = "ov gate record 3 --body '{\"verdict\": \"approved\", \"issues\": []}'; ov task done \"$OVERSTORY_TASK_ID\" --summary read";

    private readonly Team _team = new("gates: [{ name: test, command: '! grep -rqs wrong src' }]\n" + Ticking.Commands(("scout", "look"), ("planner", "plan"), ("builder", "build"), ("reviewer", "judge")));

    public PackagesStoryTests()
    {
        foreach (var (name, script) in new[] { ("look", Scout), ("plan", Planner), ("build", Builder), ("judge", Reviewer) })
        {
            _team.Box.WriteProgram(name, script);
        }
    }

    public void Dispose() => _team.Dispose();

    [Fact]
    public void From_words_to_packages_one_after_another_with_a_task_put_between_and_a_change_of_mind_to_an_approved_end()
    {
        // 1. On the default branch it would land on a branch of its own; on the feature's branch it lands there.
        _team.Ov("run", "complete", "sprint").Ok();
        _team.Ov("config", "trust", "--yes").Ok();
        Assert.Equal("ov/csv", _team.Ov("run", "start", "csv", "--dry-run", "--json").Ok().Json.GetProperty("run").GetProperty("target").GetString());
        _team.Box.Git("switch", "-q", "-c", "feature/csv-export");
        var run = _team.Ov("run", "start", "csv-export", "--template", "packages", "--mode", "interactive", "--objective", Words, "--json").Ok().Json.GetProperty("run");
        Assert.Equal("feature/csv-export", run.GetProperty("target").GetString());

        // 2. The tick, and no coordinator, has somebody look and somebody plan, with the words as they are.
        Assert.Equal(["planned csv-export", "started #1"], _team.Decisions());
        _team.Rest();
        Assert.Equal(["planned csv-export", "started #2"], _team.Decisions());
        _team.Rest();
        Assert.All(_team.Project.Rows("SELECT body FROM task WHERE number < 3", row => row.Text("body")), body => Assert.Contains(Words, body, StringComparison.Ordinal));
        Assert.Contains("It lives in src/, line 1.", _team.Ov("task", "show", "2").Ok().Stdout, StringComparison.Ordinal);
        Assert.Contains("Read, then write.", _team.Ov("note", "read", "plan").Ok().Stdout, StringComparison.Ordinal);

        // 3. Two packages want the same file: lint names it, the gate holds both, and the answer lets the later wait.
        Assert.Contains("claims src/Writer.cs, which meets src/Writer.cs of task 4", _team.Ov("task", "lint").Ok().Stdout, StringComparison.Ordinal);
        Assert.Equal(["asked csv-export", "left csv-export stage"], _team.Decisions());
        _team.Ov("sling", "3", "--json").Refused(6, "gate-pending");
        _team.Ov("gate", "answer", _team.Gate("scope"), "serialize").Ok();
        Assert.Equal("3 4", _team.Needs(5));

        // 4. Nothing starts before the plan has a yes, and then the first package alone.
        Assert.Equal(["asked csv-export", "left csv-export stage"], _team.Decisions());
        Assert.Equal(["left csv-export stage"], _team.Decisions());
        Assert.Contains("5. Quote fields (src/Writer.cs)", _team.Ov("gate", "show", _team.Gate("plan")).Ok().Stdout, StringComparison.Ordinal);
        _team.Ov("gate", "approve", _team.Gate("plan")).Ok();
        Assert.Equal(["started #3"], _team.Decisions("task"));

        // 5. Reported, confirmed, red, mended, confirmed, green, reviewed, and then a person is asked.
        _team.Rest();
        _team.Ov("merge", "--branch", _team.Branch(3), "--json").Refused(4, "phase-pending");
        var seen = new List<string>();
        for (var tick = 0; tick < 20 && _team.Pending("commit") == 0; tick++)
        {
            seen.AddRange(_team.Decisions().Where(decision => !decision.StartsWith("left", StringComparison.Ordinal)));
            _team.Rest();
        }

        Assert.Equal(["asked #3", "started #6", "verified #3", "sent back #3", "restarted #3", "asked #3", "started #7", "verified #3", "asked #3", "started #8", "asked #3"], seen);
        Assert.Equal(["verify 0", "verify 1", "review 1"], _team.Project.Rows("SELECT round, passed FROM check_result ORDER BY seq", row => $"{row.Text("round")} {row.Int("passed")}"));

        // 6. Something turns out to be missing between two packages: shown first, then put there, and nothing is renumbered.
        _team.Ov("task", "insert", "Validate input", "--after", "3", "--before", "4", "--files", "src/Check.cs", "--json").Refused(6, "needs-confirmation");
        _team.Ov("task", "insert", "Validate input", "--after", "3", "--before", "4", "--files", "src/Check.cs", "--yes").Ok();
        Assert.Equal(("3 9", "3"), (_team.Needs(4), _team.Needs(9)));

        // 7. Each builder has a worktree of its own; the waves tell what comes after what.
        Assert.All(_team.Ov("worktree", "status", "--json").Ok().Json.GetProperty("worktrees").EnumerateArray(), worktree => Assert.Equal(0, worktree.GetProperty("untracked").GetArrayLength() + worktree.GetProperty("unstaged").GetArrayLength()));
        Assert.Equal("3 | 9 | 4 | 5", Waves());

        // 8. It lands once a person said yes; the next package starts only then. The rest goes without scout and reviewer, as the operator sets it.
        _team.Ov("merge", "--branch", _team.Branch(3), "--json").Refused(6, "gate-pending");
        Assert.DoesNotContain(_team.Decisions("task"), decision => decision.StartsWith("started", StringComparison.Ordinal));
        _team.Ov("run", "set", "phases=[explore, implement, commit]").Ok();
        Land(3);
        Assert.Equal("right", _team.Box.Git("show", "feature/csv-export:src/Reader.cs"));
        foreach (var number in new[] { 9, 4, 5 })
        {
            Assert.Equal([$"started #{number}"], _team.Decisions("task").Where(decision => !decision.StartsWith("left", StringComparison.Ordinal)));
            _team.Rest();
            _team.Tick();
            Land(number);
        }

        Assert.Equal("completed", _team.Ov("group", "status", "writing", "--json").Ok().Json.GetProperty("group").GetProperty("status").GetString());

        // 9. One change is wanted: it is planned anew, done, shown again, approved; the report tells the decisions.
        Assert.Contains("asked csv-export", _team.Decisions("gate"));
        _team.Ov("gate", "answer", _team.Gate("feedback"), "changes", "--body", "Name the columns").Ok();
        Assert.Equal(["planned csv-export", "started #10"], _team.Decisions());
        _team.Rest();
        _team.Tick();
        _team.Ov("gate", "approve", _team.Gate("plan")).Ok();
        Assert.Equal(["started #11"], _team.Decisions("task"));
        _team.Rest();
        _team.Tick();
        Land(11);
        _team.Tick();
        _team.Ov("run", "complete", "--json").Refused(6, "gate-pending");
        _team.Ov("gate", "answer", _team.Gate("feedback"), "done").Ok();
        _team.Ov("gate", "approve", _team.Gate("approval")).Ok();
        _team.Ov("run", "complete").Ok();
        var report = _team.Ov("run", "report", "csv-export", "--json").Ok().Json;
        Assert.Equal(
            ["scope serialize", "plan approve", "confirm confirmed", "confirm confirmed", "commit approve", "commit approve", "commit approve", "commit approve", "feedback changes", "plan approve", "commit approve", "feedback done", "approval approve"],
            report.GetProperty("decisions").EnumerateArray().Select(decision => $"{decision.GetProperty("kind").GetString()} {decision.GetProperty("answer").GetString()}"));
        Assert.Equal("main", _team.Box.Git("for-each-ref", "--format=%(refname:short)", "--points-at", _team.Box.Git("merge-base", "main", "feature/csv-export"), "refs/heads/main"));
    }

    private void Land(int number)
    {
        _team.Ov("gate", "approve", _team.Gate("commit")).Ok();
        _team.Ov("merge", "--branch", _team.Branch(number)).Ok();
        Assert.Equal("closed", _team.State(number));
    }

    private string Waves() => string.Join(" | ", _team.Ov("task", "waves", "--json").Ok().Json.GetProperty("waves").EnumerateArray()
        .Select(wave => string.Join(' ', wave.EnumerateArray().Select(task => task.GetProperty("number").GetInt32()).Where(number => number is 3 or 4 or 5 or 9))).Where(wave => wave.Length > 0));
}
