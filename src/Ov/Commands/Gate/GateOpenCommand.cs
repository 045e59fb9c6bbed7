using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Config;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate open</c>.</summary>
internal static class GateOpenCommand
{
    private static readonly string[] Kinds = [.. SnakeCase.Words<GateKind>().Where(word => !word.StartsWith("breaker", StringComparison.Ordinal))];

    public static Command Create(CommandRunner runner)
    {
        var kind = new ChoiceOption("--kind", Kinds) { Description = "What is decided: 'ov help gates' has the table.", HelpName = "kind", Required = true };
        var question = new Argument<string?>("question") { Description = "What is asked, in a line or a few; or --question.", Arity = ArgumentArity.ZeroOrOne }.Completes(Candidate.Text);
        var asked = new Option<string?>("--question") { Description = "What is asked, as an option.", HelpName = "text" }.Completes(Candidate.Text);
        var task = new Option<string?>("--task") { Description = "The task that it is about; else the whole run.", HelpName = "task" }.Completes(Candidate.Task);
        var expires = new Option<string?>("--expires") { Description = "How long it waits, such as 30m or 2h; what it held stays held.", HelpName = "time" };
        var (body, agent) = (new BodyText(), CallerOption.Create());
        var command = new Command("open", "Ask for a decision before work goes on") { question, kind, asked, task, expires, agent };
        body.AddTo(command);
        var guide = new CommandGuide("ov gate open \"Three packages, in this order?\" --kind plan --body \"1 parser, 2 writer, 3 docs\"", "ov gate open \"Is this ready to land?\" --kind commit --task 4")
        {
            Answer = () => GateJson.Default.GateShowAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.Breaker], Writes = true, SeeAlso = ["mail ask", "help gates"],
            About = "Anybody may ask. What the gate holds waits until it is answered; the agent that asked gets the answer by mail. The text is what the decision rests on. "
                + "An autonomous run answers plan, commit, approval, feedback and scope by its policy at once. A plan after an approved one is a replan: the third asks for guidance instead.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var about = parse.GetValue(task) is { } named ? TaskOptions.Find(app, caller, named) : null;
            var run = app.Ledger.Read(sql => about is null ? RunResolver.Require(app, sql, caller) : RunStore.ById(sql, about.RunId)!);
            var wait = parse.GetValue(expires) is not { } text ? (TimeSpan?)null
                : Duration.Parse(text) ?? throw new OvException(ErrorCode.Usage, $"--expires cannot be '{text}'.", "Write it as 30m, 2h or 1d.");
            var draft = new GateDraft(SnakeCase.Parse<GateKind>(parse.GetValue(kind)!), Question(parse.GetValue(question), parse.GetValue(asked)), body.ReadOptional(parse, app.Environment, MailText.BodyLimit) ?? "", about?.Id, wait);
            return CommandResult.Of(GateCommands.Shown(app, GateOpener.Open(app, caller, run, draft)), () => GateJson.Default.GateShowAnswer, GateView.WriteOpened);
        });
    }

    private static string Question(string? argument, string? option) => (argument ?? option) is { } text && (argument is null || option is null) ? text
        : throw new OvException(ErrorCode.Usage, argument is null ? "A gate needs its question." : "The question is given twice, as an argument and by --question.", "ov gate open \"Go on in this order?\" --kind plan");
}
