using System.Globalization;
using Ov.Core.Costs;

namespace Ov.Core.Config;

/// <summary>The table of every key that <c>ov</c> reads, in the order people meet them.</summary>
public static class ConfigKeys
{
    private const string BranchForm = "a branch name that git accepts";
    private static readonly IReadOnlyDictionary<string, CommandSpec> NoCommands = new Dictionary<string, CommandSpec>();
    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();
    private static readonly IReadOnlyDictionary<string, RuntimeOverride> NoRuntimes = new Dictionary<string, RuntimeOverride>();
    private static readonly IReadOnlyDictionary<string, RoleOverride> NoRoles = new Dictionary<string, RoleOverride>();
    private static readonly IReadOnlyDictionary<string, Budget> NoBudgets = new Dictionary<string, Budget>();

    public static readonly ConfigKey<string> ProjectName = Text("project.name", "", "a name on one line", Expect.IsOneLine, "What people call this project; empty: the folder's name.");
    public static readonly ConfigKey<string> CanonicalBranch = Text("project.canonicalBranch", "", BranchForm, BranchRule.Allows, "The default branch; empty: what git says.");
    public static readonly ConfigKey<IReadOnlyList<CommandSpec>> QualityGates = Commands("project.qualityGates", CommandReader.Gates, "Overstory's list of {name, command, description}; each is a gate.");
    public static readonly ConfigKey<IReadOnlyList<CommandSpec>> Gates = Commands("gates", CommandReader.Gates, "Checks that must pass on the merged tree: a list of {name, command, timeout, results}; 'results' names the files in which it says what it found.");
    public static readonly ConfigKey<IReadOnlyList<CommandSpec>> Setup = Commands("setup", CommandReader.Setup, "Commands run once in every new worktree: a list of {command, timeout}.");

    public static readonly ConfigKey<bool> SparseByScope = Choice("worktrees.sparse", "Whether agents' checkouts hold only the folders of their files.", ("off", false), ("scope", true));
    public static readonly ConfigKey<IReadOnlyList<string>> SparseAlways = new("worktrees.sparseAlways", ConfigType.List, [], "[]", "a list of folders", "Folders that every sparse checkout has beside those of its files.", [], Expect.Texts("a folder inside the project", Expect.IsInnerPath));
    public static readonly ConfigKey<long> DiskReserve = Size("worktrees.diskReserve", 1L << 30, "1GB", "Free space that new worktrees must leave on their disk.");
    public static readonly ConfigKey<IReadOnlyList<CacheSpec>> Caches = new("worktrees.caches", ConfigType.List, [], "[]", "a list of {path, key}", "Folders that setup fills, kept for the next worktree: a list of {path: node_modules, key: [package-lock.json]}.", [], CacheReader.Caches);
    public static readonly ConfigKey<bool> CacheByCopy = Choice("worktrees.cacheCopy", "How a kept folder gets into a worktree: clone where the file system shares blocks, or copy everywhere.", ("clone", false), ("copy", true));
    public static readonly ConfigKey<bool> CacheSkipsSetup = Boolean("worktrees.cacheSkipsSetup", false, "Whether setup commands are skipped when every cache was there.");
    public static readonly ConfigKey<long> CacheSize = Size("worktrees.cacheSize", 10L << 30, "10GB", "Most that kept folders may take together; the oldest go first.");
    public static readonly ConfigKey<TimeSpan> CacheAge = Time("worktrees.cacheAge", TimeSpan.FromDays(30), TimeSpan.FromHours(1), "How long a kept folder that nobody used stays.");
    public static readonly ConfigKey<int> PortCount = Integer("worktrees.ports.count", 4, 0, "Ports of each worktree, in OVERSTORY_PORT_0 and so on; 0: none.");
    public static readonly ConfigKey<PortRange> PortRange = new("worktrees.ports.range", ConfigType.Text, Config.PortRange.Default, Config.PortRange.Default.ToString(), "two ports such as 21000-29999, the lower first, from 1024 to 65535", "Where worktrees' ports are taken from.", [], Expect.Ports);
    public static readonly ConfigKey<IReadOnlyDictionary<string, string>> Env = new("env", ConfigType.Map, NoVariables, "", "a map from a variable's name to its value, with placeholders such as {port0} or {agent}", "Variables of agents, setup commands, gates and opened worktrees; see 'ov worktree env --help'.", [], EnvReader.Variables)
    {
        Against = (config, env) => config.Setting(PortCount) is { IsBroken: false, Value: var count } && env.Values.Any(value => EnvTemplate.HighestPort(value) >= count)
            ? string.Create(CultureInfo.InvariantCulture, $"a map that asks for no more ports than there are (worktrees.ports.count is {count})") : null,
    };
    public static readonly ConfigKey<IReadOnlyList<string>> Redact = new("redact", ConfigType.List, [], "[]", "a list of names of variables", "Variables whose values (4 letters or more) are hidden wherever a text is stored (tasks, runs, gates, events, mail, notes, logs and transcripts), beside those whose names tell it (TOKEN, SECRET, PASSWORD, API_KEY, …).", [], Expect.Texts("a variable's name", EnvReader.IsName));

