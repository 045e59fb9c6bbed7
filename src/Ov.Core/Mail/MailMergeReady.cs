using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Mail;

/// <summary>merge_ready is the entry into the merge queue: same guards, one transaction.</summary>
internal static class MailMergeReady
{
    public static SentMail Send(OvApp app, Caller caller, MailSend mail)
    {
        var request = MergeAdmission.Check(app, caller, app.Ledger.Read(sql => BranchOf(app, sql, caller, mail)));
        var sent = app.Ledger.Write(tx =>
        {
            if (MailSender.SentBefore(tx.Sql, caller, mail) is { } before)
            {
                return before;
            }

            var entry = MergeQueue.Enqueue(tx, app.Ledger.Files, request);
            var draft = MailSender.OneDraft(tx.Sql, app, caller, mail) with { TaskId = request.Task?.Id, RunId = request.Run?.Id };
            return SentMail.Of([Mailbox.Deliver(tx, app.Ledger.Files, draft)]) with
            {
                MergeId = entry.Id, TaskId = request.Task?.Id, TaskState = request.Task?.State.Word(),
            };
        });
        app.Ledger.Seams.Reach(KillPoint.MergeQueued);
        return sent;
    }

    /// <summary>The payload's branch, else that of the task named, else the sender's own when it is a worker.</summary>
    private static string BranchOf(OvApp app, Sql sql, Caller caller, MailSend mail)
    {
        if (MailPayload.Text(mail.Payload, "branch") is { } branch)
        {
            return branch;
        }

        if (mail.Task is { } named && TaskResolver.Require(app, sql, named) is var task)
        {
            return task.Branch ?? throw new OvException(ErrorCode.State, $"Task {task.Number} ({task.Id}) has no branch, so there is nothing to merge.");
        }

        return caller.Agent is { Branch: { } own } agent && !TaskRights.Leads(agent.Role) ? own : throw new OvException(
            ErrorCode.InvalidPayload, "merge_ready does not say which branch is ready.",
            "Name the task with --task, or the branch with --payload '{\"branch\":\"overstory/builder-1/3-fix-login\"}'.");
    }
}
