using Ov.Core.Config;

namespace Ov.Tests.Config;

public class ConfigCommandTests
{
    [Fact]
    public void A_gate_given_as_text_runs_through_the_shell_and_as_a_list_directly()
    {
        var config = ConfigReader.Parse("/p/app", "gates:\n  - name: test\n    command: make test && true\n  - name: lint\n    command: [npm, run, \"a b\"]\n    timeout: 90s\n");
        var (test, lint) = (config.Gates[0], config.Gates[1]);
        Assert.Equal(("test", "make test && true", TimeSpan.FromMinutes(10), ".overstory/config.yaml:3"), (test.Name, test.ExactText, test.Timeout, test.Origin));
        Assert.Equal(["sh", "-c", "make test && true"], test.Argv);
        Assert.Equal(("lint", "[\"npm\",\"run\",\"a b\"]", TimeSpan.FromSeconds(90)), (lint.Name, lint.ExactText, lint.Timeout));
        Assert.Null(lint.ShellText);
        Assert.Equal(["npm", "run", "a b"], lint.Argv);
        Assert.All(config.Gates, g => Assert.Equal(CommandKind.Gate, g.Kind));
    }

    [Fact]
    public void Overstorys_quality_gates_are_gates_and_give_way_to_ours_of_the_same_name()
    {
        var config = ConfigReader.Parse("/p/app", """
            project:
              qualityGates:
                - name: Tests
                  command: bun test
                  description: all tests must pass
                - {name: Lint, command: bun run lint, description: zero errors}
            gates:
              - {name: Tests, command: make test}
            merge: {gateTimeout: 3m}
            """);
        Assert.Equal(["Lint", "Tests"], config.Gates.Select(g => g.Name));
        Assert.Equal(["bun run lint", "make test"], config.Gates.Select(g => g.ShellText));
        Assert.All(config.Gates, g => Assert.Equal(TimeSpan.FromMinutes(3), g.Timeout));
        Assert.Empty(config.Problems);
    }

    [Theory]
    [InlineData("[{name: a}]", "gates[0].command must be a command line, or a list of a program and its arguments, not \"\".")]
    [InlineData("[{command: x}]", "gates[0].name must be a name on one line, not \"\".")]
    [InlineData("[{name: a, command: [x, [y]]}]", "gates[0].command must be a command line, or a list of a program and its arguments, not a list.")]
    [InlineData("[{name: a, command: \"  \"}]", "gates[0].command must be a command line, or a list of a program and its arguments, not \"  \".")]
    [InlineData("[{name: a, command: x, timeout: 0}]", "gates[0].timeout must be a duration such as 90s, 10m or 2h, longer than 0, not \"0\".")]
    [InlineData("[{name: a, command: x, timeout: 30}]", "gates[0].timeout must be a duration such as 90s, 10m or 2h, longer than 0, not \"30\".")]
    [InlineData("[x]", "gates[0] must be a map with name and command, not \"x\".")]
    [InlineData("[{name: a, command: x}, {name: a, command: y}]", "gates names the gate \"a\" more than once.")]
    public void A_gate_that_cannot_run_is_named(string gates, string sentence)
    {
        var problem = Assert.Single(ConfigReader.Parse("/p/app", $"gates: {gates}").Problems);
        Assert.Equal((true, sentence), (problem.IsError, problem.Sentence));
    }

    [Fact]
    public void A_word_that_a_gate_does_not_know_is_a_warning()
    {
        var config = ConfigReader.Parse("/p/app", "gates: [{name: a, command: x, timout: 5m}]");
        Assert.Equal("gates[0].timout is not a known key and is ignored; did you mean gates[0].timeout?", Assert.Single(config.Problems).Sentence);
        Assert.Single(config.Gates);
    }

    [Fact]
    public void Commands_that_look_like_other_types_stay_commands()
    {
        var gate = Assert.Single(ConfigReader.Parse("/p/app", "gates: [{name: off, command: false}]").Gates);
        Assert.Equal(("off", "false"), (gate.Name, gate.ShellText));
    }

    [Fact]
    public void Setup_steps_may_be_bare_commands_or_maps()
    {
        var steps = ConfigReader.Parse("/p/app", "setup:\n  - npm ci\n  - {command: [make, deps], timeout: 5m, name: deps}\n  - [a, b]\n").Setup;
        Assert.Equal(["setup[0]", "deps", "setup[2]"], steps.Select(s => s.Name));
        Assert.Equal([10, 5, 10], steps.Select(s => s.Timeout.TotalMinutes));
        Assert.Equal(["npm ci", "[\"make\",\"deps\"]", "[\"a\",\"b\"]"], steps.Select(s => s.ExactText));
        Assert.All(steps, s => Assert.Equal(CommandKind.Setup, s.Kind));
    }

    [Fact]
    public void The_exec_command_may_be_one_for_all_or_one_for_each_role()
    {
        Assert.Equal("./agent.sh", ConfigReader.Parse("/p/app", "runtimes: {exec: {command: ./agent.sh}}").Runtimes.ExecCommand("scout")!.ShellText);
        var byRole = ConfigReader.Parse("/p/app", "runtimes:\n  exec:\n    command:\n      builder: [./build, fast]\n      default: ./any\n");
        Assert.Equal(["./build", "fast"], byRole.Runtimes.ExecCommand("builder")!.Argv);
        Assert.Equal("./any", byRole.Runtimes.ExecCommand("lead")!.ShellText);
        Assert.Null(ConfigReader.Parse("/p/app", "runtimes: {exec: {command: {builder: x}}}").Runtimes.ExecCommand("lead"));
    }
}