    public static readonly ConfigKey<int> MaxConcurrent = Integer("agents.maxConcurrent", 25, 1, "Most agents alive at once.");
    public static readonly ConfigKey<int> MaxDepth = Integer("agents.maxDepth", 2, 0, "How deep agents may start agents; 0: the operator's own only.");
    public static readonly ConfigKey<int> MaxSessionsPerRun = Integer("agents.maxSessionsPerRun", 0, 0, "Most agents one run may ever start; 0: no limit.");
    public static readonly ConfigKey<int> MaxAgentsPerLead = Integer("agents.maxAgentsPerLead", 5, 0, "Most live agents under one lead; 0: no limit.");
    public static readonly ConfigKey<int> AskAbove = Integer("agents.askAbove", 20, 0, "A sling of more agents than this has to be confirmed, with its worst case in view, and a run without a cap of its own starts no more by itself; 0: never.");
    public static readonly ConfigKey<TimeSpan> StaggerDelay = Milliseconds("agents.staggerDelayMs", 0, 0, "Pause between two starts.");

    public static readonly ConfigKey<string> RoleDefinitions = Text("agents.baseDir", ".overstory/agent-defs", "a path on one line", Expect.IsOneLine, "The folder of role definitions; one that is there and edited reaches the agents of its role instead of ours.");
    public static readonly ConfigKey<string> RoleManifest = Text("agents.manifestPath", ".overstory/agent-manifest.json", "a path on one line", Expect.IsOneLine, "Overstory's file of roles; a project's own roles in it may be slung.");

    public static readonly ConfigKey<string> WorktreeDir = Text("worktrees.dir", "", "a path on one line", Expect.IsOneLine, "Where worktrees go, relative to the project; empty: ../<project>.worktrees.", "worktrees.baseDir");
    public static readonly ConfigKey<string> WorktreeBranch = Text("worktrees.branch", "overstory/{agent}/{number}-{slug}", "a branch name with {agent}, and optionally {number}, {slug}, {run}", BranchRule.AllowsTemplate, "How agents' branches are named.");

    public static readonly ConfigKey<bool> GitByProgram = Choice("git.reader", "What the dashboard reads branches and worktrees with: libgit2 inside the program where it answers as git does (auto), or the git program only.", ("auto", false), ("git", true));

