using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Core.Mail;

/// <summary>The mail of an agent that ended: it goes to whoever owns its task, and its senders are told.</summary>
public static class MailHandover
{
    /// <summary>What the ended agent had not acknowledged. Calling it twice does nothing the second time.</summary>
    public static void FromEnded(Tx tx, LedgerFiles files, AgentRecord ended)
    {
        var open = MailStore.OpenOf(tx.Sql, ended.Id);
        if (open.Count == 0)
        {
            return;
        }

        if (HasSuccessorComing(tx.Sql, ended))
        {
            SettleClaims(tx, open, hasReported: false);
            return;
        }

        SettleClaims(tx, open, hasReported: AgentStore.ById(tx.Sql, ended.Id)!.State == AgentState.Completed);
        var heir = MailRoute.Heir(tx.Sql, ended);
        foreach (var fromOne in MailStore.OpenOf(tx.Sql, ended.Id).GroupBy(message => message.Sender))
        {
            var mail = fromOne.ToList();
            if (IsNobody(tx.Sql, heir, ended) || fromOne.Key == heir.Name)
            {
                Bury(tx, files, mail, ended);
            }
            else
            {
                Move(tx, files, mail, ended, heir);
            }
        }
    }

    /// <summary>What the one before had not read is read by who takes up its task, worktree and name.</summary>
    public static void ToSuccessor(Tx tx, string endedId, AgentRecord successor)
    {
        foreach (var message in MailStore.OpenOf(tx.Sql, endedId))
        {
            if (message.ClaimId is { } claimId)
            {
                MailClaims.Release(tx, claimId, "its reader ended");
            }

            MailStore.MoveTo(tx, message.Id, successor.Name, successor.Id);
            Record(tx, "mail.redirected", message, $"to incarnation {successor.Incarnation} of {successor.Name}");
        }
    }

    /// <summary>The tick starts a new incarnation for a task whose agent died, or whose work a review sent back; its mail waits for that one.</summary>
    private static bool HasSuccessorComing(Sql sql, AgentRecord ended)
    {
        if (ended.TaskId is not { } id || TaskStore.ById(sql, id) is not { } task || !Redispatch.Follows(task))
        {
            return false;
        }

        if (Redispatch.IsItsLeads(sql, task))
        {
            return false;
        }

        return AgentStore.ById(sql, ended.Id)!.State == AgentState.Zombie || MergeStore.WantsChanges(sql, id);
    }

    /// <summary>For the tick: repeats the handover for every agent that ended without one.</summary>
    /// <returns>The agents whose mail was handed over.</returns>
    public static List<AgentRecord> Sweep(Tx tx, LedgerFiles files)
    {
        var ended = MailStore.EndedReaders(tx.Sql).Select(id => AgentStore.ById(tx.Sql, id)!).ToList();
        foreach (var agent in ended)
        {
            FromEnded(tx, files, agent);
        }

        return ended;
    }

    /// <summary>What an agent had before it when it reported its work done counts as read; a dead agent may have seen nothing.</summary>
    private static void SettleClaims(Tx tx, List<Message> open, bool hasReported)
    {
        foreach (var claimId in open.Select(message => message.ClaimId).OfType<string>().Distinct())
        {
            _ = hasReported ? MailClaims.Acknowledge(tx, claimId) : MailClaims.Release(tx, claimId, "its reader ended");
        }
    }

    private static bool IsNobody(Sql sql, MailRoute heir, AgentRecord ended) =>
        heir.Agent is null && RunStore.ById(sql, ended.RunId) is not { State: RunState.Active };

    private static void Move(Tx tx, LedgerFiles files, List<Message> mail, AgentRecord ended, MailRoute heir)
    {
        foreach (var message in mail)
        {
            MailStore.MoveTo(tx, message.Id, heir.Name, heir.Agent?.Id);
            Record(tx, "mail.redirected", message, $"from {ended.Name}, which ended, to {heir.Name}");
        }

        if (heir.Agent is { } reader)
        {
            tx.AfterCommit(() => Bell.Ring(files.Agent(reader.Id).Bell));
        }

        Tell(tx, files, mail, ended, $"{ended.Name} ended; {heir.Name} has your mail to it", $"{heir.Name} answers for its work now and got:");
    }

    private static void Bury(Tx tx, LedgerFiles files, List<Message> mail, AgentRecord ended)
    {
        foreach (var message in mail)
        {
            MailStore.MarkDead(tx, message.Id);
            Record(tx, "mail.dead", message, $"{ended.Name} ended before it read it, and nobody else answers for its work");
        }

        Tell(tx, files, mail, ended, $"{ended.Name} ended before it read your mail", "Nobody else answers for its work, so nobody will read:");
    }

    /// <summary>One notice for all of a sender's messages. Notices about notices would never end, so ov's own mail moves silently.</summary>
    private static void Tell(Tx tx, LedgerFiles files, List<Message> mail, AgentRecord ended, string subject, string introduction)
    {
        var sender = mail[0].Sender;
        if (sender != Caller.OperatorName && AgentStore.Live(tx.Sql, sender) is null)
        {
            return;
        }

        var lines = mail.Select(message => $"{message.Id}  {message.Subject}").Prepend(introduction);
        Mailbox.Deliver(tx, files, new MailDraft(Mailbox.SystemSender, sender, MailType.Info, subject, string.Join('\n', lines))
        {
            RunId = ended.RunId, TaskId = ended.TaskId,
        });
    }

    private static void Record(Tx tx, string type, Message message, string text) => tx.Record(new EventDraft(type)
    {
        RunId = message.RunId, Actor = Mailbox.SystemSender, AgentId = message.RecipientId, TaskId = message.TaskId, Subject = message.Id, Text = text,
    });
}
