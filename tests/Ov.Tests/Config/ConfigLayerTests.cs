using Ov.Core.Config;

namespace Ov.Tests.Config;

public class ConfigLayerTests
{
    [Fact]
    public void Local_beats_shared_and_a_variable_beats_both_each_with_its_origin()
    {
        using var project = new ProjectFolder().Shared("agents:\n  maxConcurrent: 5\n  maxDepth: 5\n  maxSessionsPerRun: 5\n").Local("agents:\n  maxDepth: 6\n  maxSessionsPerRun: 6\n");
        var config = project.Config(new() { ["OV_CONFIG__AGENTS__MAXSESSIONSPERRUN"] = "7" });
        Assert.Equal((5, 6, 7), (config.Agents.MaxConcurrent, config.Agents.MaxDepth, config.Agents.MaxSessionsPerRun));
        string Origin(string key) => config.Settings.Single(s => s.Key.Path == key).Origin.ToString();
        Assert.Equal(".overstory/config.yaml:2", Origin("agents.maxConcurrent"));
        Assert.Equal(".overstory/config.local.yaml:2", Origin("agents.maxDepth"));
        Assert.Equal("OV_CONFIG__AGENTS__MAXSESSIONSPERRUN", Origin("agents.maxSessionsPerRun"));
        Assert.Equal("default", Origin("agents.maxAgentsPerLead"));
    }

    [Fact]
    public void An_agents_variables_do_not_count()
    {
        using var project = new ProjectFolder();
        var variables = new Dictionary<string, string> { ["OV_CONFIG__AGENTS__MAXDEPTH"] = "99", ["OV_CONFIG__NONSENSE"] = "1" };
        Assert.Equal(99, project.Config(variables).Agents.MaxDepth);
        var asAgent = project.Config(variables, isAgentCaller: true);
        Assert.Equal(2, asAgent.Agents.MaxDepth);
        Assert.Empty(asAgent.Problems);
    }

    [Theory]
    [InlineData("OV_CONFIG__MERGE__GATETIMEOUT")]
    [InlineData("OV_CONFIG__MERGE__GATE_TIMEOUT")]
    [InlineData("ov_config__merge__gateTimeout")]
    public void The_case_of_a_variable_and_single_underscores_do_not_matter(string name)
    {
        using var project = new ProjectFolder();
        Assert.Equal(TimeSpan.FromMinutes(4), project.Config(new() { [name] = "4m" }).Merge.GateTimeout);
    }

