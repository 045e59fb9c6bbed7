using Ov.Core;
using Ov.Core.Config;

namespace Ov.Tests.Config;

public class ConfigValueTests
{
    [Fact]
    public void Without_any_file_every_setting_has_its_default()
    {
        using var project = new ProjectFolder();
        var config = project.Config();
        Assert.Null(config.Project.Name);
        Assert.Null(config.Project.CanonicalBranch);
        Assert.Equal((25, 2, 0, 5), (config.Agents.MaxConcurrent, config.Agents.MaxDepth, config.Agents.MaxSessionsPerRun, config.Agents.MaxAgentsPerLead));
        Assert.Equal(TimeSpan.Zero, config.Agents.StaggerDelay);
        Assert.Equal($"{project.Root}.worktrees", config.Worktrees.Directory);
        Assert.Equal("overstory/{agent}/{number}-{slug}", config.Worktrees.BranchTemplate);
        Assert.Equal((MergePolicy.Manual, CheckoutSync.FastForward), (config.Merge.Policy, config.Merge.SyncCheckout));
        Assert.Empty(config.Merge.Protected);
        Assert.Equal(TimeSpan.FromMinutes(10), config.Merge.GateTimeout);
        Assert.True(config.Watch.Enabled);
        Assert.Equal((5, 300, 600), (config.Watch.Interval.TotalSeconds, config.Watch.StaleAfter.TotalSeconds, config.Watch.ZombieAfter.TotalSeconds));
        Assert.Equal((TimeSpan.Zero, 3), (config.Turns.Timeout, config.Turns.MaxFailures));
        Assert.Equal("exec", config.Runtimes.Default);
        Assert.Null(config.Runtimes.ExecCommand("builder"));
        Assert.Equal(TimeSpan.FromMilliseconds(500), config.NudgeDebounce);
        Assert.Empty(config.Roles);
        Assert.Empty(config.Gates);
        Assert.Empty(config.Setup);
        Assert.Empty(config.Problems);
        Assert.All(config.Settings, s => Assert.True(s.IsDefault));
    }

