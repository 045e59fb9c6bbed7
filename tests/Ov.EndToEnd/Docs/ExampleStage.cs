namespace Ov.EndToEnd.Docs;

/// <summary>What an example needs beside the project that all examples share. The first whose beginning fits is taken.</summary>
/// <param name="Begins">How the command line begins.</param>
public sealed record ExampleStage(string Begins)
{
    /// <summary>The agent that types it, from its worktree; null is the operator.</summary>
    public string? Caller { get; init; }

    /// <summary>Shell lines run before, by the same caller.</summary>
    public string Before { get; init; } = "";

    /// <summary>Shell lines run by the operator while the example waits.</summary>
    public string Meanwhile { get; init; } = "";

    /// <summary>The hosts of the agents have to run: their agents are to be woken, awaited or stopped.</summary>
    public bool Hosts { get; init; }

    /// <summary>Begins in a repository that is no project yet.</summary>
    public bool Fresh { get; init; }

    /// <summary>Standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Why it is not run here: the test that does.</summary>
    public string? RunBy { get; init; }

    /// <summary>The only list to add to when a new example needs more than the cast of <see cref="ExampleProject"/>.</summary>
    public static IReadOnlyList<ExampleStage> All { get; } =
    [
        new("ov demo") { RunBy = "DemoTests" },
        new("ov attach") { RunBy = "TerminalTests" },
        new("ov detach") { RunBy = "TerminalTests" },
        new("ov init") { Fresh = true },
        new("ov task add \"Cache the index\"") { Before = "ov run set emergent.kind=milestone" },
        new("ov task triage 9") { Before = "ov run set emergent.kind=milestone; ov task add 'Cache the index' --type emergent --hypothesis 'a search takes a tenth' --domain performance --validation bench; ov task cancel 9 --reason slower --yes" },
        new("ov task claim") { Caller = "builder-1", Before = "ov task release 4" },
        new("ov task block") { Caller = "builder-1" },
        new("ov task handoff") { Caller = "builder-1" },
        new("ov task reassign") { Before = "cd ../*.worktrees/builder-3; ov task release 5 --agent builder-3" },
        new("ov task release 4 --scratch") { Caller = "builder-1", Before = "mkdir -p tests; echo 'a,b' > tests/quotes.csv" },
        new("ov task release") { Caller = "builder-1" },
        new("ov task done 4") { Caller = "builder-1", Before = "git reset -q --hard HEAD~1" },
        new("ov task done --summary \"It leaks\"") { Caller = "builder-1", Before = "mkdir -p src; seq 17 > src/cache.cs; git add -A; git commit -qm Cache" },
        new("ov task done") { Caller = "builder-1" },
        new("ov mail ask")
        {
            Caller = "builder-1",
            Meanwhile = """
                until ov mail list --type question --limit 1 --json > asked && grep -q 'Which API' asked; do sleep 0.05; done
                ov mail answer "$(grep -o 'msg-[a-z0-9]*' asked | head -n 1)" --body v2
                """,
        },
        new("ov mail send --to lead-1 --subject \"Worker done\"") { Caller = "builder-1" },
        .. new[] { ("show", "plan"), ("approve", "plan"), ("reject", "plan"), ("abort", "merge"), ("answer", "feedback") }
            .Select(gate => new ExampleStage($"ov gate {gate.Item1} ") { Before = $"ov gate open 'Is this right?' --kind {gate.Item2}" }),
        new("ov scope request") { Caller = "builder-1" },
        .. new[] { "grant", "refuse" }.Select(verb => new ExampleStage($"ov scope {verb}") { Before = "cd ../*.worktrees/builder-1; ov scope request src/api/client.cs --reason 'the login calls it' --agent builder-1" }),
        new("ov gate accept") { Before = ThreeReviews },
        new("ov gate skip") { Before = ThreeReviews + "ov gate abort \"$(ov gate list --json | grep -o 'gate-[a-z0-9]*' | head -n 1)\"\n" },
        new("ov worktree create hotfix --from v1.2") { Before = "git tag v1.2" },
        new("ov worktree open spike-login") { Before = "ov worktree create spike/login" },
        new("ov worktree env spike-login") { Before = "ov worktree create spike/login" },
        new("ov worktree restore builder-1") { Before = "(cd ../*.worktrees/builder-1; echo half > half.txt); ov stop builder-1; rm ../*.worktrees/builder-1/half.txt" },
        new("ov worktree current") { Caller = "builder-1" },
        new("ov note lesson import ../old") { Before = "mkdir -p ../old/.mulch/expertise; echo '{\"id\":\"mx-1\",\"type\":\"convention\",\"content\":\"Paths are plural.\"}' > ../old/.mulch/expertise/api.jsonl" },
        new("ov note lesson import") { Before = "mkdir -p .mulch/expertise; echo '{\"id\":\"mx-1\",\"type\":\"convention\",\"content\":\"Paths are plural.\"}' > .mulch/expertise/api.jsonl" },
        .. new[] { "coordinator", "orchestrator", "monitor" }.SelectMany(Coordinating),
        new("ov run reopen run-2") { Before = "ov run complete run-2" },
        new("ov run fail run-2") { Before = "ov sling 'Split the parser' --run run-2 --name builder-8 --exec 'exit 1'; ov wait builder-8 --until done --timeout 25s || [ $? = 1 ]" },
        new("ov run follow run-2") { Before = "git branch -q --set-upstream-to=main side" },
        new("ov run deliver run-2 --pr") { Before = "git init -q --bare ../remote.git; git remote add origin ../remote.git" },
        new("ov merge --branch overstory/builder-4/2-add-json-to-export --pr") { Before = "git init -q --bare ../remote.git; git remote add origin ../remote.git" },
        new("ov runtime test codex") { RunBy = "CodexStoryTests" },
        new("ov mcp <") { Before = """echo '{"jsonrpc":"2.0","id":1,"method":"ping"}' > requests.jsonl""" },
        new("ov clean --run run-2"),
        new("ov clean") { Before = "ov stop --all" },
        new("ov telemetry export") { RunBy = "TelemetryTests" },
        new("ov compact") { RunBy = "TurnEngineTests" },
        new("ov nudge") { Hosts = true },
        new("ov wait 3 4 --until report") { RunBy = "ToolCallTests" },
        new("ov wait builder-3") { Hosts = true },
        new("ov stop") { Hosts = true },
        new("ov guard --runtime") { Caller = "builder-1", Input = """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"make"}}""" },
        new("ov log") { Caller = "builder-1", Input = """{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"make"}}""" },
    ];

