using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;

namespace Ov.Commands;

/// <summary><c>ov host --agent &lt;id&gt;</c>: the process behind one headless agent. Only sling starts it.</summary>
internal static class HostCommand
{
    public static Command Create(CommandRunner runner)
    {
        var agent = new Option<string>("--agent") { Description = "Id of the incarnation.", HelpName = "id", Required = true };
        var command = new Command("host", "Run one agent's turns (started by sling)") { agent };
        command.Hidden = true;
        return runner.Define(command, new CommandGuide("ov host --agent agent-k3v9q2mz") { Answer = () => AnswerJson.Default.NoFields }, (app, parse) =>
        {
            AgentHost.Run(app, parse.GetValue(agent)!, (environment, words, first) => CommandLineCall.Run(
                environment, [.. words], null, new CallFace(WorkProgress.Silent, TextWriter.Null, CancellationToken.None) { First = first }));
            return CommandResult.Silent();
        });
    }
}