    public static readonly ConfigKey<MergePolicy> MergePolicy = Choice("merge.policy", "Whether the tick lands ready entries by itself.", ("manual", Config.MergePolicy.Manual), ("ready", Config.MergePolicy.Ready));
    public static readonly ConfigKey<MergeStrategy> Strategy = Choice("merge.strategy", "How the branches of runs started from now on land: by a merge commit, as one commit, or commit by commit.", ("merge", MergeStrategy.Merge), ("squash", MergeStrategy.Squash), ("rebase", MergeStrategy.Rebase));
    public static readonly ConfigKey<CheckoutSync> SyncCheckout = Choice("merge.syncCheckout", "What a landing does to a checkout of its target.", ("ff", CheckoutSync.FastForward), ("never", CheckoutSync.Never));
    public static readonly ConfigKey<IReadOnlyList<string>> ProtectedBranches = new("merge.protected", ConfigType.List, [], "[]", $"a list of branch names", "Branches that nothing lands on unless they are named.", [], Expect.Texts(BranchForm, BranchRule.Allows));
    public static readonly ConfigKey<IReadOnlyList<string>> ProtectedPaths = new("merge.protectedPaths", ConfigType.List, [], "[]", "a list of globs", "Files whose changes land only by the operator's word, in autonomous runs too.", [], Expect.Texts("a glob inside the project", Expect.IsInnerPath));
    public static readonly ConfigKey<PublishMode> Publish = Choice("merge.publish", "What the remote gets that the target follows: never anything; always each landing, with a lease on what it was seen to have; or, instead of a landing, the branch and a pull request (pr).", ("never", PublishMode.Never), ("pr", PublishMode.Pr), ("always", PublishMode.Always));
    public static readonly ConfigKey<string?> Forge = Choice<string?>("merge.forge", "The program that makes pull requests: gh (GitHub), glab (GitLab), or what the remote's address tells.", ("auto", null), ("gh", "gh"), ("glab", "glab"));
    public static readonly ConfigKey<IReadOnlyList<string>> OrderedSets = new("merge.orderedSets", ConfigType.List, [], "[]", "a list of globs", "Files whose lines are a set in order, such as a list of words: both sides' additions go in, both sides' removals out.", [], Expect.Texts("a glob inside the project", Expect.IsInnerPath));
    public static readonly ConfigKey<IReadOnlyList<RegenerateRule>> Regenerate = new("merge.regenerate", ConfigType.List, [], "[]", "a list of {paths, command, timeout}", "Files that are made by a command, such as lock files: in a conflict the command makes them anew on the merged tree.", [], RegenerateReader.Rules);
    public static readonly ConfigKey<IReadOnlyList<CommandSpec>> Resolver = Commands("merge.resolver", CommandReader.Resolver, "A program that is asked to merge a file no rule merges: a list of one {command, timeout}, such as a coding agent's print mode. It reads the question and prints the merged file.");
    public static readonly ConfigKey<int> Train = Integer("merge.train", 16, 1, "Most branches that are built on each other and gated at once; 1: each by itself.");
    public static readonly ConfigKey<int> ParallelGates = Integer("merge.parallelGates", 1, 1, "Most candidates whose gates run at once while the branch that breaks a train is looked for, each in a worktree of its own; 1: one after the other.");
    public static readonly ConfigKey<int> BuildSlots = Integer("merge.buildSlots", 0, 0, "Most gates and tests that run at once, of agents ('ov gate run') and merges of all projects of this user together; who comes later waits in line. 0: one for two processors, at least two.");
    public static readonly ConfigKey<TimeSpan> GateTimeout = Time("merge.gateTimeout", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1), "Longest run of a gate that names no timeout.");

    public static readonly ConfigKey<IReadOnlyList<string>> TaskFolders = new("tasks.folders", ConfigType.List, [], "[]", "a list of folders", "Folders whose Markdown task files become tasks, and change them, as soon as they are there; see 'ov help task-files'.", [], Expect.Texts("a folder inside the project", Expect.IsInnerPath));

    public static readonly ConfigKey<bool> TrackerEnabled = Boolean("taskTracker.enabled", true, "Whether issues of a tracker are looked at and closed; see 'ov help trackers'.");
    public static readonly ConfigKey<string?> TrackerBackend = Choice<string?>("taskTracker.backend", "Where issues are kept: seeds (sd), beads (bd), github (gh), or what has a folder here.", ("auto", null), ("seeds", "seeds"), ("beads", "beads"), ("github", "github"));
    public static readonly ConfigKey<bool> TrackerImport = Boolean("taskTracker.import", false, "Whether the watcher and 'ov task sync' make tasks of new open issues.");

    public static readonly ConfigKey<bool> WatchEnabled = Boolean("watch.enabled", true, "Whether sling starts the watcher.", "watchdog.tier0Enabled");
    public static readonly ConfigKey<TimeSpan> WatchInterval = Milliseconds("watch.intervalMs", 5000, 500, "Pause between two ticks.", "watchdog.tier0IntervalMs");
    public static readonly ConfigKey<TimeSpan> StaleAfter = Milliseconds("watch.staleMs", 300_000, 1, "Silence after which an agent counts as stalled.", "watchdog.staleThresholdMs");
    public static readonly ConfigKey<TimeSpan> ZombieAfter = Milliseconds("watch.zombieMs", 600_000, 1, "Silence after which a stalled agent is looked into; more than watch.staleMs.", "watchdog.zombieThresholdMs") with
    {
        Against = (config, zombie) => config.Setting(StaleAfter) is { IsBroken: false } stale && zombie <= stale.Value ? $"more than watch.staleMs ({stale.Text})" : null,
    };

    public static readonly ConfigKey<TimeSpan> QuietAfter = Milliseconds("watch.quietMs", 60_000, 1, "Silence of a turn without a tool at work after which whoever answers for the agent is told, once.");
    public static readonly ConfigKey<int> ToolErrors = Integer("watch.toolErrors", 5, 0, "Failed tool calls of one session; with one more, whoever answers for the agent is told, once.");
    public static readonly ConfigKey<bool> Correct = Boolean("watch.correct", false, "Whether an agent that repeats calls, gets the same results or fails in a row is told itself, and one that goes on getting the same is ended as failed.");
    public static readonly ConfigKey<TimeSpan> RungAfter = Milliseconds("watch.rungMs", 300_000, 1, "Pause between two things that are done for a stalled agent: nudge it, ask its lead, restart it, tell the operator.");
    public static readonly ConfigKey<bool> RestartStalled = Boolean("watch.restartStalled", true, "Whether a stalled agent is ended and started again when neither nudge nor lead could help.");
    public static readonly ConfigKey<int> RestartDeaths = Integer("watch.restartDeaths", 5, 1, "So many restarted agents that died again within ten minutes stop all restarts for as long.");

    public static readonly ConfigKey<IReadOnlyList<CommandSpec>> Triage = Commands("watch.triage", CommandReader.Triage, "A program that is asked about a stalled agent before the operator is: a list of one {command, timeout}, such as a coding agent's print mode. It reads the question and answers retry, terminate or extend.");
    public static readonly ConfigKey<int> TriagePerDay = Integer("watch.triagePerDay", 20, 1, "How often that program is asked within 24 hours.");

    public static readonly ConfigKey<bool> NotifyDesktop = Boolean("notify.desktop", false, "Whether the desktop shows that a gate, a question or an escalation waits for you (notify-send, osascript).");
    public static readonly ConfigKey<bool> NotifyBell = Boolean("notify.bell", false, "Whether the terminal of 'ov watch' rings then.");
    public static readonly ConfigKey<string> NotifyWebhook = Text("notify.webhook", "", "an http or https address", Expect.IsWebAddress, "An address that gets it as JSON by POST, sent by curl; approved like a command.");
    public static readonly ConfigKey<IReadOnlyList<CommandSpec>> NotifyCommands = Commands("notify.commands", CommandReader.Notifiers, "Commands that get it as JSON on standard input: a list of {command, timeout}.");
    public static readonly ConfigKey<TimeSpan> NotifyPause = Milliseconds("notify.pauseMs", 30_000, 0, "Shortest time between two notifications; what comes meanwhile is told together.");

    public static readonly ConfigKey<bool> TelemetryEnabled = Boolean("telemetry.enabled", true, "Whether traces and metrics are exported to the address that telemetry.endpoint, or OTEL_EXPORTER_OTLP_ENDPOINT in your environment, names; without one nothing is.");
    public static readonly ConfigKey<string> TelemetryEndpoint = Text("telemetry.endpoint", "", "an http or https address", Expect.IsWebAddress, "An OpenTelemetry collector's address, such as http://localhost:4318: it gets traces and metrics as OTLP over HTTP in JSON, sent by curl; approved like a command.");
    public static readonly ConfigKey<TimeSpan> TelemetryInterval = Milliseconds("telemetry.intervalMs", 5000, 500, "Shortest time between two exports of the watcher.");
    public static readonly ConfigKey<int> TelemetryBacklog = Integer("telemetry.backlog", 100_000, 1, "So many events wait for an address that does not answer; of more the oldest are not exported, which is told.");

    public static readonly ConfigKey<TimeSpan> TurnTimeout = Time("turns.timeout", TimeSpan.Zero, TimeSpan.Zero, "Longest turn of an agent; 0: no limit.");
    public static readonly ConfigKey<int> TurnMaxFailures = Integer("turns.maxFailures", 3, 1, "Failed turns in a row after which an agent is failed.");

    public static readonly ConfigKey<string> RuntimeDefault = Text("runtime.default", "exec", "a runtime's name", Expect.IsName, "The runtime of agents that name none.");
    public static readonly ConfigKey<IReadOnlyDictionary<string, CommandSpec>> ExecCommand = new("runtimes.exec.command", ConfigType.Map, NoCommands, "", "a command line, a list, or a map from role to one of these", "What a turn runs under the exec runtime; a map may have the key default.", [], CommandReader.ByRole);
    public static readonly ConfigKey<IReadOnlyDictionary<string, RuntimeOverride>> Runtimes = new("runtimes", ConfigType.Map, NoRuntimes, "", "a map from a runtime's name to its settings", "Choices about runtimes, such as model, permission, mcp and onLimit, and runtimes of your own.", [], RuntimeReader.Runtimes);
    public static readonly ConfigKey<IReadOnlyDictionary<string, RoleOverride>> Roles = new("roles", ConfigType.Map, NoRoles, "", "a map from role to {canSpawn: [...], readOnly: true, prompt: file, model: name, tools: [...], implicitCompletion: true, maxTurns: number, maxTokens: number, maxCostUsd: amount, maxMinutes: number}", "Changes to the built-in roles, and roles of your own.", [], RoleReader.Roles);

    public static readonly ConfigKey<IReadOnlyDictionary<string, Budget>> Budgets = new("budgets", ConfigType.Map, NoBudgets, "", "a map from agent, task, run or day to {maxTurns: number, maxTokens: number, maxCostUsd: amount, maxMinutes: number}, of a day also maxAgents", "The most that each agent, each task, each run and each day (UTC) may use; a role's own limits go before those of agent.", [], BudgetReader.Budgets);
    public static readonly ConfigKey<IReadOnlyList<Price>> Prices = new("prices", ConfigType.Map, [], "", "a map from a model to {input: amount, output: amount, cacheRead: amount, cacheWrite: amount}", "What models cost, in US dollars for a million tokens, before the built-in table: for estimates where a runtime tells no money.", [], PriceReader.Prices);

    public static readonly ConfigKey<TimeSpan> MailOverdue = Milliseconds("mail.overdueMs", 900_000, 1, "Age at which mail that should be answered counts as overdue.");
    public static readonly ConfigKey<TimeSpan> QuestionTimeout = Time("mail.questionTimeout", TimeSpan.Zero, TimeSpan.Zero, "Longest wait of an agent for an answer; then it is ended, its work is kept and its task is blocked until somebody has the answer; 0: no limit.");
    public static readonly ConfigKey<TimeSpan> NudgeDebounce = Milliseconds("nudge.debounceMs", 500, 0, "Nudges closer together than this count as one.");
    public static readonly ConfigKey<bool> RedactSecrets = Boolean("logging.redactSecrets", true, "Overstory's key, read and without effect: what looks like a secret is always hidden.");
    public static readonly ConfigKey<bool> ExitWhenAgentsDone = Boolean("coordinator.exitTriggers.allAgentsDone", false, "The coordinator ends when every agent has.");
    public static readonly ConfigKey<bool> ExitWhenTrackerEmpty = Boolean("coordinator.exitTriggers.taskTrackerEmpty", false, "The coordinator ends when no task is left.");
    public static readonly ConfigKey<bool> ExitOnShutdown = Boolean("coordinator.exitTriggers.onShutdownSignal", false, "The coordinator ends when it is told to.");

    public static readonly IReadOnlyList<ConfigKey> All =
    [
        ProjectName, CanonicalBranch, QualityGates, Gates, Setup, Env, Redact, MaxConcurrent, MaxDepth, MaxSessionsPerRun, MaxAgentsPerLead, AskAbove, StaggerDelay, RoleDefinitions, RoleManifest,
        WorktreeDir, WorktreeBranch, SparseByScope, SparseAlways, DiskReserve, Caches, CacheByCopy, CacheSkipsSetup, CacheSize, CacheAge, PortRange, PortCount, GitByProgram, MergePolicy, Strategy, SyncCheckout, ProtectedBranches, ProtectedPaths, Publish, Forge, OrderedSets, Regenerate, Resolver, Train, ParallelGates, BuildSlots, GateTimeout, TaskFolders, TrackerEnabled, TrackerBackend, TrackerImport, WatchEnabled, WatchInterval, StaleAfter, ZombieAfter,
        QuietAfter, ToolErrors, Correct, RungAfter, RestartStalled, RestartDeaths, Triage, TriagePerDay, NotifyDesktop, NotifyBell, NotifyWebhook, NotifyCommands, NotifyPause, TelemetryEnabled, TelemetryEndpoint, TelemetryInterval, TelemetryBacklog,
        TurnTimeout, TurnMaxFailures, RuntimeDefault, ExecCommand, Runtimes, Roles, Budgets, Prices, MailOverdue, QuestionTimeout, NudgeDebounce, RedactSecrets, ExitWhenAgentsDone, ExitWhenTrackerEmpty, ExitOnShutdown,
    ];

    /// <summary>Overstory's keys that mean nothing here yet: read without a warning. A path stands for all below it.</summary>
    internal static readonly IReadOnlyList<string> Unused =
    [
        "project.root", "project.defaultProfile", "merge.aiResolveEnabled", "merge.reimagineEnabled",
        "watchdog.tier1Enabled", "watchdog.tier1IntervalMs", "watchdog.tier2Enabled", "watchdog.nudgeIntervalMs", "watchdog.rpcTimeoutMs",
        "watchdog.triageTimeoutMs", "watchdog.maxEscalationLevel", "watchdog.notifyParentOnDeath", "logging.verbose",
        "runtime", "providers", "models", "mulch", "beads", "seeds",
    ];

    private static ConfigKey<string> Text(string path, string standard, string must, Func<string, bool> fits, string description, params string[] aliases) =>
        new(path, ConfigType.Text, standard, standard, must, description, aliases, Expect.Text(must, fits));

    private static ConfigKey<bool> Boolean(string path, bool standard, string description, params string[] aliases) =>
        new(path, ConfigType.Boolean, standard, standard ? "true" : "false", "true or false", description, aliases, Expect.Boolean);

    private static ConfigKey<int> Integer(string path, int standard, int least, string description)
    {
        var must = string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {least}");
        return new(path, ConfigType.Integer, standard, standard.ToString(CultureInfo.InvariantCulture), must, description, [], Expect.Integer(least, must)) { Least = least };
    }

    private static ConfigKey<TimeSpan> Milliseconds(string path, int standard, int least, string description, params string[] aliases)
    {
        var must = string.Create(CultureInfo.InvariantCulture, $"milliseconds, or a duration such as 500ms, 90s or 10m, of at least {least} ms");
        return new(path, ConfigType.Duration, TimeSpan.FromMilliseconds(standard), standard.ToString(CultureInfo.InvariantCulture), must, description, aliases, Expect.Time(TimeSpan.FromMilliseconds(least), true, must)) { Least = least };
    }

    private static ConfigKey<TimeSpan> Time(string path, TimeSpan standard, TimeSpan least, string description)
    {
        var must = least > TimeSpan.Zero ? $"a duration such as 90s, 10m or 2h, of at least {Duration.Text(least)}" : "a duration such as 90s, 10m or 2h, or 0";
        return new(path, ConfigType.Duration, standard, Duration.Text(standard), must, description, [], Expect.Time(least, false, must));
    }

    private static ConfigKey<long> Size(string path, long standard, string text, string description) =>
        new(path, ConfigType.Text, standard, text, "a size such as 500MB or 2GB, or a number of bytes", description, [], Expect.Size);

    private static ConfigKey<T> Choice<T>(string path, string description, params (string Word, T Value)[] choices)
    {
        var must = string.Join(" or ", choices.Select(c => c.Word));
        return new(path, ConfigType.Choice, choices[0].Value, choices[0].Word, must, description, [], Expect.OneOf(must, choices)) { Words = [.. choices.Select(c => c.Word)] };
    }

    private static ConfigKey<IReadOnlyList<CommandSpec>> Commands(string path, ReadValue<IReadOnlyList<CommandSpec>> read, string description) =>
        new(path, ConfigType.List, [], "[]", "a list of commands", description, [], read);
}
