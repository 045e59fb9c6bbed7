using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Worktrees;

namespace Ov.Core.Watching;

/// <summary>
/// Where <c>watch.correct</c> says so: an agent that goes in circles is told itself, once for each occurrence, and one whose results stay
/// the same all the same is ended; its task counts as failed, its work is kept (S3-70 to S3-72).
/// </summary>
internal static class Corrections
{
    /// <param name="events">Its newest, oldest first.</param>
    public static IEnumerable<TickDecision> Of(TickContext context, AgentRecord agent, IReadOnlyList<EventRecord> events)
    {
        if (!context.App.Config.Watch.Corrects || agent is not { State: AgentState.Working, TaskId: not null })
        {
            yield break;
        }

        foreach (var correction in CorrectionFinder.In(agent.Turn, agent.Turn - TurnsSinceNote(events), AnomalyFinder.SinceSession(events)))
        {
            if (context.Ledger.Read(sql => IsNew(sql, agent, correction)))
            {
                yield return context.Try("agent", agent.Name, "corrected", correction.Text, () => Tell(context.Ledger, agent, correction));
            }
            else if (correction.Ends)
            {
                yield return context.Try("agent", agent.Name, "ended", correction.Text, () => End(context, agent, correction));
                yield break;
            }
        }
    }

    private static int TurnsSinceNote(IReadOnlyList<EventRecord> events) => events.Reverse().TakeWhile(record => !IsNote(record)).Count(record => record.Type == "turn.started");

    private static bool IsNote(EventRecord record) => record.Type is "note.written" or "note.appended" && record.Text?.StartsWith($"{NoteKind.Checkpoint} ", StringComparison.Ordinal) == true;

    private static string Key(AgentRecord agent, Correction correction) => $"correction:{correction.Kind.Word()}:{agent.Id}:{correction.Occurrence}";

    private static bool IsNew(Sql sql, AgentRecord agent, Correction correction) => MailStore.ByKey(sql, Mailbox.SystemSender, Key(agent, correction)).Count == 0;

    private static bool Tell(OvLedger ledger, AgentRecord agent, Correction correction) => ledger.Write(tx =>
    {
        if (AgentStore.ById(tx.Sql, agent.Id) is not { IsLive: true } || !IsNew(tx.Sql, agent, correction))
        {
            return false;
        }

        Record(tx, agent, correction);
        Mailbox.Deliver(tx, ledger.Files, new MailDraft(Mailbox.SystemSender, agent.Name, MailType.Status, $"From the watcher: {correction.Text}", correction.Words)
        {
            Priority = correction.Wakes ? MailPriority.High : MailPriority.Normal, RecipientId = agent.Id, RunId = agent.RunId, TaskId = agent.TaskId, IdempotencyKey = Key(agent, correction),
        });
        return true;
    });

    /// <summary>The host's end lets the next look take it for dead, so a crash in between is repaired like any other death.</summary>
    private static bool End(TickContext context, AgentRecord agent, Correction correction)
    {
        if (AgentTree.End(agent, AgentTree.Grace).Left is { Count: > 0 } left)
        {
            throw new OvException(ErrorCode.Failed, $"{left.Count} of its processes survived SIGKILL.");
        }

        WipKeeper.Between(context.App, agent.Id, "before it was ended");
        context.Ledger.Write(tx =>
        {
            Record(tx, agent, correction);
            AgentEnder.End(tx, context.Ledger.Files, agent, AgentState.Failed, Caller.Watch.Actor, $"it went in circles although it was told: {correction.Text}", TaskAfter.Fail);
        });
        return true;
    }

    private static void Record(Tx tx, AgentRecord agent, Correction correction) => tx.Record(new EventDraft("agent.corrected")
    {
        RunId = agent.RunId, Actor = Caller.Watch.Actor, AgentId = agent.Id, TaskId = agent.TaskId, Subject = correction.Kind.Word(), Level = "warn", Text = correction.Text,
    });
}
