using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Merging;
using Ov.Core;
using Ov.Core.Delivering;
using Ov.Core.Merging;

namespace Ov.Commands.Runs;

/// <summary><c>ov run deliver</c>: brings a run's branch home.</summary>
internal static class RunDeliverCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var land = new Option<bool>("--land") { Description = "Land it there as any merge: queue, gates, landing." };
        var request = new Option<bool>("--pr") { Description = "Push it and make a pull request with gh or glab." };
        var into = new Option<string?>("--into") { Description = "Another branch than the one it was cut from.", HelpName = "branch" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done; change nothing." };
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now." };
        var command = new Command("deliver", "Bring a run's branch home: land it, or make a pull request (operator)") { name, land, request, into, dryRun, trust };
        return runner.Define(
            command,
            new CommandGuide("ov run deliver run-2 --land", "ov run deliver run-2 --pr", "ov run deliver run-2 --land --dry-run")
            {
                Refusals = [ErrorCode.NotFound, ErrorCode.IncompleteBatch, ErrorCode.State, ErrorCode.NoCommit, ErrorCode.ToolMissing, ErrorCode.Conflict, ErrorCode.GateRed, ErrorCode.TargetDirty],
                SeeAlso = ["merge", "undo", "help merging"],
                Answer = () => RunJson.Default.RunDeliverAnswer,
                Writes = true,
                About = "Home is the branch that ov/<run> was cut from, else the default branch, else what --into names. Refused while the run has tasks that are not closed or canceled. "
                    + "Landing goes through the gates and is taken back with 'ov undo --into <branch>'. A pull request that is open already is only brought up to date. The run stays active until 'ov run complete'.",
            },
            (app, parse, stop) =>
            {
                if (parse.GetValue(land) == parse.GetValue(request))
                {
                    throw new OvException(ErrorCode.Usage, "Say how the run comes home: either --land or --pr.", "Try it first: ov run deliver --land --dry-run");
                }

                var delivery = Delivery.Of(app, app.Caller, RunArgument.Find(app, parse.GetValue(name)), parse.GetValue(into));
                var answer = (parse.GetValue(land), parse.GetValue(dryRun)) switch
                {
                    (true, true) => Answer(app, delivery) with { DryRun = true, Prediction = Prediction.Of(delivery.Forecast(app, app.Caller)) },
                    (true, false) => Landed(app, delivery, parse.GetValue(trust), stop),
                    (false, true) => Answer(app, delivery) with { DryRun = true, PullRequest = new PullRequester(app, delivery).Plan },
                    (false, false) => Answer(app, delivery) with { PullRequest = new PullRequester(app, delivery).Request(app.Caller, stop) },
                };
                return Task.FromResult(CommandResult.Of(answer, () => RunJson.Default.RunDeliverAnswer, Write));
            });
    }

    private static RunDeliverAnswer Landed(OvApp app, Delivery delivery, bool trust, CancellationToken stop)
    {
        var outcome = delivery.Land(app, app.Caller, trust, stop);
        return outcome.Problem is { } problem ? throw problem
            : Answer(app, delivery) with { Entry = app.Ledger.Read(sql => MergeItem.Of(sql, outcome.Entry!)), Warnings = outcome.Warnings, PublishedTo = outcome.PublishedTo };
    }

    private static RunDeliverAnswer Answer(OvApp app, Delivery delivery) =>
        new(RunShowCommand.Answer(app, delivery.Run).Run!, delivery.Branch, delivery.Home);

    private static void Write(RunDeliverAnswer answer, TextView view)
    {
        if (answer.Prediction is { } prediction)
        {
            view.Line($"[dry-run] {answer.Branch} into {answer.Into}: {prediction.PredictedTier} ({prediction.Reason})");
        }
        else if (answer.Entry is { } entry)
        {
            view.Ok($"Run {answer.Run.Name} is home: {answer.Branch} is in {answer.Into} as {entry.LandedCommit?[..12]}");
            view.Hint($"{(answer.PublishedTo is { } remote ? $"It was pushed to {remote}." : "Nothing was pushed.")} Take it back: ov undo --into {answer.Into}; end the run: ov run complete {answer.Run.Name}");
        }
        else if (answer is { DryRun: true, PullRequest: { } plan })
        {
            foreach (var line in plan.Commands)
            {
                view.Line($"[dry-run] {line}");
            }
        }
        else if (answer.PullRequest is { } made)
        {
            view.Answer(made.Url!);
            view.Ok(made.WasOpen ? $"The pull request of {answer.Branch} for {answer.Into} has its newest commits: {made.Url}" : $"Pushed {answer.Branch} to {made.Remote} and made a pull request for {answer.Into}: {made.Url}");
        }

        foreach (var warning in answer.Warnings)
        {
            view.Warn(warning);
        }
    }
}
