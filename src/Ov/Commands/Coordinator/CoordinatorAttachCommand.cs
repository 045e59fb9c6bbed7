using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Coordinating;
using Ov.Core.Text;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator attach</c>: as <c>ov attach</c>, for the one that is active.</summary>
internal static class CoordinatorAttachCommand
{
    public static Command Create(CommandRunner runner, string role)
    {
        var name = CoordinatorOptions.Name(role);
        var command = new Command("attach", $"Show {Article.Of(role)}'s terminal in this one, or resume its session by hand") { name };
        var guide = new CommandGuide($"ov {role} attach")
        {
            Answer = () => TerminalJson.Default.TerminalAddress, Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["attach", $"{role} output", $"{role} send"],
            About = "One that runs headless lets you go on in its session, and no turn of its own begins meanwhile. See 'ov help attach'.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(AttachCommand.Attach(app, CoordinatorFinder.Require(app, role, parse.GetValue(name)), print: false, stop)));
    }
}
