using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Scopes;

namespace Ov.Commands.Scopes;

/// <summary><c>ov scope refuse</c>.</summary>
internal static class ScopeRefuseCommand
{
    public static Command Create(CommandRunner runner)
    {
        var request = ScopeCommands.Request();
        var reason = new Option<string>("--reason") { Description = "Why not, or what to do instead; the agent reads it.", HelpName = "text", Required = true };
        var agent = CallerOption.Create();
        var command = new Command("refuse", "Leave an agent with the files that it has") { request, reason, agent };
        var guide = new CommandGuide("ov scope refuse builder-1 --reason \"builder-3 does that part\"")
        {
            Refusals = [ErrorCode.NotFound], SeeAlso = ["mail list"],
            Answer = () => ScopeJson.Default.ScopeAnswer,
            Writes = true, About = "For whom it asked, an agent above it, or the operator.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            ScopeDecider.Refuse(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(request)!, parse.GetValue(reason)!), () => ScopeJson.Default.ScopeAnswer, ScopeCommands.WriteDecided));
    }
}
