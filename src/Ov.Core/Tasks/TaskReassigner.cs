using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Tasks;

/// <param name="From">Who held it before; null for nobody.</param>
/// <param name="To">Who holds it now.</param>
/// <param name="WorkSoFar">The branch on which the one before worked; null where that is the new holder's own, or there is none.</param>
public sealed record ReassignedTask(TaskRecord Task, string? From, string To, string? WorkSoFar);

/// <summary>Gives a task that is open or worked on to another agent that is at hand; both are told, nothing of the work is touched (S3-13).</summary>
public static class TaskReassigner
{
    /// <exception cref="OvException">state for one that is blocked or over, or an agent that has ended or holds a task; not-operator, not-ready, hierarchy, fenced.</exception>
    public static ReassignedTask Reassign(OvApp app, Caller caller, TaskRecord task, string to, string reason)
    {
        var roles = Roles.In(app.Config);
        return app.Ledger.Write(tx =>
        {
            var current = TaskStore.ById(tx.Sql, task.Id)!;
            TaskRights.Require(tx.Sql, caller, TaskVerb.Reassign, current);
            RequireOpen(current);
            var next = RequireAtHand(tx.Sql, current, to);
            var before = current.OwnerId is { } ownerId ? AgentStore.ById(tx.Sql, ownerId) : null;
            if (before?.Id == next.Id)
            {
                return new ReassignedTask(current, before.Name, next.Name, null);
            }

            var open = current.State == TaskState.InProgress ? TaskRelease.ToPending(tx, current, caller.Actor, reason) : current;
            var now = TaskClaimer.Give(tx, open, next, roles.IsReadOnly(next.Role), caller.Actor);
            var left = current.Branch is { } branch && branch != next.Branch ? branch : null;
            Tell(tx, caller, now, next, left, reason);
            if (before is { IsLive: true })
            {
                TellFormer(tx, caller, now, before, next, reason);
            }

            return new ReassignedTask(now, before?.Name, next.Name, left);
        });
    }

    private static void RequireOpen(TaskRecord task)
    {
        if (task.State is not (TaskState.Pending or TaskState.InProgress))
        {
            throw new OvException(
                ErrorCode.State, $"Task {task.Number} is {task.State.Word()}, and only one that is pending or in progress is given to somebody else.",
                task.State is TaskState.Blocked or TaskState.Failed ? $"Open it first: ov task reopen {task.Number} --reason \"…\"" : "What is over stays with who did it; add a task for what is left.");
        }
    }

    private static AgentRecord RequireAtHand(Sql sql, TaskRecord task, string name)
    {
        var agent = AgentResolver.Require(sql, name);
        if (!agent.IsLive)
        {
            throw new OvException(ErrorCode.State, $"{agent.Name} has ended ({agent.State.Word()}), so it takes up nothing.", $"Start a new agent on the task instead: ov sling {task.Number} --restart");
        }

        if (TaskStore.HeldBy(sql, agent.Id).Find(held => held.Id != task.Id) is { } own)
        {
            throw new OvException(
                ErrorCode.State, $"{agent.Name} works on task {own.Number} already, and an agent holds one task at a time.", $"Name an agent that holds none; see 'ov agents'. Or start a new one: ov sling {task.Number} --restart");
        }

        return agent.RunId == task.RunId ? agent
            : throw new OvException(ErrorCode.Hierarchy, $"{agent.Name} works for another run than task {task.Number}.", "Name an agent of the task's own run; see 'ov agents'.");
    }

    private static void Tell(Tx tx, Caller caller, TaskRecord task, AgentRecord next, string? left, string reason) => Deliver(
        tx, caller, task, next, $"Task {task.Number} is yours now: {task.Title}",
        $"{reason}\nRead it: ov task show {task.Number}{(left is null ? "" : $"\nThe work so far is on {left}; take it over before you go on: git merge {left}")}\nReport it from your own worktree: ov task done {task.Number} --summary \"…\"");

    private static void TellFormer(Tx tx, Caller caller, TaskRecord task, AgentRecord before, AgentRecord next, string reason) => Deliver(
        tx, caller, task, before, $"Task {task.Number} is {next.Name}'s now: {task.Title}",
        $"{reason}\nCommit what you have, so that {next.Name} can take it over from {before.Branch ?? "your branch"}, and change nothing more for this task.");

    private static void Deliver(Tx tx, Caller caller, TaskRecord task, AgentRecord reader, string subject, string body) => Mailbox.Deliver(tx, tx.Files, new MailDraft(caller.MailName, reader.Name, MailType.Status, subject, body)
    {
        SenderId = caller.Agent?.Id, RecipientId = reader.Id, Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
    });
}
