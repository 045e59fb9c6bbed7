using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Runtimes;

namespace Ov.Core.Agents;

/// <summary>Wakes an agent with a word. It is mail and a bell: never a second process beside the one at work (defect 2).</summary>
public static class AgentNudger
{
    public const string DefaultText = "Check your mail inbox for new messages.";

    /// <param name="force">Also directly after another nudge.</param>
    /// <exception cref="OvException">not-found, or state when the agent has ended.</exception>
    public static NudgeOutcome Nudge(OvApp app, Caller caller, string agent, string? message, bool force)
    {
        var debounce = app.Config.NudgeDebounce;
        var outcome = app.Ledger.Write(tx => Record(tx, caller, agent, message ?? DefaultText, force ? TimeSpan.Zero : debounce));
        if (outcome.MessageId is null)
        {
            return outcome;
        }

        var (live, held) = app.Ledger.Read(sql => AgentStore.Live(sql, outcome.AgentName) is { } agent ? (agent, SessionHold.Of(sql, agent) is { IsDead: false }) : (null, false));
        if (held)
        {
            return outcome with { Queued = true, Reason = "a person has its session in hand; the message waits until they leave it" };
        }

        var heard = live is not null && FileLock.IsHeld(app.Project.Files.Agent(live.Id).HostLock);
        return heard ? outcome with { Delivered = true, Note = live is { State: AgentState.Working } ? NoteOf(app, live) : null } : outcome with { Queued = true, Reason = "its host is not running right now; the message waits in its inbox" };
    }

    private static string NoteOf(OvApp app, AgentRecord agent) =>
        RuntimeList.In(app.Config).Find(agent.Runtime)?.Traits is { } traits && (agent.HasTerminal ? traits.HasScreenHooks : traits.HasTurnHooks)
            ? "it is at work, and reads this after its next tool call, else in its next turn" : "it is at work, and reads this in its next turn";

    private static NudgeOutcome Record(Tx tx, Caller caller, string word, string text, TimeSpan debounce)
    {
        CallerFence.Require(tx.Sql, caller);
        var agent = AgentResolver.Require(tx.Sql, word);
        if (!agent.IsLive)
        {
            throw new OvException(
                ErrorCode.State, $"{agent.Name} has ended ({agent.State.Word()}), so nobody hears a nudge.",
                agent.TaskId is null ? "See 'ov status'." : $"A new incarnation goes on with its task: ov sling {agent.TaskId} --restart");
        }

        if (AgentStore.NudgedAt(tx.Sql, agent.Id) is { } last && tx.Now - last < debounce)
        {
            return new NudgeOutcome(agent.Name, false, false, "Debounced: nudge sent too recently", null);
        }

        AgentStore.SetNudged(tx, agent.Id);
        // A person's word goes before a limit that is only expected to last.
        if (caller is { Agent: null, Kind: not CallerKind.Watch } && agent.Obstacle is { Kind: ObstacleKind.Limited })
        {
            AgentStore.SetObstacle(tx, agent.Id, null);
            RuntimeLimitStore.Clear(tx, agent.Runtime);
        }

        var mail = Mailbox.Deliver(tx, tx.Files, new MailDraft(caller.MailName, agent.Name, MailType.Status, "Nudge", $"[NUDGE from {caller.MailName}] {text}")
        {
            SenderId = caller.Agent?.Id, RecipientId = agent.Id, Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId,
        });
        tx.Record(new EventDraft("agent.nudged") { RunId = agent.RunId, Actor = caller.Actor, AgentId = agent.Id, TaskId = agent.TaskId, Subject = mail.Id, Text = text });
        return new NudgeOutcome(agent.Name, false, false, null, mail.Id);
    }
}
