using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Mail;

/// <summary>worker_done from the owner of a task in progress is <c>task done</c>: same guards, one transaction.</summary>
internal static class MailReport
{
    private const int SummaryLimit = 4_000;

    /// <summary>The task that this mail reports as done; null when it is only mail.</summary>
    public static TaskRecord? TaskOf(OvApp app, Caller caller, MailSend mail) =>
        mail.Type is not (MailType.WorkerDone or MailType.Result) || caller.Agent is not { } agent ? null : app.Ledger.Read(sql =>
        {
            var named = mail.Task ?? MailPayload.Text(mail.Payload, "taskId");
            var task = named is not null ? TaskResolver.Find(app, sql, named) : agent.TaskId is { } own ? TaskStore.ById(sql, own) : null;
            return task is { State: TaskState.InProgress } && task.OwnerId == agent.Id ? task : null;
        });

    public static SentMail Send(OvApp app, Caller caller, MailSend mail, TaskRecord task)
    {
        var draft = app.Ledger.Read(sql => MailSender.OneDraft(sql, app, caller, mail)) with { TaskId = task.Id, RunId = task.RunId };
        try
        {
            var outcome = TaskDone.Complete(app, caller, task, ReportOf(mail), draft);
            return SentMail.Of([outcome.Mail]) with { TaskId = outcome.Task.Id, TaskState = outcome.Task.State.Word() };
        }
        catch (OvException lost) when (lost.Code == ErrorCode.State && Before(app, caller, mail) is not null)
        {
            // Another call with this idempotency key was faster: its answer is ours too.
            return Before(app, caller, mail)!;
        }
    }

    private static SentMail? Before(OvApp app, Caller caller, MailSend mail) => app.Ledger.Read(sql => MailSender.SentBefore(sql, caller, mail));

    private static DoneReport ReportOf(MailSend mail)
    {
        if (MailPayload.Text(mail.Payload, "status") == "failed")
        {
            throw new OvException(ErrorCode.InvalidPayload, "worker_done says that work is done, and this says that it failed.", "Say what it waits for: ov task block <task> --reason \"…\"");
        }

        var summary = MailPayload.Text(mail.Payload, "summary") ?? (string.IsNullOrWhiteSpace(mail.Body) ? mail.Subject : mail.Body);
        return new DoneReport(
            summary.Length <= SummaryLimit ? summary : summary[..SummaryLimit] + "…", MailPayload.Texts(mail.Payload, "filesModified"),
            MailPayload.IsSet(mail.Payload, "noChanges"), MailPayload.Text(mail.Payload, "reason"))
        {
            Tests = MailPayload.Texts(mail.Payload, "testsRun") ?? [], Caveats = MailPayload.Text(mail.Payload, "caveats"),
            Places = ReportPlaces.Parse(MailPayload.Texts(mail.Payload, "changes"), MailPayload.Texts(mail.Payload, "findings")),
        };
    }
}
