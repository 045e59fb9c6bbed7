using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Reviewing;

namespace Ov.Commands.Reviewing;

/// <summary><c>ov review show</c>: what landing a branch would bring.</summary>
internal static class ReviewShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var subject = ReviewCommands.Subject();
        var check = new Option<bool>("--check") { Description = "Run the gates on the tree that would land." };
        var trust = new Option<bool>("--trust") { Description = "With --check: approve the gates as they are now (operator)." };
        var noDiff = new Option<bool>("--no-diff") { Description = "Leave the diff out of the text." };
        return runner.Define(
            new Command("show", "Show what landing a branch would bring, and what the gates say of it") { subject, check, trust, noDiff },
            new CommandGuide("ov review show overstory/builder-4/2-add-json-to-export", "ov review show 2 --check --trust", "ov review show 2 --json")
            {
                Answer = () => ReviewJson.Default.ReviewShowAnswer, SeeAlso = ["review land", "review comment", "merge"],
                Refusals = [ErrorCode.NotFound, ErrorCode.NoCommit, ErrorCode.State, ErrorCode.Untrusted],
                About = "The diff goes from the target as it is to the very tree that would land, not from where the branch began. A gate that judged this tree before is not run again when it lands.",
            },
            (app, parse, stop) =>
            {
                var review = BranchReview.Of(app, app.Caller, ReviewSubject.Branch(app, parse.GetValue(subject)!), parse.GetValue(check), parse.GetValue(trust), stop);
                var whole = !parse.GetValue(noDiff);
                return Task.FromResult(CommandResult.Of(app.Ledger.Read(sql => ReviewShowAnswer.Of(sql, review)), () => ReviewJson.Default.ReviewShowAnswer, (answer, view) => ReviewView.Write(answer, view, whole)));
            });
    }
}
