using Ov.Core.Config;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Config;

/// <summary>One bad value never disables what does not need it: for each, what is refused, with which words, and what goes on.</summary>
public sealed class BadValueTests : IDisposable
{
    /// <summary>They need no setting at all.</summary>
    private static readonly string[] Always =
        ["status", "task list", "task add Work", "run list", "mail check", "mail send --to operator --subject s --body b", "config show", "config schema", "worktree list", "group list", "prime"];

    private readonly TaskSite _site = new();
    private readonly string _token;

    public BadValueTests()
    {
        using var ledger = _site.Project.OpenLedger();
        _token = ledger.Write(tx => Ov.Core.Agents.OperatorTokenStore.Create(tx, "of the test"));
    }

    public void Dispose() => _site.Dispose();

    /// <param name="yaml">The file; "; " stands for a line break.</param>
    /// <param name="key">The key that is broken.</param>
    /// <param name="line">Where it is written.</param>
    /// <param name="sentence">What everybody who needs it is told.</param>
    /// <param name="refused">Commands that need it, separated by "; ".</param>
    [Theory]
    [InlineData("gates: make test", "gates", 1, "gates must be a list of commands, not \"make test\".", "merge --branch overstory/bob/1")]
    [InlineData("gates:;   - name: a;     command: ''", "gates", 3, "gates[0].command must be a command line", "merge --branch overstory/bob/1")]
    [InlineData("merge:;   gateTimeout: soon; gates: [{name: a, command: b}]", "merge.gateTimeout", 2, "merge.gateTimeout must be a duration", "merge --branch overstory/bob/1")]
    [InlineData("merge:;   protected: main", "merge.protected", 2, "merge.protected must be a list", "")]
    [InlineData("prices:;   gpt-9: {input: 1}", "prices.gpt-9", 2, "prices.gpt-9 has no output: a price needs input and output", "")]
    [InlineData("prices:;   gpt-9: 2", "prices.gpt-9", 2, "prices.gpt-9 must be a map with input and output", "")]
    [InlineData("prices:;   gpt-9: {input: cheap, output: 2}", "prices.gpt-9.input", 2, "prices.gpt-9.input must be an amount in US dollars for a million tokens", "")]
    [InlineData("setup: 7", "setup", 1, "setup must be a list of commands, not \"7\".", "sling 2 --exec true")]
    [InlineData("# x; agents:;   maxConcurrent: lots", "agents.maxConcurrent", 3, "agents.maxConcurrent must be a whole number of at least 1, not \"lots\".", "sling 2 --exec true")]
    [InlineData("agents: {maxDepth: -1}", "agents.maxDepth", 1, "agents.maxDepth must be a whole number of at least 0, not \"-1\".", "sling 2 --exec true")]
    [InlineData("worktrees:;   branch: x/{number}", "worktrees.branch", 2, "worktrees.branch must be a branch name with {agent}", "sling 2 --exec true")]
    [InlineData("roles: builder", "roles", 1, "roles must be a map from role to its rules, not \"builder\".", "sling 2 --exec true")]
    [InlineData("runtimes:;   exec:;     command: []", "runtimes.exec.command", 3, "runtimes.exec.command must be a command line", "sling 2")]
    [InlineData("watch:;   staleMs: never", "watch.staleMs", 2, "watch.staleMs must be milliseconds", "")]
    [InlineData("nudge: 7", "nudge.debounceMs", 1, "nudge must hold keys of its own, not \"7\".", "")]
    [InlineData("agents: [", "agents.maxConcurrent", 2, "This is not valid YAML", "merge --branch overstory/bob/1; sling 2 --exec true")]
    public void A_bad_value_is_named_where_it_is_needed_and_nowhere_else(string yaml, string key, int line, string sentence, string refused)
    {
        var work = _site.Add("Work");
        _site.Worker("bob", work);
        _site.CommitIn("bob", "one.txt", "one\n");
        _site.Add("Two");
        Ok("task done --summary did", "bob");
        _site.Project.Write(ConfigReader.SharedFile, yaml.Replace("; ", "\n") + "\n");
        foreach (var command in Always)
        {
            Ok(command);
        }

        var check = Ask("config check");
        Assert.Equal(2, check.Exit);
        Assert.Contains(sentence, check.Out);
        Assert.Contains($"{ConfigReader.SharedFile}:{line}:", check.Out);
        foreach (var command in refused.Split("; ", StringSplitOptions.RemoveEmptyEntries).Append($"config get {key}"))
        {
            var run = Ask(command);
            Assert.True(run.Exit is 2 && run.Error.Contains("[invalid-config]", StringComparison.Ordinal), run.ToString());
            Assert.Contains($"{ConfigReader.SharedFile}:{line}: {sentence}", run.Error);
        }

        if (!yaml.EndsWith('['))
        {
            Ok("config get project.canonicalBranch");
            Ok("config set project.name other");
        }
    }

    private void Ok(string command, string? speaker = null)
    {
        var run = Ask(command, speaker);
        Assert.True(run.Exit == 0, run.ToString());
    }

    private Answered Ask(string command, string? speaker = null)
    {
        string[] words = command.Split(' ');
        return _site.Project.Ov(
            speaker is null ? [("OV_OPERATOR_TOKEN", _token)] : [("OVERSTORY_AGENT_NAME", speaker), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf(speaker))], words);
    }
}
