using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Completing;

namespace Ov.Commands;

/// <summary><c>ov detach &lt;agent&gt;</c>: take every person's terminal off an agent's.</summary>
internal static class DetachCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Argument<string>("agent") { Description = "Name or id." }.Completes(Candidate.LiveAgent);
        var guide = new CommandGuide("ov detach builder-1")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State], SeeAlso = ["attach"],
            Answer = () => TerminalJson.Default.DetachResult,
            About = "The agent works on. From inside the terminal, C-b d does the same for yours alone.",
        };
        return runner.Define(new Command("detach", "Leave an agent's terminal, everywhere it is shown") { agent }, guide, (app, parse) => CommandResult.Of(
            AgentTerminal.Of(app, AgentTerminal.RequireLive(app, parse.GetValue(agent)!)).Detach(), () => TerminalJson.Default.DetachResult, Write));
    }

    private static void Write(DetachResult result, TextView view) =>
        view.Line(result.Detached.Count == 0 ? $"Nobody looks at {result.AgentName}'s terminal." : $"Left {result.AgentName}'s terminal: {string.Join(", ", result.Detached)}");
}
