using static Ov.Core.Adopting.ForeignProgram;
using static Ov.Core.Adopting.RuleKind;

namespace Ov.Core.Adopting;

/// <summary>
/// The one table of how Overstory's command lines are served: the rewriting of role definitions, <c>ov init</c>'s report and the
/// table of the documentation all come from it. The first rule that fits counts.
/// </summary>
internal static class CommandRules
{
    /// <summary>What the words of each program are, as they stand in definitions.</summary>
    public static readonly IReadOnlyDictionary<string, ForeignProgram> Programs = new Dictionary<string, ForeignProgram>
    {
        ["ov"] = Overstory, ["overstory"] = Overstory, ["sd"] = Tracker, ["bd"] = Tracker, ["{{TRACKER_CLI}}"] = Tracker, ["ml"] = ForeignProgram.Lessons, ["mulch"] = ForeignProgram.Lessons,
    };

    private static readonly IReadOnlyDictionary<string, string?> TaskFields = new Dictionary<string, string?>
    {
        ["--desc"] = "--body", ["--description"] = "--body", ["-p"] = "--priority", ["--type"] = null, ["-t"] = null, ["--assignee"] = null, ["--labels"] = null, ["--format"] = null,
    };

    private static readonly IReadOnlyDictionary<string, string?> Filters = new Dictionary<string, string?>
    {
        ["--status"] = "--state", ["--type"] = null, ["--assignee"] = null, ["--label"] = null, ["--priority"] = null, ["--limit"] = "--limit", ["--sort"] = null, ["--format"] = null,
    };

    /// <summary>Of the same name here; they stand in the list so that their values are not taken for a domain.</summary>
    private static readonly IReadOnlyDictionary<string, string?> RecordFields = new Dictionary<string, string?>(
        new[] { "--type", "--description", "--classification", "--title", "--name", "--rationale", "--resolution", "--files", "--tags", "--evidence-commit", "--evidence-issue", "--evidence-bead", "--agent" }
            .Select(name => KeyValuePair.Create<string, string?>(name, name)))
    {
        ["--outcome-status"] = null, ["--outcome-duration"] = null, ["--outcome-test-results"] = null, ["--outcome-agent"] = null, ["--relates-to"] = null,
    };

