using Ov.Core.Config;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Config;

/// <summary>The config verbs as a person uses them.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ConfigVerbTests : IDisposable
{
    private readonly TaskSite _site = new();
    private readonly List<(string, string)> _operator = [];

    public ConfigVerbTests()
    {
        using var ledger = _site.Project.OpenLedger();
        _operator.Add(("OV_OPERATOR_TOKEN", ledger.Write(tx => Ov.Core.Agents.OperatorTokenStore.Create(tx, "of the test"))));
    }

    private string File => System.IO.File.ReadAllText(Path.Combine(_site.Project.Root, ConfigReader.SharedFile));

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Setting_a_value_keeps_comments_and_takes_effect()
    {
        _site.Project.Write(ConfigReader.SharedFile, "# ours\nagents:\n  maxConcurrent: 25   # most\n");
        Done("config", "set", "agents.maxConcurrent", "7");
        Done("config", "set", "merge.protected", "main", "release/1");
        Done("config", "set", "runtimes.exec.command.builder", "./build.sh \"now\"");
        Done("config", "set", "watchdog.staleThresholdMs", "5m");
        Assert.Equal("# ours\nagents:\n  maxConcurrent: 7   # most\nmerge:\n  protected: [main, release/1]\nruntimes:\n  exec:\n    command:\n      builder: \"./build.sh \\\"now\\\"\"\nwatch:\n  staleMs: 5m\n", File);
        Assert.Equal("7\n", Done("config", "get", "agents.maxConcurrent").Out);
        Assert.Equal("./build.sh \"now\"\n", Done("config", "get", "runtimes.exec.command.builder").Out);
        Done("config", "unset", "runtimes.exec.command.builder");
        Done("config", "unset", "merge.protected");
        Done("config", "unset", "watch.staleMs");
        Assert.Equal("# ours\nagents:\n  maxConcurrent: 7   # most\n", File);
    }

    [Theory]
    [InlineData("'agents.maxConcurent' is not a setting. Did you mean 'agents.maxConcurrent'?", "agents.maxConcurent", "3")]
    [InlineData("'maxDepth' is not a setting. Did you mean 'agents.maxDepth'?", "maxDepth", "3")]
    [InlineData("'models.builder' is a key of Overstory's that means nothing to ov.", "models.builder", "x")]
    [InlineData("agents.maxDepth must be a whole number of at least 0, not \"deep\".", "agents.maxDepth", "deep")]
    [InlineData("merge.policy must be manual or ready, not \"always\".", "merge.policy", "always")]
    [InlineData("gates[0] must be a map with name and command, not \"make test\".", "gates", "make test")]
    [InlineData("roles.builder.canSpwan is not a known key and is ignored; did you mean roles.builder.canSpawn?", "roles.builder.canSpwan", "[]")]
    [InlineData("'merge.policy' takes one value, not 2.", "merge.policy", "manual", "ready")]
    [InlineData("'merge.policy' needs a value.", "merge.policy", "")]
    public void A_wrong_key_or_value_is_refused_and_changes_nothing(string sentence, params string[] words)
    {
        _site.Project.Write(ConfigReader.SharedFile, "# ours\n");
        var run = Ask(["config", "set", .. words]);
        Assert.Equal(2, run.Exit);
        Assert.Contains(sentence, run.Error);
        Assert.Equal("# ours\n", File);
    }

    [Fact]
    public void Only_the_operator_changes_settings_or_approves_commands()
    {
        _site.Project.AddAgent(_site.Run, "bob");
        foreach (var words in new string[][] { ["config", "set", "agents.maxDepth", "9"], ["config", "unset", "agents.maxDepth"], ["config", "edit"], ["config", "trust", "--yes"] })
        {
            var run = _site.Project.Ov([("OVERSTORY_AGENT_NAME", "bob"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("bob")), ("EDITOR", "true")], words);
            Assert.Equal(4, run.Exit);
            Assert.Contains("[not-operator]", run.Error);
        }
    }

    [Fact]
    public void A_command_is_approved_once_by_its_exact_text()
    {
        Done("config", "set", "gates", "[{name: check, command: make test}]");
        Assert.Contains("waits: gate check", Done("config", "trust", "--list").Out);
        var asked = Ask(["config", "trust"]);
        Assert.Equal(6, asked.Exit);
        Assert.Contains("config.yaml:", asked.Error);
        Assert.Contains("make test", asked.Error);
        Assert.Equal(3, Ask(["config", "trust", "chek", "--yes"]).Exit);
        Done("config", "trust", "check", "--yes");
        Assert.Contains("approved: gate check", Done("config", "trust", "--list").Out);
        Done("config", "set", "gates", "[{name: check, command: make evil}]");
        Assert.Contains("waits: gate check", Done("config", "trust", "--list").Out);
    }

    [Fact]
    public void An_edited_draft_with_a_new_fault_is_kept_and_opened_again()
    {
        _site.Project.Write(ConfigReader.SharedFile, "agents:\n  maxDepth: 2\n");
        _operator.Add(("EDITOR", Editor("sed -i 's/2/deep/' \"$1\"")));
        var run = Ask(["config", "edit"]);
        Assert.Equal(2, run.Exit);
        Assert.Contains("agents.maxDepth must be a whole number", run.Error);
        Assert.Equal("agents:\n  maxDepth: 2\n", File);
        _operator[^1] = ("EDITOR", Editor("sed -i 's/deep/4/' \"$1\""));
        Done("config", "edit");
        Assert.Equal("agents:\n  maxDepth: 4\n", File);
        _operator[^1] = ("EDITOR", "false");
        Assert.Equal(1, Ask(["config", "edit"]).Exit);
    }

    [Fact]
    public void A_file_that_is_no_yaml_is_not_touched()
    {
        _site.Project.Write(ConfigReader.SharedFile, "agents: [\n");
        var run = Ask(["config", "set", "agents.maxDepth", "3"]);
        Assert.Equal(2, run.Exit);
        Assert.Contains(".overstory/config.yaml:", run.Error);
        Assert.Equal("agents: [\n", File);
    }

    private string Editor(string line)
    {
        var file = Path.Combine(_site.Project.Folder, $"editor-{_operator.Count}-{line.Length}.sh");
        System.IO.File.WriteAllText(file, $"#!/bin/sh\n{line}\n");
        System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    private Answered Ask(string[] words) => _site.Project.Ov([.. _operator], words);

    private Answered Done(params string[] words)
    {
        var run = Ask(words);
        Assert.True(run.Exit == 0, run.ToString());
        return run;
    }
}
