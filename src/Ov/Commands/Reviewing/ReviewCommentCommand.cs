using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Mail;
using Ov.Core.Reviewing;

namespace Ov.Commands.Reviewing;

/// <summary><c>ov review comment</c>: sends a branch back with words on its lines.</summary>
internal static class ReviewCommentCommand
{
    public static Command Create(CommandRunner runner)
    {
        var subject = ReviewCommands.Subject();
        var on = new Option<string[]>("--on") { Description = "A comment on a line, as the branch has it; may be repeated.", HelpName = "path:line: text" }.Completes(Candidate.Text);
        var body = new BodyText();
        var command = new Command("comment", "Send a branch back to its owner with comments on its lines (operator)") { subject, on };
        body.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide("ov review comment 2 --on \"README.md:1: Say which format.\"", "ov review comment overstory/builder-4/2-add-json-to-export --body \"Add a test.\"")
            {
                Answer = () => ReviewJson.Default.ReviewCommentAnswer, Writes = true, SeeAlso = ["review show", "sling"],
                Refusals = [ErrorCode.NotFound, ErrorCode.NoCommit, ErrorCode.State, ErrorCode.NotOperator],
                About = "The owner has one mail with every comment, the task is open again, and an owner that has ended is started again on its branch. When it reports the task done, the branch is back in the queue. "
                    + "The words are kept as a note of kind review too.",
            },
            (app, parse, stop) =>
            {
                var branch = ReviewSubject.Branch(app, parse.GetValue(subject)!);
                var comments = (parse.GetValue(on) ?? []).Select(ReviewComment.Require).ToList();
                var returned = Reviewer.SendBack(app, app.Caller, branch, comments, body.ReadOptional(parse, app.Environment, MailText.BodyLimit) ?? "", stop);
                return Task.FromResult(CommandResult.Of(app.Ledger.Read(sql => ReviewCommentAnswer.Of(sql, branch, returned, comments.Count)), () => ReviewJson.Default.ReviewCommentAnswer, ReviewView.WriteReturned));
            });
    }
}
