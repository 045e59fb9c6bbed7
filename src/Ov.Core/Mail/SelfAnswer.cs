using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Mail;

/// <summary>
/// Whoever started an agent may want no questions of it: then it is answered at once with what it was told, and decides the rest (S3-60).
/// </summary>
internal static class SelfAnswer
{
    /// <summary>Null where the question goes to its reader as always.</summary>
    public static MailDraft? Of(Tx tx, Caller caller, Message question)
    {
        if (caller.Agent is not { } agent || question.Recipient != ParentOf(tx.Sql, agent) || AgentStore.BriefingOf(tx.Sql, agent.Id) is not { AnswersItself: true } briefing)
        {
            return null;
        }

        var task = agent.TaskId is { } id ? TaskStore.ById(tx.Sql, id) : null;
        return new MailDraft(Mailbox.SystemSender, agent.Name, MailType.Status, MailText.ReplySubject(question.Subject), Words(question.Recipient, task, briefing.Prompt))
        {
            RecipientId = agent.Id, Priority = question.Priority, ThreadId = question.ThreadId, ReplyTo = question.Id, RunId = question.RunId, TaskId = question.TaskId,
        };
    }

    private static string Words(string reader, TaskRecord? task, string? prompt) =>
        $"{reader} takes no questions on this. Decide by what you were told, take the smallest step that fits it, and name in your report what you assumed."
        + (task is null ? "" : $"\n\nTask {task.Number}: {task.Title}{(task.Body.Length > 0 ? $"\n{task.Body}" : "")}") + (prompt is null ? "" : $"\n\n{prompt}");

    private static string ParentOf(Sql sql, AgentRecord agent) => agent.ParentId is { } id ? AgentStore.ById(sql, id)!.Name : Caller.OperatorName;
}
