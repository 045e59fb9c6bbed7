using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Merging;
using Ov.Core.Reviewing;

namespace Ov.Commands.Reviewing;

/// <summary><c>ov review approve</c>: lets a branch land whenever somebody merges.</summary>
internal static class ReviewApproveCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (subject, tip) = (ReviewCommands.Subject(), Tip());
        return runner.Define(
            new Command("approve", "Let a branch land at the next merge, whoever merges (operator)") { subject, tip },
            new CommandGuide("ov review approve overstory/builder-4/2-add-json-to-export")
            {
                Answer = () => ReviewJson.Default.ReviewApproveAnswer, Writes = true, SeeAlso = ["review land", "merge"],
                Refusals = [ErrorCode.NotFound, ErrorCode.NoCommit, ErrorCode.State, ErrorCode.NotOperator, ErrorCode.VersionChanged],
                About = "The word counts for the commit as it is: newer work on the branch is reviewed anew. The branch is queued when it was not.",
            },
            (app, parse) =>
            {
                var entry = Reviewer.Approve(app, app.Caller, ReviewSubject.Branch(app, parse.GetValue(subject)!), parse.GetValue(tip));
                return CommandResult.Of(
                    app.Ledger.Read(sql => new ReviewApproveAnswer(MergeItem.Of(sql, entry), entry.Tip)), () => ReviewJson.Default.ReviewApproveAnswer,
                    (answer, view) =>
                    {
                        view.Ok($"{answer.Entry.BranchName} may land on {answer.Entry.Target} as {answer.Tip[..12]}");
                        view.Hint("ov merge --all");
                    });
            });
    }

    internal static Option<string?> Tip() => new("--tip") { Description = "Only if this commit is what would land: the one that was looked at.", HelpName = "commit" };
}
