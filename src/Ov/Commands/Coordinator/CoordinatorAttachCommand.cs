using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Coordinating;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator attach</c>: for one that has a terminal.</summary>
internal static class CoordinatorAttachCommand
{
    public static Command Create(CommandRunner runner, string role)
    {
        var name = CoordinatorOptions.Name(role);
        var command = new Command("attach", $"Open the terminal of a {role} that has one") { name };
        var guide = new CommandGuide($"ov {role} attach")
        {
            Answer = () => AnswerJson.Default.NoFields, Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = [$"{role} output", $"{role} send"],
            About = "One that runs headless has no terminal, and is followed and written to instead.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var agent = CoordinatorFinder.Require(app, role, parse.GetValue(name));
            throw new OvException(ErrorCode.State, $"{agent.Name} runs without a terminal, so there is nothing to attach to.", $"Follow it with 'ov {role} output --follow', and write to it with 'ov {role} send'.");
        });
    }
}
