using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Merging;
using Ov.Core;
using Ov.Core.Merging;
using Ov.Core.Reviewing;

namespace Ov.Commands.Reviewing;

/// <summary><c>ov review land</c>: lands the branch that was looked at.</summary>
internal static class ReviewLandCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (subject, tip) = (ReviewCommands.Subject(), ReviewApproveCommand.Tip());
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now." };
        var pr = new Option<bool>("--pr") { Description = "Push it and make a pull request with gh or glab, instead of landing it here." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what a merge would give; change nothing." };
        return runner.Define(
            new Command("land", "Land the branch that you looked at (operator)") { subject, tip, trust, pr, dryRun },
            new CommandGuide("ov review land overstory/builder-4/2-add-json-to-export")
            {
                Answer = () => MergeJson.Default.MergeAnswer, AlsoAnswers = [new("with --dry-run", () => MergeJson.Default.MergeForecastAnswer)], Writes = true, SeeAlso = ["merge", "undo"],
                Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.NoCommit, ErrorCode.NotOperator, ErrorCode.VersionChanged, ErrorCode.Untrusted, ErrorCode.TargetDirty, ErrorCode.GateRed, ErrorCode.Conflict, ErrorCode.TargetMoved],
                About = "As 'ov merge --branch', and bound to one commit by --tip: what was pushed to the branch since you looked does not land unseen.",
            },
            (app, parse, stop) =>
            {
                app.Caller.RequireOperator("land what nobody else has reviewed");
                var ask = new LandingAsk([ReviewSubject.Branch(app, parse.GetValue(subject)!)], null, parse.GetValue(trust)) { Tip = parse.GetValue(tip), Offer = parse.GetValue(pr) };
                return Task.FromResult(parse.GetValue(dryRun) ? MergeCommand.Forecast(app, ask) : MergeCommand.Land(app, ask, stop));
            });
    }
}
