using System.CommandLine;
using Ov.Cli;
using Ov.Core.Runtimes.Survey;

namespace Ov.Commands.Runtimes;

/// <summary><c>ov runtime list</c>.</summary>
internal static class RuntimeListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var guide = new CommandGuide("ov runtime list", "ov runtime list --json")
        {
            Answer = () => RuntimeJson.Default.RuntimeListAnswer, SeeAlso = ["sling", "config set"],
            About = "Runs each program that is here once with --version, at most 5 seconds long; never a command line of the configuration's own.\n"
                + "'untested' means that no test of ours ever ran it: its command line is known from its documentation alone.",
        };
        return runner.Define(new Command("list", "List the coding agents that ov can drive, and which are here"), guide, (app, _) =>
            CommandResult.Of(new RuntimeListAnswer(RuntimeSurvey.All(app)), () => RuntimeJson.Default.RuntimeListAnswer, RuntimeView.WriteList));
    }
}
