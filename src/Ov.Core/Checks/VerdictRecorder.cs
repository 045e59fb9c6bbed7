using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Git;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Core.Checks;

/// <summary>Takes the verdict of somebody who looked: a reviewer, a tester, or a person. Nobody judges work of their own.</summary>
public static class VerdictRecorder
{
    /// <param name="text">JSON, in the form of <see cref="VerdictReader"/>.</param>
    /// <exception cref="OvException">usage; identity for the task's own agent or one of another run; state when the run has ended.</exception>
    public static CheckOutcome Record(OvApp app, Caller caller, TaskRecord task, CheckRound round, string text)
    {
        MailText.Require("", text);
        var run = TaskVerifier.RequireActive(app, task);
        var mode = GateOpener.ModeOf(app, run);
        var tree = task.Branch is { } branch && new GitRefs(app.Git).Tip(app.Project.CommonDir, branch) is { } tip ? new GitCommits(app.Git).Tree(app.Project.CommonDir, tip) : null;
        var (reasons, report) = Judge(task, round, text, mode);
        return app.Ledger.Write(tx =>
        {
            CallerFence.Require(tx.Sql, caller);
            var now = TaskStore.ById(tx.Sql, task.Id)!;
            if (caller.Agent is { } agent && (agent.RunId != now.RunId || agent.Id == now.OwnerId))
            {
                throw new OvException(ErrorCode.Identity, $"{agent.Name} {(agent.Id == now.OwnerId ? $"works on task {now.Number} itself" : "works for another run")}, so its verdict does not count.", "A reviewer, a tester or the operator records it.");
            }

            // Two reviews of the same files are one round; where no branch tells, each is one.
            var id = tx.NewId("check");
            var check = new CheckRecord(id, now.Id, round, reasons.Count == 0, reasons, report, tree ?? id, caller.Actor, tx.Now);
            return CheckRecorder.Record(tx, caller, run, now, check, mode);
        });
    }

    private static (IReadOnlyList<string> Reasons, CheckReport Report) Judge(TaskRecord task, CheckRound round, string text, Runs.RunMode mode)
    {
        if (round == CheckRound.Criteria)
        {
            if (task.Criteria.Count == 0)
            {
                throw new OvException(ErrorCode.Usage, $"Task {task.Number} has no criteria.", $"Add some: ov task edit {task.Number} --criterion \"…\"");
            }

            var criteria = VerdictReader.Criteria(text, task.Criteria);
            return (CheckEvaluator.Criteria(criteria), new CheckReport([], [], criteria, ""));
        }

        var (approved, issues, summary) = VerdictReader.Review(text);
        return (CheckEvaluator.Review(approved, issues, mode), new CheckReport([], issues, [], summary));
    }
}