    [Theory]
    [InlineData("agents.maxConcurrent", "lots", "agents.maxConcurrent must be a whole number of at least 1, not \"lots\".")]
    [InlineData("agents.maxConcurrent", "0", "agents.maxConcurrent must be a whole number of at least 1, not \"0\".")]
    [InlineData("agents.maxConcurrent", "-3", "agents.maxConcurrent must be a whole number of at least 1, not \"-3\".")]
    [InlineData("agents.maxConcurrent", "2.5", "agents.maxConcurrent must be a whole number of at least 1, not \"2.5\".")]
    [InlineData("agents.maxConcurrent", "99999999999", "agents.maxConcurrent must be a whole number of at least 1, not \"99999999999\".")]
    [InlineData("agents.maxConcurrent", "[1]", "agents.maxConcurrent must be a whole number of at least 1, not a list.")]
    [InlineData("agents.maxConcurrent", "{a: 1}", "agents.maxConcurrent must be a whole number of at least 1, not a map.")]
    [InlineData("agents.maxDepth", "-1", "agents.maxDepth must be a whole number of at least 0, not \"-1\".")]
    [InlineData("agents.staggerDelayMs", "soon", "agents.staggerDelayMs must be milliseconds, or a duration such as 500ms, 90s or 10m, of at least 0 ms, not \"soon\".")]
    [InlineData("watch.intervalMs", "499", "watch.intervalMs must be milliseconds, or a duration such as 500ms, 90s or 10m, of at least 500 ms, not \"499\".")]
    [InlineData("watch.enabled", "maybe", "watch.enabled must be true or false, not \"maybe\".")]
    [InlineData("turns.timeout", "10", "turns.timeout must be a duration such as 90s, 10m or 2h, or 0, not \"10\".")]
    [InlineData("turns.timeout", "5 fortnights", "turns.timeout must be a duration such as 90s, 10m or 2h, or 0, not \"5 fortnights\".")]
    [InlineData("turns.timeout", "99999d", "turns.timeout must be a duration such as 90s, 10m or 2h, or 0, not \"99999d\".")]
    [InlineData("merge.policy", "always", "merge.policy must be manual or ready, not \"always\".")]
    [InlineData("merge.syncCheckout", "Ff", "merge.syncCheckout must be ff or never, not \"Ff\".")]
    [InlineData("merge.gateTimeout", "0", "merge.gateTimeout must be a duration such as 90s, 10m or 2h, of at least 1s, not \"0\".")]
    [InlineData("merge.protected", "main", "merge.protected must be a list such as [one, two], each item a branch name that git accepts, not \"main\".")]
    [InlineData("merge.protected", "[main, a..b]", "merge.protected[1] must be a branch name that git accepts, not \"a..b\".")]
    [InlineData("project.canonicalBranch", "--force", "project.canonicalBranch must be a branch name that git accepts, not \"--force\".")]
    [InlineData("project.canonicalBranch", "a b", "project.canonicalBranch must be a branch name that git accepts, not \"a b\".")]
    [InlineData("project.name", "\"two\\nlines\"", "project.name must be a name on one line, not \"two\\nlines\".")]
    [InlineData("project.name", "\"\\e[2Jx\"", "project.name must be a name on one line, not \"\\u001b[2Jx\".")]
    [InlineData("worktrees.branch", "work/{number}", "worktrees.branch must be a branch name with {agent}, and optionally {number}, {slug}, {run}, not \"work/{number}\".")]
    [InlineData("worktrees.branch", "\"{agent}/{nummer}\"", "worktrees.branch must be a branch name with {agent}, and optionally {number}, {slug}, {run}, not \"{agent}/{nummer}\".")]
    [InlineData("runtime.default", "rm -rf", "runtime.default must be a runtime's name, not \"rm -rf\".")]
    [InlineData("watch.zombieMs", "300000", "watch.zombieMs must be more than watch.staleMs (300000), not \"300000\".")]
    [InlineData("roles", "builder", "roles must be a map from role to its rules, not \"builder\".")]
    [InlineData("gates", "make test", "gates must be a list of commands, not \"make test\".")]
    [InlineData("runtimes.exec.command", "[]", "runtimes.exec.command must be a command line, or a list of a program and its arguments, not a list.")]
    [InlineData("runtimes", "{mine: {command: [mine], events: claud}}", "runtimes.mine.events must be plain, claude, codex, opencode, pi, gemini, copilot, not \"claud\".")]
    public void A_wrong_value_is_refused_with_its_line_and_what_is_allowed(string key, string value, string sentence)
    {
        var config = ConfigReader.Parse("/p/app", "# top\n" + Nested(key, value));
        var line = 1 + key.Split('.').Length;
        var setting = config.Settings.Single(s => s.Key.Path == key);
        Assert.True(setting.IsBroken);
        var problem = Assert.Single(config.Problems);
        Assert.Equal($".overstory/config.yaml:{line}: {sentence}", problem.ToString());
        Assert.True(problem.IsError);
        Assert.Equal(ErrorCode.InvalidConfig, Ask(config, key).Code);
        Assert.Equal(problem.ToString(), Ask(config, key).Message);
    }

    [Fact]
    public void A_refusal_tells_how_to_get_rid_of_it()
    {
        var config = ConfigReader.Parse("/p/app", "agents: {maxConcurrent: x}\nproject: {name: [a]}");
        Assert.Equal("Correct it, or remove it for the default 25.", Assert.Throws<OvException>(() => config.Agents.MaxConcurrent).Hint);
        Assert.Equal("Correct or remove it.", Assert.Throws<OvException>(() => config.Project.Name).Hint);
    }

