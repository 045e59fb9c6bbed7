using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Scopes;

/// <summary>
/// Decides a request for files: whom it was sent to, an agent above the asker, or the operator. The lease is looked at and widened in one
/// transaction, so that of two who ask for the same file one gets it.
/// </summary>
public static class ScopeDecider
{
    /// <param name="request">The mail that asks, or its agent.</param>
    /// <exception cref="OvException">not-found, ambiguous-id, identity, not-operator; state when it was decided before or its agent has ended; scope-overlap; held.</exception>
    public static ScopeAnswer Grant(OvApp app, Caller caller, string request)
    {
        // What it may do next reaches further than what it did so far.
        WipKeeper.Between(app, app.Ledger.Read(sql => Require(sql, caller, request).Agent.Id), "before its files were widened");
        return app.Ledger.Write(tx => Grant(tx, caller, request));
    }

    private static ScopeAnswer Grant(Tx tx, Caller caller, string request)
    {
        var (mail, agent) = Require(tx.Sql, caller, request);
        var files = ScopeRequester.Missing(agent, ScopeRequest.FilesOf(mail));
        if (AreaHold.Over(tx.Sql, agent.RunId, files) is { } hold)
        {
            throw hold.Refusal(string.Join(", ", files));
        }

        ScopeHolders.RequireFree(tx.Sql, agent, files, $"Wait until its work has landed, stop it, or refuse: ov scope refuse {mail.Id} --reason \"…\"");
        IReadOnlyList<string> scope = [.. agent.Scope, .. files];
        AgentStore.SetScope(tx, agent.Id, scope);
        // Its next agent, too, is to have what the task was found to need.
        if (agent.TaskId is { } taskId && TaskStore.ById(tx.Sql, taskId) is { Scope.Count: > 0 } task)
        {
            TaskStore.Update(tx, task with { Scope = [.. task.Scope, .. files.Except(task.Scope)] });
        }

        var sparse = WorktreeStore.OfAgent(tx.Sql, agent.Id) is { Sparse.Count: > 0 } ? "\nYour checkout is sparse; more of it: git sparse-checkout add <folder>" : "";
        return Answer(tx, caller, mail, agent with { Scope = scope }, "granted", $"You may change {string.Join(", ", files)} from now on.{sparse}");
    }

    /// <exception cref="OvException">not-found, ambiguous-id, identity, not-operator; state when it was decided before or its agent has ended; usage.</exception>
    public static ScopeAnswer Refuse(OvApp app, Caller caller, string request, string reason)
    {
        MailText.Require("", reason);
        return app.Ledger.Write(tx =>
        {
            var (mail, agent) = Require(tx.Sql, caller, request);
            return Answer(tx, caller, mail, agent, "refused", $"You may not change {string.Join(", ", ScopeRequest.FilesOf(mail))}: {reason.Trim()}");
        });
    }

    private static (Message Mail, AgentRecord Agent) Require(Sql sql, Caller caller, string request)
    {
        CallerFence.Require(sql, caller);
        if (caller.Agent is null)
        {
            caller.RequireOperator("decide what an agent may change");
        }

        var mail = ScopeRequest.Require(sql, request);
        MailReplier.RequireAuthority(sql, caller, mail);
        return mail.SenderId is { } id && AgentStore.ById(sql, id) is { IsLive: true } agent
            ? (mail, agent) : throw new OvException(ErrorCode.State, $"{mail.Sender}, which asked, has ended, so nothing is to be decided.", "What its task may touch is changed with 'ov task edit --files'.");
    }

    private static ScopeAnswer Answer(Tx tx, Caller caller, Message mail, AgentRecord agent, string verdict, string words)
    {
        var files = ScopeRequest.FilesOf(mail);
        MailStore.MarkAnswered(tx, mail.Id);
        Mailbox.Deliver(tx, tx.Files, MailReplier.Draft(caller, mail, words, null));
        tx.Record(new EventDraft($"scope.{verdict}")
        {
            RunId = agent.RunId, Actor = caller.Actor, AgentId = agent.Id, TaskId = agent.TaskId, Subject = mail.Id, Text = $"{agent.Name}: {string.Join(", ", files)}",
        });
        return new ScopeAnswer(mail.Id, agent.Name, mail.Recipient, files, agent.Scope);
    }
}
