using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Delivering;

namespace Ov.Commands.Runs;

/// <summary><c>ov run follow</c>: brings a run's branch up to what was fetched.</summary>
internal static class RunFollowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = RunArgument.Optional();
        var from = new Option<string?>("--from") { Description = "Another branch than the one that it follows.", HelpName = "branch" }.Completes(Candidate.Branch);
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done; change nothing." };
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now." };
        return runner.Define(
            new Command("follow", "Bring a run's branch up to what was fetched of its upstream (operator)") { name, from, dryRun, trust },
            new CommandGuide("ov run follow run-2", "ov run follow run-2 --from main --dry-run")
            {
                Answer = () => RunJson.Default.RunFollowAnswer, Writes = true, SeeAlso = ["run deliver", "merge"],
                Refusals = [ErrorCode.NotFound, ErrorCode.NotOperator, ErrorCode.Conflict, ErrorCode.GateRed, ErrorCode.Untrusted, ErrorCode.TargetDirty, ErrorCode.TargetMoved],
                About = "It follows its own upstream, else the upstream of the branch that it was cut from, else that branch. Nothing is fetched: run 'git fetch' first. What comes in is built off to the side and gated. "
                    + "Where all that the branch has is in the upstream as other commits (squashed, rebased), it begins again from there; its old commit is kept under refs/overstory/backup/.",
            },
            (app, parse, stop) =>
            {
                var run = RunArgument.Find(app, parse.GetValue(name));
                var dry = parse.GetValue(dryRun);
                var following = dry ? RunFollower.Plan(app, app.Caller, run, parse.GetValue(from)) : RunFollower.Follow(app, app.Caller, run, parse.GetValue(from), parse.GetValue(trust), stop);
                return Task.FromResult(CommandResult.Of(new RunFollowAnswer(dry, run.Name, following), () => RunJson.Default.RunFollowAnswer, Write));
            });
    }

    private static void Write(RunFollowAnswer answer, TextView view)
    {
        var following = answer.Following;
        var what = following switch
        {
            { Conflicts.Count: > 0 } => $"conflicts with {following.Upstream} in {string.Join(", ", following.Conflicts)}",
            { How: FollowHow.UpToDate } => $"has all of {following.Upstream}",
            { How: FollowHow.Forward } => $"moves forward to {following.Upstream}, {following.To![..12]}",
            { How: FollowHow.Adopt } => $"begins again from {following.Upstream}, {following.To![..12]}, which has all its work (rewritten, matched)",
            _ => $"takes in {following.Upstream} by a merge{(answer.DryRun ? "" : $", {following.To![..12]}")}",
        };
        if (answer.DryRun)
        {
            view.Line($"[dry-run] {following.Target} {what}");
        }
        else
        {
            view.Ok($"{following.Target} {what}");
        }
    }
}
