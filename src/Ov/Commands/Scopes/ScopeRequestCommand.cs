using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Scopes;

namespace Ov.Commands.Scopes;

/// <summary><c>ov scope request</c>.</summary>
internal static class ScopeRequestCommand
{
    public static Command Create(CommandRunner runner)
    {
        var files = new Argument<string[]>("path") { Description = "Files, folders or globs, relative to the root.", Arity = ArgumentArity.OneOrMore }.Completes(Candidate.Text);
        var reason = new Option<string>("--reason") { Description = "Why the task needs them.", HelpName = "text", Required = true };
        var agent = CallerOption.Create();
        var command = new Command("request", "Ask whom you work for to let you change more files") { files, reason, agent };
        var guide = new CommandGuide("ov scope request src/api/client.cs --reason \"the login calls it\"")
        {
            Refusals = [ErrorCode.Identity, ErrorCode.State, ErrorCode.ScopeOverlap], SeeAlso = ["mail ask", "guard", "help mail"],
            Answer = () => ScopeJson.Default.ScopeAnswer,
            Writes = true,
            About = "For an agent with a scope. Its lead, or the operator, gets a question; the answer comes by mail, and the agent may go on with something else meanwhile or end its turn. "
                + "Files that another live agent or a person's worktree holds are refused at once, with the holder's name.",
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            ScopeRequester.Ask(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(files)!, parse.GetValue(reason)!), () => ScopeJson.Default.ScopeAnswer, (answer, view) =>
            {
                view.Answer(answer.Id);
                view.Ok($"Asked {answer.AskedOf} for {string.Join(", ", answer.Files)}");
                view.Hint("Change nothing there before the answer is in your mail.");
            }));
    }
}
