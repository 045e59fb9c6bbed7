using Ov.Core.Config;

namespace Ov.Tests.Config;

public sealed class RegenerateConfigTests
{
    [Fact]
    public void Files_that_a_command_makes_are_read_with_it()
    {
        var config = ConfigReader.Parse("/p/app", "merge:\n  regenerate:\n    - {paths: package-lock.json, command: npm install --package-lock-only}\n    - {paths: ['gen/**', api.json], command: [make, gen], timeout: 90s}\n");
        Assert.Empty(config.Problems);
        var (locks, made) = (config.Merge.Regenerate[0], config.Merge.Regenerate[1]);
        Assert.Equal(["package-lock.json"], locks.Paths);
        Assert.Equal(("npm install --package-lock-only", TimeSpan.FromMinutes(10), CommandKind.Regenerate), (locks.Command.ExactText, locks.Command.Timeout, locks.Command.Kind));
        Assert.Equal(["gen/**", "api.json"], made.Paths);
        Assert.Equal(TimeSpan.FromSeconds(90), made.Command.Timeout);
        Assert.Contains(locks.Command.ExactText, ConfiguredCommands.All(config).Select(command => command.ExactText));
    }

    [Theory]
    [InlineData("npm i", "merge.regenerate must be a list of {paths, command, timeout}, not \"npm i\".")]
    [InlineData("[{paths: a}]", "merge.regenerate[0] must be a map with paths and command, not a map.")]
    [InlineData("[{paths: ../a, command: x}]", "merge.regenerate[0].paths must be a glob inside the project, not \"../a\".")]
    [InlineData("[{paths: a, command: ''}]", "merge.regenerate[0].command must be a command line, or a list of a program and its arguments, not \"\".")]
    public void What_cannot_be_run_is_named(string rules, string sentence) =>
        Assert.Equal((true, sentence), Assert.Single(ConfigReader.Parse("/p/app", $"merge:\n  regenerate: {rules}").Problems) is var problem ? (problem.IsError, problem.Sentence) : default);

    [Fact]
    public void A_word_that_a_rule_does_not_know_is_a_warning() =>
        Assert.Equal(
            "merge.regenerate[0].path is not a known key and is ignored; did you mean merge.regenerate[0].paths?",
            Assert.Single(ConfigReader.Parse("/p/app", "merge: {regenerate: [{paths: a, path: b, command: x}]}").Problems).Sentence);
}
