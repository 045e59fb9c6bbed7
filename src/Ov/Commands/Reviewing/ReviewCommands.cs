using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Ledger;
using Ov.Core.Reviewing;

namespace Ov.Commands.Reviewing;

/// <summary><c>ov review</c>: walks what waits for the operator on a terminal, and lists it elsewhere.</summary>
internal static class ReviewCommands
{
    public static Command Create(CommandRunner runner)
    {
        var list = new Option<bool>("--list") { Description = "List it without a question, on a terminal too." };
        var command = new Command("review", "Review what waits for you: questions, gates, and branches before they land")
        {
            list, ReviewShowCommand.Create(runner), ReviewCommentCommand.Create(runner), ReviewApproveCommand.Create(runner), ReviewLandCommand.Create(runner),
        };
        return runner.Define(
            command,
            new CommandGuide("ov review --list", "ov review --json")
            {
                Answer = () => ReviewJson.Default.ReviewListAnswer, Refusals = [ErrorCode.NotFound], SeeAlso = ["merge", "status", "help merging"], Daily = true,
                About = "On a terminal each thing is shown in turn, and you say what becomes of it: answer a question; decide a gate; land a branch, make a pull request of it, approve it, or send it back with comments on its lines. "
                    + "Nothing happens to what you skip. Elsewhere, and with --list or --json, what waits is listed.",
            },
            (app, parse, stop) =>
            {
                var environment = app.Environment;
                if (!app.Options.Json && !app.Options.Quiet && !parse.GetValue(list) && environment.InIsTerminal && environment.OutIsTerminal)
                {
                    new ReviewWalk(app, new TextView(environment, app.Options), stop).Go();
                }

                return Task.FromResult(CommandResult.Of(new ReviewListAnswer(ReviewList.Read(app)), () => ReviewJson.Default.ReviewListAnswer, WriteList));
            });
    }

    /// <summary>What a verb is about.</summary>
    internal static Argument<string> Subject() =>
        new Argument<string>("branch") { Description = "The branch; or its merge, task or agent." }.Completes(Candidate.Branch, Candidate.Merge, Candidate.Task, Candidate.Agent);

    private static void WriteList(ReviewListAnswer answer, TextView view)
    {
        if (answer.Count == 0)
        {
            view.Hint("Nothing waits for you");
            return;
        }

        view.Table(
            ["WHAT", "ID", "FROM", "TITLE", "TARGET", "WHY"],
            answer.Items.Select(item => new[] { item.Kind.Word(), item.Branch ?? item.Id, item.From ?? "", item.Title, item.Target ?? "", item.Approved ? "approved" : item.Reason ?? "" }), "WHY", "TARGET", "FROM");
    }
}
