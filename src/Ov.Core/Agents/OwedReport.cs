using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Agents;

/// <summary>
/// A turn that ends well while its agent still holds its task, and waits for nobody, owes a report: it is asked once, and then failed
/// as "no completion".
/// </summary>
internal static class OwedReport
{
    /// <param name="why">What keeps its turn from counting as the report; null where its role is none that completes by itself.</param>
    /// <returns>True when the agent was failed.</returns>
    public static bool Settle(Tx tx, LedgerFiles files, AgentRecord agent, string? why)
    {
        if (!Owes(tx.Sql, agent))
        {
            AgentStore.SetAskedToReport(tx, agent.Id, false);
            return false;
        }

        if (AgentStore.WasAskedToReport(tx.Sql, agent.Id))
        {
            AgentEnder.End(tx, files, agent, AgentState.Failed, agent.Name, "no completion: its turn ended again without the report it owes", TaskAfter.Fail);
            return true;
        }

        AgentStore.SetAskedToReport(tx, agent.Id, true);
        Mailbox.Deliver(tx, files, new MailDraft(Mailbox.SystemSender, agent.Name, MailType.Status, "Your turn ended without a report", why is null ? Words : $"{why}\n{Words}")
        {
            Priority = MailPriority.High, RecipientId = agent.Id, RunId = agent.RunId, TaskId = agent.TaskId,
        });
        return false;
    }

    private const string Words = """
        Your task is still open, and nobody works on it but you.
        If it is finished and committed, report it now (see "Reporting" in your assignment). If it is not, go on and report at the end.
        If you cannot go on, send a question or an escalation. A second turn without one of these ends you, and the task counts as failed.
        """;

    public static bool Owes(Sql sql, AgentRecord agent)
    {
        var view = HostView.Of(sql, agent.Id);
        return view is { HoldsWork: true, WaitsForOthers: false } && !(view.HasMail && MailStore.HasQueuedWork(sql, agent.Name)) && !MailStore.HasOpenQuestionFrom(sql, agent.Name, agent.Id);
    }
}
