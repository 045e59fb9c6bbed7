using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Commands.Merging;

/// <summary><c>ov undo</c>: takes the last landing of the run's target back.</summary>
internal static class UndoCommand
{
    public static Command Create(CommandRunner runner)
    {
        var into = new Option<string?>("--into") { Description = "The target whose last landing is meant, when it is not the run's.", HelpName = "branch" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be taken back; change nothing." };
        var trust = new Option<bool>("--trust") { Description = "Approve the gates of the configuration as they are now." };
        var command = new Command("undo", "Take the last landing back") { into, dryRun, trust };
        return runner.Define(
            command,
            new CommandGuide("ov undo", "ov undo --dry-run", "ov undo --run run-2")
            {
                Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.TargetDirty, ErrorCode.Conflict], SeeAlso = ["merge undo", "merge", "help merging"],
                Answer = () => MergeJson.Default.UndoAnswer,
                About = "Where nobody else has the landed commit, the target goes back to where it was; else a reverting commit is built, gated and landed. "
                    + "The branch stays and is queued again, held until the operator names it or it has a new commit; its task is open again, and the old target is kept under refs/overstory/backup/. Operator only.",
                Writes = true,
                Daily = true,
            },
            (app, parse, stop) => Task.FromResult(Undo(app, parse.GetValue(into), null, parse.GetValue(dryRun), parse.GetValue(trust), stop)));
    }

    /// <param name="target">Null for the run's.</param>
    /// <param name="mergeId">Null for the last landing on the target.</param>
    internal static CommandResult Undo(OvApp app, string? target, string? mergeId, bool dryRun, bool trust, CancellationToken stop)
    {
        target ??= app.Ledger.Read(sql => RunResolver.Require(app, sql)).Target;
        var answer = dryRun ? Plan(app, UndoPlan.For(app, target, mergeId)) : Done(app, Undoer.Run(app, app.Caller, target, trust, mergeId, stop));
        return CommandResult.Of(answer, MergeJson.Default.UndoAnswer, Write);
    }

    private static UndoAnswer Plan(OvApp app, UndoPlan plan) => new(
        true, Item(app, plan.Entry), plan.How, plan.Entry.Target, plan.Seen, plan.How == UndoHow.MoveBack ? plan.Before : null, null, null, plan.Others, plan.Trace);

    private static UndoAnswer Done(OvApp app, UndoOutcome done) => new(
        false, Item(app, done.Entry), done.Plan.How, done.Entry.Target, done.Plan.Seen, done.To, done.Backup, done.Checkout, done.Plan.Others, done.Plan.Trace)
    {
        Warnings = done.Unpublished is { } why ? [why] : [],
    };

    private static MergeItem Item(OvApp app, MergeEntry entry) => app.Ledger.Read(sql => MergeItem.Of(sql, entry));

    private static void Write(UndoAnswer answer, TextView view)
    {
        var how = answer.How == UndoHow.MoveBack ? $"{answer.Target} goes back to {answer.To?[..12]}" : $"{answer.Target} gets a commit that reverts it";
        if (answer.Found.How != LandedHow.AsLanded)
        {
            view.Hint($"{answer.Target} was rewritten, matched: {answer.Found.Commit?[..12] ?? "no single commit"} has what landed as {answer.Entry.LandedCommit?[..12]}");
        }

        if (answer.DryRun)
        {
            view.Line($"[dry-run] {answer.Entry.BranchName}, landed as {answer.Entry.LandedCommit?[..12]}: {how}");
            return;
        }

        view.Ok($"Undid the landing of {answer.Entry.BranchName} on {answer.Target}, which is now at {answer.To?[..12]}");
        view.Hint($"The branch is kept and queued again, but held until it has a new commit{(answer.Entry.TaskNumber is { } number ? $"; task {number} is open again" : "")}. Land it as it is: ov merge --branch {answer.Entry.BranchName}");
        foreach (var warning in answer.Warnings)
        {
            view.Warn(warning);
        }

        view.Hint($"The target as it was: {answer.Backup}");
    }
}