    [Fact]
    public void One_wrong_value_disables_nothing_else()
    {
        var config = ConfigReader.Parse("/p/app", "agents:\n  maxConcurrent: lots\n  maxDepth: 4\nwatch: 7\nmerge:\n  policy: ready\ngates: [3]\n");
        Assert.Equal(4, config.Agents.MaxDepth);
        Assert.Equal(5, config.Agents.MaxAgentsPerLead);
        Assert.Equal(MergePolicy.Ready, config.Merge.Policy);
        Assert.Throws<OvException>(() => config.Agents.MaxConcurrent);
        Assert.Throws<OvException>(() => config.Gates);
        Assert.Equal(".overstory/config.yaml:4: watch must hold keys of its own, not \"7\".", Assert.Throws<OvException>(() => config.Watch.Interval).Message);
        Assert.Equal(3, config.Problems.Count);
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("90s", 90_000)]
    [InlineData("10m", 600_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("12345", 12_345)]
    public void Durations_are_read_with_their_unit_and_bare_milliseconds_where_the_key_says_so(string written, int milliseconds)
    {
        Assert.Equal(milliseconds, ConfigReader.Parse("/p/app", $"watch: {{intervalMs: {written}}}").Watch.Interval.TotalMilliseconds);
    }

    [Fact]
    public void A_zombie_threshold_does_not_suffer_from_a_broken_stale_threshold()
    {
        var config = ConfigReader.Parse("/p/app", "watch: {staleMs: x, zombieMs: 1000}");
        Assert.Equal(TimeSpan.FromSeconds(1), config.Watch.ZombieAfter);
        Assert.Throws<OvException>(() => config.Watch.StaleAfter);
    }

    [Fact]
    public void A_key_without_a_value_keeps_its_default()
    {
        var config = ConfigReader.Parse("/p/app", "agents:\n  maxConcurrent:\n  maxDepth: ~\nmerge:\ngates:\n");
        Assert.Equal((25, 2), (config.Agents.MaxConcurrent, config.Agents.MaxDepth));
        Assert.Empty(config.Problems);
    }

    [Fact]
    public void A_role_has_a_budget_and_tools_and_a_wrong_limit_is_named()
    {
        var role = ConfigReader.Parse("/p/app", "roles:\n  auditor: {maxTurns: 3, maxTokens: 90000, maxCostUsd: 2.50, tools: [Read, Grep]}\n").Roles["auditor"];
        Assert.Equal((3, 90_000, 2.50m), (role.Budget.Turns, role.Budget.Tokens, role.Budget.CostUsd));
        Assert.Equal(["Read", "Grep"], role.Tools!);

        var wrong = ConfigReader.Parse("/p/app", "roles:\n  auditor: {maxTokens: 0, maxCostUsd: much, tools: Read}\n");
        _ = Assert.Throws<OvException>(() => wrong.Roles);
        Assert.Equal(["roles.auditor.maxTokens", "roles.auditor.maxCostUsd", "roles.auditor.tools"], wrong.Problems.Select(problem => problem.Key));
    }

    [Fact]
    public void Roles_override_only_what_they_name()
    {
        var config = ConfigReader.Parse("/p/app", "roles:\n  builder:\n    canSpawn: [scout]\n  auditor: {readOnly: true}\n");
        Assert.Equal(["scout"], config.Roles["builder"].CanSpawn!);
        Assert.Null(config.Roles["builder"].ReadOnly);
        Assert.Null(config.Roles["auditor"].CanSpawn);
        Assert.True(config.Roles["auditor"].ReadOnly);
        Assert.Equal(".overstory/config.yaml:2", config.Roles["builder"].Origin.ToString());
        Assert.Equal("roles.builder.canSpawns is not a known key and is ignored; did you mean roles.builder.canSpawn?",
            Assert.Single(ConfigReader.Parse("/p/app", "roles: {builder: {canSpawns: []}}").Problems).Sentence);
    }

    private static string Nested(string key, string value)
    {
        var words = key.Split('.');
        return string.Join("\n", words.Select((word, depth) => new string(' ', depth * 2) + word + (depth == words.Length - 1 ? $": {value}" : ":"))) + "\n";
    }

    private static OvException Ask(OvConfig config, string key) => Assert.Throws<OvException>(() => ConfigKeys.All.Single(k => k.Path == key) switch
    {
        ConfigKey<int> k => config.Get(k),
        ConfigKey<bool> k => config.Get(k),
        ConfigKey<string> k => config.Get(k),
        ConfigKey<TimeSpan> k => config.Get(k),
        ConfigKey<MergePolicy> k => config.Get(k),
        ConfigKey<CheckoutSync> k => config.Get(k),
        ConfigKey<IReadOnlyList<string>> k => config.Get(k),
        ConfigKey<IReadOnlyList<CommandSpec>> k => config.Get(k),
        ConfigKey<IReadOnlyDictionary<string, RoleOverride>> k => config.Get(k),
        ConfigKey<IReadOnlyDictionary<string, RuntimeOverride>> k => config.Get(k),
        ConfigKey<IReadOnlyDictionary<string, CommandSpec>> k => (object)config.Get(k),
        var other => throw new InvalidOperationException($"no way to ask for {other.Path}"),
    });
}
