using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Checks;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Commands.Gates;

/// <summary><c>ov gate record</c>: the verdict of somebody who looked.</summary>
internal static class GateRecordCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (task, agent, body) = (TaskOptions.Task(), CallerOption.Create(), new BodyText());
        var kind = new ChoiceOption("--kind", ["review", "criteria"], "review") { Description = "A review, or the task's criteria one by one.", HelpName = "kind" };
        var command = new Command("record", "Record a reviewer's verdict, or which criteria are met") { task, kind, agent };
        body.AddTo(command);
        var guide = new CommandGuide("ov gate record 3 --body '{\"verdict\": \"approved\", \"issues\": []}'")
        {
            Answer = () => GateJson.Default.GateCheckAnswer, Refusals = [ErrorCode.NotFound], Writes = true, SeeAlso = ["review", "help checks"],
            About = "The text is JSON; 'ov help checks' shows its form. A review passes without a high issue, in an autonomous run without any; every criterion has to be judged, with evidence. "
                + "Whoever holds the task does not judge it. Exit 1 when the verdict is no pass. After 2 fixes that did not help a breaker gate asks how to go on.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var found = TaskOptions.Find(app, caller, parse.GetValue(task)!);
            return GateRunCommand.Judged(app, VerdictRecorder.Record(app, caller, found, SnakeCase.Parse<CheckRound>(parse.GetValue(kind)!), body.Read(parse, app.Environment, MailText.BodyLimit)));
        });
    }
}
