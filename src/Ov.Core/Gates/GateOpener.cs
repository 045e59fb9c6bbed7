using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;

namespace Ov.Core.Gates;

/// <summary>Opens gates. An autonomous run answers by policy what it may, in the same transaction.</summary>
public static class GateOpener
{
    /// <summary>Longest question, in characters.</summary>
    private const int LongestQuestion = 1000;

    /// <exception cref="OvException">usage; identity for an agent of another run; state when the same waits already or the run has ended; breaker.</exception>
    public static GateRecord Open(OvApp app, Caller caller, RunRecord run, GateDraft draft)
    {
        if (draft.Question.Trim() is not { Length: > 0 and <= LongestQuestion })
        {
            throw new OvException(ErrorCode.Usage, $"A gate asks a question of 1 to {LongestQuestion} characters.", "What the decision rests on goes into --body or --file.");
        }

        MailText.Require(draft.Question, draft.Evidence);
        if (draft.Kind is GateKind.BreakerVerify or GateKind.BreakerReview or GateKind.BreakerReplan)
        {
            throw new OvException(ErrorCode.Usage, $"{draft.Kind.Word()} gates open by themselves, when a loop has been gone round too often.", "Ask with --kind plan, or escalation.");
        }

        if (caller.Agent is { } agent && agent.RunId != run.Id)
        {
            throw new OvException(ErrorCode.Identity, $"{agent.Name} works for another run than {run.Name}, so it opens no gate there.");
        }

        return app.Ledger.Write(tx =>
        {
            CallerFence.Require(tx.Sql, caller);
            var now = RunStore.ById(tx.Sql, run.Id)!;
            if (now.State != RunState.Active)
            {
                throw new OvException(ErrorCode.State, $"Run {now.Name} is {now.State.Word()}, so nothing in it waits for a decision.", "See 'ov run list'.");
            }

            var mode = ModeOf(app, now);
            return Open(tx, now, draft.Kind == GateKind.Plan && draft.TaskId is null ? Replanned(tx.Sql, now, draft, mode) : draft, caller, mode);
        });
    }

    /// <summary>Whether a run asks people.</summary>
    public static RunMode ModeOf(OvApp app, RunRecord run) => LandingReview.ModeOf(run, app.Config.Setting(ConfigKeys.MergePolicy).Found);

    /// <summary>In the caller's transaction.</summary>
    internal static GateRecord Open(Tx tx, RunRecord run, GateDraft draft, Caller caller, RunMode mode)
    {
        if (GateStore.Last(tx.Sql, run.Id, draft.TaskId, draft.Kind) is { State: GateState.Pending } waiting)
        {
            throw new OvException(ErrorCode.State, $"{waiting.Id} asks that already: \"{waiting.Question}\".", $"See 'ov gate show {waiting.Id}'.");
        }

        GateStore.LetGo(tx, run.Id, draft.TaskId, draft.Kind);
        var gate = new GateRecord(
            tx.NewId("gate"), run.Id, draft.TaskId, draft.Kind, GateState.Pending, draft.Question.Trim(), draft.Evidence.Trim(), caller.Actor, caller.Agent?.Id, tx.Now,
            tx.Now + draft.For, GateRules.Holds(draft.Kind), null, null, null, null);
        GateStore.Insert(tx, gate);
        tx.Record(new EventDraft("gate.opened") { RunId = run.Id, Actor = caller.Actor, AgentId = caller.Agent?.Id, TaskId = gate.TaskId, Subject = gate.Id, Text = $"{gate.Kind.Word()}: {gate.Question}" });
        return mode == RunMode.Autonomous && GateRules.ByPolicy(gate.Kind) is { } answer
            ? GateDecider.Settle(tx, run, gate, answer, "", GateRules.Policy, caller, mode)
            : gate;
    }

    /// <summary>Each plan after an approved one is a replan; once those are spent, a person says how to go on.</summary>
    private static GateDraft Replanned(Sql sql, RunRecord run, GateDraft plan, RunMode mode)
    {
        var replans = GateStore.CountAnswered(sql, run.Id, GateKind.Plan, GateAnswer.Approve) - 1;
        var granted = GateStore.CountAnswered(sql, run.Id, GateKind.BreakerReplan, GateAnswer.Guidance);
        return replans < 0 ? plan : Breaker.After(BreakerLoop.Replan, replans, granted, mode) switch
        {
            BreakerStep.Again => plan,
            BreakerStep.Stop => throw new OvException(
                ErrorCode.Breaker, $"Run {run.Name} was planned anew {replans} times and is still not complete.", "Report what is missing to the operator, who may end the run or steer it: ov mail send --to operator --type escalation"),
            _ => new GateDraft(
                GateKind.BreakerReplan, $"Run {run.Name} was planned anew {replans} times and is still not complete: how should it go on?",
                $"loop: replan, {replans} of {Breaker.Limit(BreakerLoop.Replan) + granted} used, for the whole run\nnext plan: {plan.Question}\n{plan.Evidence}", For: plan.For),
        };
    }
}
