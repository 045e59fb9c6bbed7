using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate answer</c>: the answers that only one kind of gate takes.</summary>
internal static class GateAnswerCommand
{
    public static Command Create(CommandRunner runner)
    {
        var gate = GateCommands.Gate();
        var answer = new Argument<string>("answer") { Description = $"{string.Join(", ", SnakeCase.Words<GateAnswer>())}; 'ov gate show' names those that the gate takes." }.Completes(Candidate.Text);
        var (body, agent) = (new BodyText(), CallerOption.Create());
        var command = new Command("answer", "Answer a gate in the words that its kind takes") { gate, answer, agent };
        body.AddTo(command);
        var guide = new CommandGuide("ov gate answer gate-k3v9q2mz changes --body \"Also as CSV.\"")
        {
            Answer = () => GateJson.Default.GateShowAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.NotOperator, ErrorCode.State], Writes = true, SeeAlso = ["help gates"],
            About = "The operator decides; a confirm gate takes the verdict of an agent that only reads and had no part in it. A gate is decided once.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var word = parse.GetValue(answer)!;
            var chosen = SnakeCase.TryParse<GateAnswer>(word, out var known) ? known
                : throw new OvException(ErrorCode.Usage, ChoiceOption.Complaint("The answer", word, SnakeCase.Words<GateAnswer>()), "'ov gate show' names those that the gate takes.");
            return GateCommands.Decide(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(gate)!, chosen, body.ReadOptional(parse, app.Environment, MailText.BodyLimit) ?? "");
        });
    }
}
