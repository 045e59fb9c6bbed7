using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Planning;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Gates;

/// <summary>Answers gates. The answer, what follows from it and the mail to whoever asked are one transaction.</summary>
public static class GateDecider
{
    /// <param name="gate">As it was found; it is looked at anew.</param>
    /// <exception cref="OvException">The rule of <see cref="GateRules.Refusal"/> that is broken; state when an abort finds agents at work.</exception>
    public static GateRecord Decide(OvApp app, Caller caller, GateRecord gate, GateAnswer answer, string text)
    {
        MailText.Require("", text);
        var roles = Roles.In(app.Config);
        return app.Ledger.Write(tx =>
        {
            CallerFence.Require(tx.Sql, caller);
            var (now, run) = (GateStore.ById(tx.Sql, gate.Id)!, RunStore.ById(tx.Sql, gate.RunId)!);
            if (GateRules.Refusal(now, run.State == RunState.Active, Party(tx.Sql, roles, caller, now), answer, text) is { } refusal)
            {
                throw refusal;
            }

            return Settle(tx, run, now, answer, text.Trim(), caller.Actor, caller, GateOpener.ModeOf(app, run));
        });
    }

    /// <summary>An answer that counts, in the caller's transaction.</summary>
    internal static GateRecord Settle(Tx tx, RunRecord run, GateRecord gate, GateAnswer answer, string text, string by, Caller caller, RunMode mode)
    {
        GateStore.Decide(tx, gate, answer, text, by);
        tx.Record(new EventDraft("gate.decided")
        {
            RunId = run.Id, Actor = by, AgentId = gate.OpenerId, TaskId = gate.TaskId, Subject = gate.Id, Text = $"{gate.Kind.Word()}: {answer.Word()}{(text.Length > 0 ? $", {text}" : "")}",
        });
        if (caller.Agent?.Id != gate.OpenerId)
        {
            Tell(tx, gate, $"{gate.Kind.Word()} gate: {answer.Word()}", $"{gate.Question}\n{by} answered: {answer.Word()}{(text.Length > 0 ? $"\n\n{text}" : "")}", caller);
        }

        Follow(tx, run, gate, answer, text, caller, mode);
        return GateStore.ById(tx.Sql, gate.Id)!;
    }

    /// <summary>To the agent that asked; a person sees it in the list.</summary>
    internal static void Tell(Tx tx, GateRecord gate, string subject, string body, Caller? from)
    {
        if (gate.OpenerId is { } id && AgentStore.ById(tx.Sql, id) is { IsLive: true } opener)
        {
            Mailbox.Deliver(tx, tx.Files, new MailDraft(from?.MailName ?? Mailbox.SystemSender, opener.Name, MailType.Status, subject, $"{body}\n\nSee 'ov gate show {gate.Id}'.")
            {
                SenderId = from?.Agent?.Id, RecipientId = opener.Id, Priority = MailPriority.High, RunId = gate.RunId, TaskId = gate.TaskId,
            });
        }
    }

    private static void Follow(Tx tx, RunRecord run, GateRecord gate, GateAnswer answer, string text, Caller caller, RunMode mode)
    {
        switch (gate.Kind, answer)
        {
            case (GateKind.Feedback, GateAnswer.Done):
                Approval(tx, run, gate.Question, caller, mode);
                break;
            case (GateKind.Feedback, GateAnswer.Changes) when IsSpent(tx.Sql, run, mode):
                GateStore.LetGo(tx, run.Id, gate.TaskId, gate.Kind);
                Approval(tx, run, $"Accepted as it is after {Breaker.Limit(BreakerLoop.Feedback)} rounds of changes. Still wanted:\n{text}", caller, mode);
                break;
            case (GateKind.BreakerVerify, GateAnswer.Skip) when gate.TaskId is { } id && TaskStore.ById(tx.Sql, id) is { } task:
                TaskSendBack.ToBlocked(tx, task, caller.Actor, $"skipped{(text.Length > 0 ? $": {text}" : "")}");
                break;
            case (GateKind.Plan, GateAnswer.Approve) when gate.TaskId is null && run.Stage == RunTemplate.Planning:
                Recut(tx, run);
                RunLooper.Move(tx, caller, run, RunTemplate.Executing);
                break;
            case (GateKind.Plan, GateAnswer.Reject) or (GateKind.Feedback, GateAnswer.Changes) or (GateKind.Scope, GateAnswer.Rescope) when gate.TaskId is null && run.Policy is not null && RunTemplate.Of(run).Stage == RunTemplate.Planning:
                RunLooper.Move(tx, caller, run, RunTemplate.Planning);
                break;
            case (GateKind.Scope, GateAnswer.Serialize):
                ScopeOrder.Serialize(tx, run.Id, gate.TaskId, caller);
                break;
            case (GateKind.BreakerReplan, GateAnswer.Guidance) when gate.TaskId is null && BeginningStore.Applies(run):
                RunLooper.Move(tx, caller, run, RunTemplate.Planning);
                break;
            case (GateKind.BreakerReview, GateAnswer.Abort):
                GateOpener.Open(tx, run, new GateDraft(GateKind.BreakerVerify, "Its reviews found something to the end: skip the task, or abort the run?", gate.Evidence, gate.TaskId), caller, mode);
                break;
            case (GateKind.BreakerVerify or GateKind.BreakerReplan, GateAnswer.Abort):
                RunAborter.Abort(tx, caller, run, $"{gate.Id}{(text.Length > 0 ? $": {text}" : "")}");
                break;
        }
    }

    /// <summary>Files that were to be cut anew were, if the plan is approved.</summary>
    private static void Recut(Tx tx, RunRecord run)
    {
        if (GateStore.Last(tx.Sql, run.Id, null, GateKind.Scope) is { State: GateState.Decided })
        {
            GateStore.LetGo(tx, run.Id, null, GateKind.Scope);
        }
    }

    /// <summary>Whether as many rounds of changes as there may be had been used before the newest.</summary>
    private static bool IsSpent(Sql sql, RunRecord run, RunMode mode) =>
        Breaker.After(BreakerLoop.Feedback, GateStore.CountAnswered(sql, run.Id, GateKind.Feedback, GateAnswer.Changes) - 1, 0, mode) == BreakerStep.AsItIs;

    private static void Approval(Tx tx, RunRecord run, string evidence, Caller caller, RunMode mode)
    {
        if (GateStore.Last(tx.Sql, run.Id, null, GateKind.Approval) is not { State: GateState.Pending })
        {
            GateOpener.Open(tx, run, new GateDraft(GateKind.Approval, $"Is run {run.Name} complete?", evidence), caller, mode);
        }
    }

    private static GateParty Party(Sql sql, Roles roles, Caller caller, GateRecord gate)
    {
        if (caller.Agent is not { } agent)
        {
            return caller.IsOperator ? GateParty.Operator : GateParty.Other;
        }

        var owner = gate.TaskId is { } id ? TaskStore.ById(sql, id)?.OwnerId : null;
        return agent.RunId == gate.RunId && agent.Id != gate.OpenerId && agent.Id != owner && roles.IsReadOnly(agent.Role) && !Role.Coordinates(agent.Role) ? GateParty.Witness : GateParty.Other;
    }
}
