using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>
/// Helps agents that are marked as stalled, rung by rung: nudge, ask the lead, restart, restart elsewhere, ask a program, tell the operator. Each rung is
/// written down before it is taken, so that a crash costs one rung and never doubles one.
/// </summary>
internal static class Ladder
{
    /// <summary>Of the time since the last rung, what a process at rest may use of the processor: timers and heartbeats.</summary>
    private const double RestShare = 0.01;

    public static IEnumerable<TickDecision> Climb(TickContext context)
    {
        if (!context.MayJudgeSilence)
        {
            yield break;
        }

        var watch = context.App.Config.Watch;
        var asked = 0;
        var step = new LadderStep(watch.RungAfter, watch.ZombieAfter, watch.RestartsStalled && !RestartBreaker.IsOpen(context));
        foreach (var agent in context.Ledger.Read(sql => AgentStore.AllLive(sql).Where(agent => agent.State == AgentState.Stalled && !Intents.IsOpenFor(sql, agent.Id)).ToList()))
        {
            var last = context.Ledger.Read(sql => LadderStore.Of(sql, agent)) ?? new LadderRow(Rung.Wait, agent.StateSince, null);
            if (context.Ledger.Now - last.At >= step.Pause && Facts(context, agent, last, out var cpu) is var facts && step.Next(facts) is { } rung)
            {
                // One in a tick: whoever is asked takes its time, and the others wait for the tick.
                if (rung == Rung.Escalate && last.Rung is Rung.Nudge or Rung.Ask && asked == 0 && LadderTriage.Of(context) is { } triage)
                {
                    asked++;
                    yield return context.Try("agent", agent.Name, Word(Rung.Triage), "its log was read", () => Ask(context, triage, agent, last, facts, cpu));
                    continue;
                }

                var silent = $"nothing was heard of it for {Age.Of(context.Ledger.Now - agent.LastActivityAt)}";
                yield return context.Try("agent", agent.Name, Word(rung), silent, () => Take(context, agent, last, new LadderRow(rung, context.Ledger.Now, cpu), silent));
            }
        }
    }

    private static LadderFacts Facts(TickContext context, AgentRecord agent, LadderRow last, out long? cpu)
    {
        var (now, stale) = (context.Ledger.Now, context.App.Config.Watch.StaleAfter);
        var seen = AgentStatus.For(agent, AgentPulse.LookCloser(agent, context.Ledger.Files, now, stale), now, stale).State;
        cpu = ProcessIdentity.Parse(agent.TurnProcess) is { } turn ? ProcessTime.OfTree(turn) : null;
        bool? rests = cpu is { } used && last.CpuMs is { } before ? used - before <= (now - last.At).TotalMilliseconds * RestShare : null;
        return context.Ledger.Read(sql => new LadderFacts(
            seen, now - agent.LastActivityAt, last.Rung, now - last.At, rests, SilentAgents.ParentOf(sql, agent) != Caller.OperatorName,
            agent.TaskId is { } id ? TaskStore.ById(sql, id)?.Attempts : null, Elsewhere(context.App, agent) is not null));
    }

    private static string? Elsewhere(OvApp app, AgentRecord agent) => TurnChoices.Try(() => TurnLimit.FallbackOf(app, agent), null);

    private static bool Take(TickContext context, AgentRecord agent, LadderRow last, LadderRow row, string silent)
    {
        var taken = context.Ledger.Write(tx =>
        {
            // Somebody else was faster, or it has moved meanwhile.
            if (AgentStore.ById(tx.Sql, agent.Id) is not { State: AgentState.Stalled } now || now.LastActivityAt != agent.LastActivityAt
                || (LadderStore.Of(tx.Sql, agent)?.Rung ?? Rung.Wait) != last.Rung)
            {
                return false;
            }

            LadderStore.Put(tx, agent, row);
            tx.Record(new EventDraft("agent.ladder") { RunId = agent.RunId, Actor = Caller.Watch.Actor, AgentId = agent.Id, TaskId = agent.TaskId, Subject = row.Rung.Word(), Level = "warn", Text = $"{Word(row.Rung)}: {silent}" });
            if (row.Rung is Rung.Ask or Rung.Escalate)
            {
                Write(tx, context.Ledger.Files, agent, row.Rung, silent);
            }

            return true;
        });
        if (taken && row.Rung == Rung.Nudge)
        {
            AgentNudger.Nudge(context.App, Caller.Watch, agent.Name, "Nothing was heard of you for a while. Go on, or say what holds you up.", force: true);
        }
        else if (taken && row.Rung is Rung.Restart or Rung.Elsewhere)
        {
            Restart(context, agent, row.Rung, silent);
        }

        return taken;
    }

