using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Runtimes;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary>
/// Lets an agent's conversation begin anew at the end of a turn, from a checkpoint of its own (S2-52, S4-12). Nothing is cut off: the turn that writes the
/// checkpoint ends by itself, and what the next one is told comes from the rows.
/// </summary>
public static class AgentCompactor
{
    /// <summary>Below so many per cent of the window there is nothing to gain.</summary>
    public const int Least = 50;

    private const string Words = """
        Your conversation begins anew when this turn ends, with your assignment and your checkpoint and nothing else.
        Write the checkpoint now: what the goal is, what you were told, what you found out, what is done, which files matter, what comes next.
        """;

    /// <param name="summary">The checkpoint of an agent that asks for itself; others leave it to the agent.</param>
    /// <param name="force">Also where little of the window is used.</param>
    /// <exception cref="OvException">not-found, usage, hierarchy, state, fenced.</exception>
    public static CompactOutcome Compact(OvApp app, Caller caller, string agent, string? summary, bool force)
    {
        var runtimes = TurnPreparation.Runtimes(app);
        return app.Ledger.Write(tx => Request(tx, caller, AgentResolver.Require(tx.Sql, agent), summary, force, runtimes));
    }

    private static CompactOutcome Request(Tx tx, Caller caller, AgentRecord subject, string? summary, bool force, RuntimeList runtimes)
    {
        CallerFence.Require(tx.Sql, caller);
        var own = caller.Agent?.Id == subject.Id;
        RequireMay(tx.Sql, caller, subject, summary);
        // Who speaks from its first turn is in a session that its host may not have written down yet.
        var goesOn = subject.Session is not null || own && runtimes.Find(subject.Runtime) is { Traits.CanResume: true };
        RequireUse(subject, goesOn, force);
        var checkpoint = own ? NoteWriter.Checkpoint(tx, caller, subject, summary!).Id : null;
        AgentStore.SetCompactAt(tx, subject.Id, own ? DateTimeOffset.UnixEpoch : tx.Now);
        tx.Record(new EventDraft("agent.compact_requested")
        {
            RunId = subject.RunId, Actor = caller.Actor, AgentId = subject.Id, TaskId = subject.TaskId, Text = own ? "its conversation begins anew after this turn" : "asked for a checkpoint and a new conversation",
        });
        return new CompactOutcome(subject.Name, subject.Context?.Percent, checkpoint, own ? null : Ask(tx, caller, subject).Id);
    }

    /// <summary>At the end of a good turn that knew of it: the session is left, and what is open is gone on with.</summary>
    /// <returns>True when it was left: such a turn owes no report.</returns>
    internal static bool Settle(Tx tx, LedgerFiles files, ClaimedTurn turn)
    {
        var agent = AgentStore.ById(tx.Sql, turn.Agent.Id)!;
        if (AgentStore.CompactAt(tx.Sql, agent.Id) is not { } asked || turn.StartedAt < asked)
        {
            return false;
        }

        AgentStore.SetCompactAt(tx, agent.Id, null);
        ContinuedAttempt.Add(tx, agent, agent.Context?.Percent);
        AgentStore.SetSession(tx, agent.Id, null);
        tx.Record(new EventDraft("agent.compacted") { RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Subject = agent.Session, Text = "its next turn begins a new conversation" });
        if (HostView.Of(tx.Sql, agent.Id) is { HoldsWork: true, WaitsForOthers: false, HasMail: false })
        {
            Mailbox.Deliver(tx, files, new MailDraft(Mailbox.SystemSender, agent.Name, MailType.Status, "Go on from your checkpoint", "Your conversation began anew. Your assignment and your checkpoint are in front of this; go on with your task.")
            {
                Priority = MailPriority.High, RecipientId = agent.Id, RunId = agent.RunId, TaskId = agent.TaskId,
            });
        }

        return true;
    }

    private static Message Ask(Tx tx, Caller caller, AgentRecord agent) =>
        Mailbox.Deliver(tx, tx.Files, new MailDraft(caller.MailName, agent.Name, MailType.Status, "Write your checkpoint", $"{Words}\nov note write {agent.Name} --kind checkpoint --body \"...\"")
        {
            SenderId = caller.Agent?.Id, RecipientId = agent.Id, Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId,
        });

    private static void RequireMay(Sql sql, Caller caller, AgentRecord agent, string? summary)
    {
        if (caller.Agent?.Id == agent.Id)
        {
            if (string.IsNullOrWhiteSpace(summary))
            {
                throw new OvException(ErrorCode.Usage, "Your conversation would begin anew with nothing.", "Say what you need to go on: goal, instructions, findings, what is done, files, next steps: ov compact --body \"...\"");
            }

            return;
        }

        if (!CallerFence.IsAbove(sql, caller, agent))
        {
            throw new OvException(ErrorCode.Hierarchy, $"{caller.Actor} may compact itself and the agents below it, and {agent.Name} is not one of them.", $"Ask it by mail: ov mail send --to {agent.Name} --subject \"Compact\" --body \"ov compact\"");
        }

        if (summary is not null)
        {
            throw new OvException(ErrorCode.Usage, $"What {agent.Name} must keep only {agent.Name} can say.", "Leave the text out: it is asked for its checkpoint.");
        }
    }

    /// <param name="goesOn">It has a session that its next turn would go on in.</param>
    private static void RequireUse(AgentRecord agent, bool goesOn, bool force)
    {
        if (!agent.IsLive)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has ended ({agent.State.Word()}).", agent.TaskId is null ? "See 'ov status'." : $"A new incarnation begins with its checkpoint: ov sling {agent.TaskId} --restart");
        }

        if (agent.HasTerminal || agent.IsDesk)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has its conversation on a screen, which is its program's own.", $"Use that program's command for it: ov attach {agent.Name}");
        }

        if (!goesOn)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has no conversation that goes on from turn to turn, so there is nothing to compact.", $"See it: ov inspect {agent.Name}");
        }

        if (!force && agent.Context is { Percent: < Least and var percent })
        {
            throw new OvException(
                ErrorCode.State, string.Create(CultureInfo.InvariantCulture, $"{agent.Name}'s conversation fills {percent} % of its model's window; below {Least} % nothing is gained."), "Wait until it is fuller, or use --force.");
        }
    }
}

/// <summary>What was set going.</summary>
/// <param name="Percent">Of the model's window, when its runtime tells.</param>
/// <param name="CheckpointId">The note that an agent wrote with its own call; null when somebody else asked.</param>
/// <param name="MessageId">The mail that asks the agent for its checkpoint; null when it asked itself.</param>
public sealed record CompactOutcome(string AgentName, int? Percent, string? CheckpointId, string? MessageId);