    [Fact]
    public void A_wrong_variable_is_named_by_its_name_and_an_unknown_one_by_the_nearest()
    {
        using var project = new ProjectFolder();
        var config = project.Config(new() { ["OV_CONFIG__AGENTS__MAXDEPTH"] = "deep", ["OV_CONFIG__AGENTS__MAXCONCURENT"] = "3", ["OV_CONFIG__WATCH__STALEMS"] = "" });
        Assert.Equal(
            [
                "OV_CONFIG__AGENTS__MAXCONCURENT: OV_CONFIG__AGENTS__MAXCONCURENT is not a known key and is ignored; did you mean OV_CONFIG__AGENTS__MAXCONCURRENT?",
                "OV_CONFIG__AGENTS__MAXDEPTH: agents.maxDepth must be a whole number of at least 0, not \"deep\".",
            ],
            config.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Lists_and_maps_fit_into_a_variable()
    {
        using var project = new ProjectFolder().Shared("runtimes: {exec: {command: {builder: ./b, scout: ./s}}}");
        var config = project.Config(new()
        {
            ["OV_CONFIG__MERGE__PROTECTED"] = "[main, release]",
            ["OV_CONFIG__GATES"] = "[{name: t, command: [make, t]}]",
            ["OV_CONFIG__RUNTIMES__EXEC__COMMAND__BUILDER"] = "[ -x ./b ] && ./b",
        });
        Assert.Equal(["main", "release"], config.Merge.Protected);
        Assert.Equal(["make", "t"], config.Gates[0].Argv);
        Assert.Equal("OV_CONFIG__GATES", config.Gates[0].Origin);
        Assert.Equal("[ -x ./b ] && ./b", config.Runtimes.ExecCommand("builder")!.ShellText);
        Assert.Equal("./s", config.Runtimes.ExecCommand("scout")!.ShellText);
        Assert.Empty(config.Problems);
    }

    [Fact]
    public void A_list_that_cannot_be_read_from_a_variable_breaks_only_its_key()
    {
        using var project = new ProjectFolder();
        var config = project.Config(new() { ["OV_CONFIG__MERGE__PROTECTED"] = "[main" });
        Assert.StartsWith("OV_CONFIG__MERGE__PROTECTED: merge.protected must be a list", Assert.Single(config.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal(25, config.Agents.MaxConcurrent);
    }

    [Fact]
    public void Lists_of_a_higher_layer_replace_and_maps_merge()
    {
        using var project = new ProjectFolder().Shared("setup: [a, b]\nroles: {x: {readOnly: true}, y: {readOnly: true}}\n").Local("setup: [c]\nroles: {y: {readOnly: false}}\n");
        var config = project.Config();
        Assert.Equal(["c"], config.Setup.Select(s => s.ShellText));
        Assert.True(config.Roles["x"].ReadOnly);
        Assert.False(config.Roles["y"].ReadOnly);
    }

    [Fact]
    public void Overstorys_names_are_read_and_ours_win_within_a_layer_only()
    {
        using var project = new ProjectFolder().Shared("watchdog: {tier0IntervalMs: 30000, tier0Enabled: false, staleThresholdMs: 1000}\nworktrees: {baseDir: .overstory/worktrees}\nwatch: {staleMs: 2000}\n");
        var config = project.Config();
        Assert.Equal((30, false, 2), (config.Watch.Interval.TotalSeconds, config.Watch.Enabled, config.Watch.StaleAfter.TotalSeconds));
        Assert.Equal($"{project.Root}/.overstory/worktrees", config.Worktrees.Directory);
        Assert.Empty(config.Problems);
        project.Local("watchdog: {staleThresholdMs: 9000}");
        Assert.Equal(9, project.Config().Watch.StaleAfter.TotalSeconds);
    }

    [Fact]
    public void A_config_as_overstory_writes_it_is_read_without_a_word()
    {
        var config = ConfigReader.Parse("/p/app", """
            project: {name: demo, root: /somewhere/demo, canonicalBranch: main, qualityGates: [{name: Tests, command: bun test, description: pass}]}
            agents: {manifestPath: .overstory/agent-manifest.json, baseDir: .overstory/agent-defs, maxConcurrent: 25, staggerDelayMs: 2000, maxDepth: 2, maxSessionsPerRun: 0, maxAgentsPerLead: 5}
            worktrees: {baseDir: .overstory/worktrees}
            taskTracker: {backend: auto, enabled: true}
            mulch: {enabled: true, domains: [], primeFormat: markdown}
            merge: {aiResolveEnabled: true, reimagineEnabled: false}
            providers: {anthropic: {type: native}}
            watchdog: {tier0Enabled: true, tier0IntervalMs: 30000, tier1Enabled: false, tier2Enabled: false, staleThresholdMs: 300000, zombieThresholdMs: 600000, nudgeIntervalMs: 60000, rpcTimeoutMs: 5000, triageTimeoutMs: 30000, maxEscalationLevel: 3, notifyParentOnDeath: true}
            coordinator: {exitTriggers: {allAgentsDone: true, taskTrackerEmpty: false, onShutdownSignal: false}}
            models: {}
            logging: {verbose: false, redactSecrets: true}
            runtime: {default: claude, shellInitDelayMs: 0, claudeHeadlessByDefault: true, pi: {provider: anthropic, modelMap: {opus: a}}}
            """);
        Assert.Empty(config.Problems);
        Assert.Equal(("demo", "main", "claude"), (config.Project.Name, config.Project.CanonicalBranch, config.Runtimes.Default));
        Assert.Equal(2, config.Agents.StaggerDelay.TotalSeconds);
        Assert.True(config.Coordinator.ExitWhenAgentsDone);
    }

    [Theory]
    [InlineData("agents: {maxConcurent: 3}", "agents.maxConcurent is not a known key and is ignored; did you mean agents.maxConcurrent?")]
    [InlineData("agents: {maxconcurrent: 3}", "agents.maxconcurrent is not a known key and is ignored; did you mean agents.maxConcurrent?")]
    [InlineData("maxConcurrent: 3", "maxConcurrent is not a known key and is ignored; did you mean agents.maxConcurrent?")]
    [InlineData("agnets: {maxConcurrent: 3}", "agnets is not a known key and is ignored; did you mean agents?")]
    [InlineData("gate: []", "gate is not a known key and is ignored; did you mean gates?")]
    [InlineData("weather: {sunny: true}", "weather is not a known key and is ignored.")]
    [InlineData("\"a\\e[31m\": 1", "a\\u001b[31m is not a known key and is ignored.")]
    public void An_unknown_key_is_a_warning_with_the_nearest_known_one(string text, string sentence)
    {
        var problem = Assert.Single(ConfigReader.Parse("/p/app", text).Problems);
        Assert.Equal((false, sentence), (problem.IsError, problem.Sentence));
    }

    [Fact]
    public void Nothing_is_read_before_somebody_asks()
    {
        using var project = new ProjectFolder();
        var config = project.Config();
        project.Shared("agents: {maxDepth: 7}");
        Assert.Equal(7, config.Agents.MaxDepth);
    }

    [Fact]
    public void The_table_of_keys_is_whole_and_its_defaults_are_legal()
    {
        Assert.Equal(ConfigKeys.All.Count, ConfigKeys.All.Select(k => k.Path).Distinct().Count());
        Assert.All(ConfigKeys.All, k => Assert.EndsWith(".", k.Description, StringComparison.Ordinal));
        foreach (var key in ConfigKeys.All.Where(k => k.DefaultText.Length > 0))
        {
            var words = key.Path.Split('.');
            var text = string.Concat(words.Select(w => $"{{{w}: ")) + (key.DefaultText is ['[', ..] ? key.DefaultText : $"\"{key.DefaultText}\"") + new string('}', words.Length);
            var setting = ConfigReader.Parse("/p/app", text).Settings.Single(s => s.Key.Path == key.Path);
            Assert.False(setting.IsBroken || setting.IsDefault, key.Path);
        }
    }
}