    public static readonly IReadOnlyList<CommandRule> All =
    [
        new(Overstory, "init --ensure", Rewritten, "ov prime", "an early version's hook"),
        .. Kept("init", "sling", "spec write", "prime", "stop", "status", "mail send", "mail check", "mail list", "mail read", "mail reply", "mail purge", "nudge", "merge",
            "group create", "group status", "group add", "group remove", "group list", "worktree list", "worktree clean", "clean", "log tool-start", "log tool-end", "log session-end",
            "run", "run list", "run show", "run complete", "watch", "doctor", "agents discover", "dashboard", "inspect", "feed", "trace", "logs", "errors", "replay", "metrics", "costs", "completions", "update", "hooks install", "hooks status", "hooks uninstall",
            "coordinator start", "coordinator stop", "coordinator status", "coordinator send", "coordinator ask", "coordinator output", "coordinator check-complete",
            "orchestrator start", "orchestrator stop", "orchestrator status", "orchestrator send", "orchestrator ask", "orchestrator output",
            "monitor start", "monitor stop", "monitor status"),
        new(Overstory, "discover", Rewritten, "ov discover", "the scouts are sent at once, without a coordinator of their own")
        {
            Options = new Dictionary<string, string?> { ["--name"] = null, ["--task-id"] = null, ["--attach"] = null, ["--no-attach"] = null, ["--watchdog"] = null },
        },
        .. Missing("a later version brings it", "serve"),
        .. Missing("not planned: see the differences", "supervisor", "upgrade", "ecosystem", "mail debug"),

        new(Tracker, "show", Rewritten, "ov task show") { Options = new Dictionary<string, string?> { ["--format"] = null } },
        new(Tracker, "ready", Rewritten, "ov task ready") { Options = new Dictionary<string, string?>(Filters) { ["--status"] = null, ["--limit"] = null } },
        new(Tracker, "list", Rewritten, "ov task list", "open means pending") { Options = Filters },
        new(Tracker, "blocked", Rewritten, "ov task list") { Options = Filters },
        new(Tracker, "create", Rewritten, "ov task add", "the title is an argument; priorities 0–4 become high, medium, low")
        {
            Options = new Dictionary<string, string?>(TaskFields) { ["--title"] = "" },
        },
        new(Tracker, "update", Rewritten, "ov task claim", "taking a task up") { When = "--status in_progress", Options = new Dictionary<string, string?> { ["--status"] = null } },
        new(Tracker, "update", Rewritten, "ov task release", "giving it back") { When = "--status open", Options = new Dictionary<string, string?> { ["--status"] = null } },
        new(Tracker, "update", Rewritten, "ov task edit") { Options = new Dictionary<string, string?>(TaskFields) { ["--status"] = null } },
        new(Tracker, "close", Rewritten, "ov task close", "for who holds no task: refused while work has not landed, and a task whose branch landed is closed already")
        {
            AtDesk = true, Options = new Dictionary<string, string?> { ["--reason"] = null },
        },
        new(Tracker, "close", Rewritten, "ov task done", "for who holds the task; the same report as worker_done mail") { Options = new Dictionary<string, string?> { ["--reason"] = "--summary" } },
        new(Tracker, "block", Rewritten, "ov task edit") { Options = new Dictionary<string, string?> { ["--by"] = "--needs" } },
        new(Tracker, "sync", Needless, "ov status", "tasks lie in the ledger and are never out of step") { DropsWords = true, Options = new Dictionary<string, string?> { ["--status"] = null } },
        .. new[] { "search", "dep", "label", "init" }.Select(verb => new CommandRule(Tracker, verb, Unserved, "")),

        new(ForeignProgram.Lessons, "prime", Rewritten, "ov prime", "each domain with --domain; an agent is told the lessons of its files anyway")
        {
            WordsOption = "--domain", EachWord = true,
            Options = new Dictionary<string, string?> { ["--files"] = null, ["--exclude-domain"] = null, ["--format"] = null, ["--budget"] = null },
        },
        new(ForeignProgram.Lessons, "record", Rewritten, "ov note lesson add", "the domain with --domain")
        {
            WordsOption = "--domain",
            Options = RecordFields,
        },
        new(ForeignProgram.Lessons, "query", Rewritten, "ov note lesson list") { Options = new Dictionary<string, string?> { ["--file"] = null, ["--format"] = null } },
        new(ForeignProgram.Lessons, "search", Rewritten, "ov note lesson search") { Options = new Dictionary<string, string?> { ["--file"] = null, ["--format"] = null, ["--sort-by-score"] = null } },
        new(ForeignProgram.Lessons, "status", Rewritten, "ov note lesson list"),
        new(ForeignProgram.Lessons, "learn", Needless, "ov status", "nothing looks for lessons in a diff") { DropsWords = true },
        new(ForeignProgram.Lessons, "diff", Needless, "ov status", "nothing looks for lessons in a diff") { DropsWords = true },
        new(ForeignProgram.Lessons, "sync", Needless, "ov status", "lessons lie in the ledger") { DropsWords = true },
    ];

    /// <summary>Values that differ wherever their option goes by this name of ours.</summary>
    public static string Value(string option, string value) => (option, value.Trim('"', '\'')) switch
    {
        ("--priority", "P0" or "P1" or "0" or "1") => "high",
        ("--priority", "P2" or "2") => "medium",
        ("--priority", "P3" or "P4" or "3" or "4") => "low",
        ("--state", "open") => "pending",
        _ => value,
    };

    /// <summary>Roles that run at the project's root and hold no task of their own.</summary>
    public static bool IsDesk(string role) => role is "coordinator" or "orchestrator" or "supervisor" or "monitor";

    private static IEnumerable<CommandRule> Kept(params string[] verbs) => verbs.Select(verb => new CommandRule(Overstory, verb, Same, "ov " + verb)
    {
        Options = verb == "sling" ? new Dictionary<string, string?> { ["--task"] = "" } : new Dictionary<string, string?>(),
    });

    private static IEnumerable<CommandRule> Missing(string why, params string[] verbs) => verbs.Select(verb => new CommandRule(Overstory, verb, Unserved, "", why));
}
