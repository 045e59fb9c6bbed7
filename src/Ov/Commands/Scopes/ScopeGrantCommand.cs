using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Scopes;

namespace Ov.Commands.Scopes;

/// <summary><c>ov scope grant</c>.</summary>
internal static class ScopeGrantCommand
{
    public static Command Create(CommandRunner runner)
    {
        var request = ScopeCommands.Request();
        var agent = CallerOption.Create();
        var command = new Command("grant", "Let an agent change the files that it asked for") { request, agent };
        var guide = new CommandGuide("ov scope grant builder-1", "ov scope grant builder-1 --json")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.ScopeOverlap], SeeAlso = ["mail list", "sling"],
            Answer = () => ScopeJson.Default.ScopeAnswer,
            Writes = true,
            About = "For whom it asked, an agent above it, or the operator. Its scope is wider from that moment on, for the guard and for landing, and its task's with it. "
                + "When somebody took the files meanwhile, nothing changes and the request stays open.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            ScopeDecider.Grant(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(request)!), () => ScopeJson.Default.ScopeAnswer, ScopeCommands.WriteDecided));
    }
}