    /// <returns>What was answered; null when somebody else was faster.</returns>
    private static string? Ask(TickContext context, LadderTriage triage, AgentRecord agent, LadderRow last, LadderFacts facts, long? cpu)
    {
        var silent = $"nothing was heard of it for {Age.Of(context.Ledger.Now - agent.LastActivityAt)}";
        if (!Take(context, agent, last, new LadderRow(Rung.Triage, context.Ledger.Now, cpu), silent))
        {
            return null;
        }

        var verdict = triage.Ask(agent, facts, context.Stop);
        var row = new LadderRow(Rung.Triage, context.Ledger.Now, cpu);
        switch (verdict)
        {
            case StallVerdict.Retry:
                AgentNudger.Nudge(context.App, Caller.Watch, agent.Name, "Nothing was heard of you for long. Go on, or say what holds you up.", force: true);
                break;
            case StallVerdict.Extend:
                context.Ledger.Write(tx => LadderStore.Put(tx, agent, row with { At = context.Ledger.Now + context.App.Config.Watch.ZombieAfter }));
                break;
            case StallVerdict.Terminate when facts.IsAtRest == true:
                Restart(context, agent, Rung.Triage, silent);
                break;
            default:
                Take(context, agent, row, new LadderRow(Rung.Escalate, context.Ledger.Now, cpu), silent);
                break;
        }

        return verdict is { } word ? $"the answer was {word.Word()}" : "no answer could be used";
    }

    /// <summary>The host's end lets the next look take it for dead too, so a crash in between is repaired like any other death.</summary>
    private static void Restart(TickContext context, AgentRecord agent, Rung rung, string silent)
    {
        if (AgentTree.End(agent, AgentTree.Grace).Left is { Count: > 0 } left)
        {
            throw new OvException(ErrorCode.Failed, $"{left.Count} of its processes survived SIGKILL.");
        }

        var other = rung == Rung.Elsewhere ? Elsewhere(context.App, agent) : null;
        context.Ledger.Write(tx =>
        {
            if (other is not null)
            {
                // Its successor is started with what this one was to go on with.
                AgentStore.SetRuntime(tx, agent.Id, other);
            }

            AgentEnder.End(tx, context.Ledger.Files, agent, AgentState.Zombie, Caller.Watch.Actor, $"It was stalled and its processes were at rest: {silent}.", rung == Rung.Triage ? TaskAfter.Fail : TaskAfter.Release);
        });
    }

    private static void Write(Tx tx, LedgerFiles files, AgentRecord agent, Rung rung, string silent)
    {
        var reader = rung == Rung.Ask ? SilentAgents.ParentOf(tx.Sql, agent) : Caller.OperatorName;
        var next = rung == Rung.Ask ? "If it stays silent and its processes rest, it is restarted." : "Nothing more is done by itself.";
        var restart = agent.TaskId is { } task ? $"\nStart its task anew, its work is kept: ov stop {agent.Name} && ov sling {task} --restart" : $"\nEnd it, its work is kept: ov stop {agent.Name}";
        Mailbox.Deliver(tx, files, new MailDraft(
            Mailbox.SystemSender, reader, MailType.HealthCheck, rung == Rung.Ask ? $"What shall become of {agent.Name}?" : $"{agent.Name} is stuck",
            $"A nudge did not help {agent.Name}: {silent}. {next}\nLook at it: ov inspect {agent.Name}{restart}")
        {
            Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId, IdempotencyKey = $"ladder:{rung.Word()}:{agent.Id}:{agent.LastActivityAt.ToUnixTimeMilliseconds()}",
        });
    }

    private static string Word(Rung rung) => rung switch
    {
        Rung.Nudge => "nudged",
        Rung.Ask => "asked about",
        Rung.Restart => "ended to be restarted",
        Rung.Elsewhere => "ended to be restarted elsewhere",
        Rung.Triage => "asked a program about",
        _ => "left to the operator",
    };
}