    /// <summary>Task 3 was reviewed as often as it may be.</summary>
    private const string ThreeReviews = """
        for round in 1 2 3; do
          ov gate record 3 --body '{"verdict": "changes-requested", "issues": [{"severity": "high", "finding": "May be null.", "suggestion": "Return a list."}]}' || [ $? = 1 ]
        done

        """;

    /// <summary>Where an agent that is named is only looked for.</summary>
    private static readonly string[] Filters = ["ov task list", "ov feed", "ov errors", "ov logs", "ov replay", "ov mail purge", "ov mail search", "ov search"];

    private static IEnumerable<ExampleStage> Coordinating(string role)
    {
        var start = $"ov {role} start --run run-1";
        yield return new($"ov {role} start") { Before = "printf '#!/bin/sh\\n' > my-agent; chmod +x my-agent; ov config set agents.maxDepth 2" };
        yield return new($"ov {role} ask")
        {
            Before = start + """
                 --exec 'ov mail reply $(ov mail list --type question --limit 1 --json | grep -o "msg-[a-z0-9]*" | head -n 1) --body Nothing'
                """,
        };
        // One without a terminal has nothing to attach to.
        yield return new($"ov {role} attach") { RunBy = "CoordinatorSnapshots" };
        yield return new($"ov {role}") { Before = start };
    }

    /// <summary>An example that names an agent as its speaker is typed by that agent.</summary>
    public static ExampleStage Of(string command)
    {
        var stage = All.FirstOrDefault(stage => command.StartsWith(stage.Begins, StringComparison.Ordinal)) ?? new ExampleStage(command);
        var words = command.Split(' ');
        var named = Array.IndexOf(words, "--agent") is >= 0 and var at && at + 1 < words.Length && !Filters.Any(list => command.StartsWith(list, StringComparison.Ordinal)) ? words[at + 1] : null;
        return stage with { Caller = stage.Caller ?? named };
    }
}
