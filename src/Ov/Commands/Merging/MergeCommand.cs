using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Commands.Merging;

/// <summary><c>ov merge</c>: lands branches, one after the other, each gated on exactly the tree that lands.</summary>
internal static class MergeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var branch = new Option<string[]>("--branch") { Description = "Queue this branch and land it; may be repeated.", HelpName = "branch" };
        var all = new Option<bool>("--all") { Description = "Land everything that is queued, and what workers without a lead reported done." };
        var into = new Option<string?>("--into") { Description = "Another target than the run's.", HelpName = "branch" };
        var status = new Option<bool>("--status") { Description = "Show the queue and what was finished last." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what a merge would give; change nothing." };
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now (operator)." };
        var pr = new Option<bool>("--pr") { Description = "Push the branch and make a pull request with gh or glab, instead of landing it here." };
        var strategy = new ChoiceOption("--strategy", SnakeCase.Words<MergeStrategy>()) { Description = "What lands: a merge commit (merge), one commit (squash) or the branch's own (rebase); else the run's.", HelpName = "word" };
        var command = new Command("merge", "Land branches on their target") { branch, all, into, status, dryRun, trust, strategy, pr, MergeRadarCommand.Create(runner), MergeUndoCommand.Create(runner), MergeBackupsCommand.Create(runner) };
        return runner.Define(
            command,
            new CommandGuide("ov merge --all", "ov merge --branch overstory/builder-4/2-add-json-to-export", "ov merge --all --strategy squash", "ov merge --branch overstory/builder-4/2-add-json-to-export --pr", "ov merge --all --dry-run", "ov merge --status --json")
            {
                Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.PrematureMerge, ErrorCode.Protected, ErrorCode.Untrusted, ErrorCode.Unlanded, ErrorCode.TargetDirty, ErrorCode.GateRed, ErrorCode.Conflict, ErrorCode.TargetMoved, ErrorCode.ToolMissing], SeeAlso = ["merge radar", "undo", "status", "help merging", "help trust"],
                Answer = () => MergeJson.Default.MergeAnswer,
                AlsoAnswers =
                [
                    new("for several branches or with --all", () => MergeJson.Default.MergeAllAnswer),
                    new("with --dry-run", () => MergeJson.Default.MergeForecastAnswer),
                    new("with --status", () => MergeJson.Default.MergeQueueReport),
                ],
                About = "A merge is built and gated off to the side; nobody's checkout is used for it. Rules resolve a conflict only where provably nothing is dropped ('ov help merging'). Any other conflict or a red gate sends the task back "
                    + "to its owner, and the queue goes on. Exit 5: a conflict; 1: a red gate; 4: the target's checkout has changes in the way; 9: some landed, others not. "
                    + "With --pr, or merge.publish: pr, a branch whose gates pass is pushed and offered by a pull request; it counts as landed once the forge has merged it.",
                Writes = true,
                Daily = true,
            },
            (app, parse, stop) =>
            {
                var ask = new LandingAsk(parse.GetValue(branch) ?? [], parse.GetValue(into), parse.GetValue(trust)) { Strategy = Strategy(parse.GetValue(strategy)), Offer = parse.GetValue(pr) };
                return Task.FromResult(
                    parse.GetValue(status) ? CommandResult.Of(MergeQueueReport.Read(app), MergeJson.Default.MergeQueueReport, MergeView.WriteQueue)
                    : ask.Branches.Count > 0 == parse.GetValue(all) ? throw new OvException(ErrorCode.Usage, "Say what to merge: either --branch <branch> or --all.", "See what is queued with 'ov merge --status'.")
                    : parse.GetValue(dryRun) ? Forecast(app, ask)
                    : Land(app, ask, stop));
            });
    }

    /// <summary>The strategy that a word names; null for none.</summary>
    internal static MergeStrategy? Strategy(string? word) => word is null ? null : SnakeCase.Parse<MergeStrategy>(word);

    internal static CommandResult Forecast(OvApp app, LandingAsk ask)
    {
        var items = LandingForecast.For(app, app.Caller, ask).Select(f => new ForecastItem(f.BranchName, f.Target, f.Tip, Prediction.Of(f)));
        return CommandResult.Of(new MergeForecastAnswer(true, [.. items]), MergeJson.Default.MergeForecastAnswer, MergeView.WriteForecast);
    }

    internal static CommandResult Land(OvApp app, LandingAsk ask, CancellationToken stop)
    {
        var outcomes = LandingRound.Run(app, app.Caller, ask, stop);
        var answers = app.Ledger.Read(sql => outcomes.Select(o => MergeAnswer.Of(sql, o)).ToList());
        if (ask.Branches.Count == 1)
        {
            return outcomes[0].Problem is { } problem ? throw problem : CommandResult.Of(answers[0], MergeJson.Default.MergeAnswer, MergeView.WriteOne);
        }

        return CommandResult.Of(new MergeAllAnswer(answers), MergeJson.Default.MergeAllAnswer, MergeView.WriteAll, Exit(outcomes));
    }

    /// <summary>9 when some landed and others did not; where none did, the status of the first problem.</summary>
    private static int Exit(IReadOnlyList<BranchOutcome> outcomes) =>
        outcomes.FirstOrDefault(o => o.Problem is not null)?.Problem is not { } first ? 0
        : outcomes.Any(o => o.Landed) ? ErrorCode.Partly.Exit
        : first.Code.Exit;
}
