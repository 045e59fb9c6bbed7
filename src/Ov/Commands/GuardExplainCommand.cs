using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Guarding;

namespace Ov.Commands;

/// <summary><c>ov guard explain</c>: may an agent run this, and if not, what should it do instead?</summary>
internal static class GuardExplainCommand
{
    public static Command Create(CommandRunner runner)
    {
        var text = new Argument<string>("command") { Description = "The shell command, in quotes." };
        var agent = new Option<string?>("--agent") { Description = "The agent whose rules count.", HelpName = "agent" };
        var role = new Option<string?>("--role") { Description = "Instead of an agent: any agent of this role, working here.", HelpName = "role" };
        var command = new Command("explain", "Say whether an agent may run a command, by which rule, and what to do instead") { text, agent, role };
        var guide = new CommandGuide("ov guard explain 'git push origin main' --role builder", "ov guard explain 'make && make install' --agent builder-1 --json")
        {
            Answer = () => GuardJson.Default.GuardAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["guard", "help rules"],
            About = "Nothing is run and nothing is recorded.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            GuardAnswer.To(app, GuardCommand.Subject(app, parse.GetValue(agent), parse.GetValue(role)), parse.GetValue(text)!, []), () => GuardJson.Default.GuardAnswer, GuardCommand.Write));
    }
}
