using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Checks;

/// <summary>Writes a verdict, counts the rounds of its loop, and opens the breaker when they are spent: one transaction.</summary>
internal static class CheckRecorder
{
    /// <summary>So many findings a question names; the check has all.</summary>
    private const int IssuesTold = 5;

    public static CheckOutcome Record(Tx tx, Caller caller, RunRecord run, TaskRecord task, CheckRecord check, RunMode mode)
    {
        CheckStore.Insert(tx, check);
        tx.Record(new EventDraft(check.Passed ? "check.passed" : "check.failed")
        {
            RunId = run.Id, Actor = caller.Actor, TaskId = task.Id, Subject = check.Id, Text = $"{check.Round.Word()}{(check.Passed ? "" : $": {string.Join("; ", check.Reasons)}")}",
        });
        var (loop, kind) = check.Round == CheckRound.Review ? (BreakerLoop.ReviewFix, GateKind.BreakerReview) : (BreakerLoop.VerifyFix, GateKind.BreakerVerify);
        if (check.Passed || check.Round == CheckRound.Criteria)
        {
            return new CheckOutcome(task, check, 0, Breaker.Limit(loop), null);
        }

        // The first failure comes before any fix.
        var fixes = CheckStore.Failures(tx.Sql, task.Id, check.Round, kind) - 1;
        var spent = Breaker.After(loop, fixes, 0, mode) != BreakerStep.Again && GateStore.Last(tx.Sql, run.Id, task.Id, kind) is not { State: GateState.Pending };
        var gate = spent ? Open(tx, caller, run, task, check, new GateDraft(kind, Question(kind, task, fixes), Evidence(loop, fixes, task, check), task.Id), mode) : null;
        return new CheckOutcome(TaskStore.ById(tx.Sql, task.Id)!, check, fixes, Breaker.Limit(loop), gate);
    }

    private static GateRecord Open(Tx tx, Caller caller, RunRecord run, TaskRecord task, CheckRecord check, GateDraft draft, RunMode mode)
    {
        tx.Record(new EventDraft("breaker.opened") { RunId = run.Id, Actor = caller.Actor, TaskId = task.Id, Subject = check.Id, Level = "warn", Text = draft.Evidence.Replace('\n', ';') });
        var gate = GateOpener.Open(tx, run, draft, caller, mode);
        if (draft.Kind == GateKind.BreakerVerify)
        {
            TaskSendBack.ToBlocked(tx, task, caller.Actor, $"{gate.Id}: {draft.Question}");
        }

        if (mode != RunMode.Autonomous)
        {
            return gate;
        }

        // Nobody is asked; what is held stays held, and is reported.
        GateStore.Expire(tx, gate.Id);
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            Mailbox.SystemSender, Caller.OperatorName, MailType.Error, $"Task {task.Number} ended at a ceiling: {task.Title}",
            $"{draft.Evidence}\n\nTake it up again with: ov task reopen {task.Number} --reason \"what changed\"")
        {
            Priority = MailPriority.High, RunId = run.Id, TaskId = task.Id,
        });
        return GateStore.ById(tx.Sql, gate.Id)!;
    }

    private static string Question(GateKind kind, TaskRecord task, int fixes) => kind == GateKind.BreakerVerify
        ? $"Task {task.Number} was mended {fixes} times and still fails its checks: skip it, or abort the run?"
        : $"Task {task.Number} was mended {fixes} times and its review still finds something: accept it with caveats, or give it up?";

    /// <summary>What the question rests on, with the worst of what was found last (S1-35).</summary>
    private static string Evidence(BreakerLoop loop, int fixes, TaskRecord task, CheckRecord check) =>
        $"loop: {loop.Word()}, {fixes} of {Breaker.Limit(loop)} used, for task {task.Number}\nlast failure ({check.Id}): {string.Join("; ", check.Reasons)}"
        + string.Concat(check.Report.Issues.Where(issue => issue.Severity == IssueSeverity.High).Take(IssuesTold).Select(issue => $"\n- {issue.What}{(issue.Where is { } where ? $" ({where})" : "")}"));
}
