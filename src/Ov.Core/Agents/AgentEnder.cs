using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Core.Tasks;
using Ov.Core.Watching;

namespace Ov.Core.Agents;

/// <summary>The one place where an agent ends: state, task, mail and the notice to whoever waits for it, in one transaction.</summary>
public static class AgentEnder
{
    /// <summary>The worktree and branch stay as they are. Nothing happens when the agent has ended already.</summary>
    /// <param name="reason">One sentence for people.</param>
    /// <returns>The agent as it is now.</returns>
    public static AgentRecord End(Tx tx, LedgerFiles files, AgentRecord agent, AgentState terminal, string actor, string reason, TaskAfter after)
    {
        var current = AgentStore.ById(tx.Sql, agent.Id)!;
        if (!current.IsLive)
        {
            return current;
        }

        AgentStore.Move(tx, current, terminal, actor, reason);
        SettleTasks(tx, current, actor, reason, after);
        var ended = AgentStore.ById(tx.Sql, agent.Id)!;
        if (terminal != AgentState.Completed)
        {
            DropDispatch(tx, ended);
        }

        MailHandover.FromEnded(tx, files, ended);
        if (terminal is AgentState.Zombie or AgentState.Failed)
        {
            Announce(tx, files, ended, reason);
        }

        // Its host may sleep; it leaves when it hears.
        tx.AfterCommit(() => Processes.Bell.Ring(files.Agent(agent.Id).Bell));
        // Nothing may be left to watch, or its task waits for a new incarnation.
        tx.AfterCommit(() => Processes.Bell.Ring(files.WatchBell));
        return ended;
    }

    private static void SettleTasks(Tx tx, AgentRecord agent, string actor, string reason, TaskAfter after)
    {
        if (after == TaskAfter.Keep)
        {
            return;
        }

        foreach (var task in TaskStore.HeldBy(tx.Sql, agent.Id).Where(task => task.State == TaskState.InProgress))
        {
            if (after == TaskAfter.Fail)
            {
                TaskAttemptStore.Add(tx, task, new TaskAttempt(agent.Name, AttemptStatus.Failed, reason, [], [], Progress(tx.Sql, agent), tx.Now));
            }

            TaskStore.Move(tx, task, after == TaskAfter.Fail ? TaskState.Failed : TaskState.Pending, actor, $"{agent.Name}: {reason}");
        }
    }

    /// <summary>Where it wrote down how far it came (S3-41).</summary>
    private static string? Progress(Sql sql, AgentRecord agent) =>
        NoteStore.Newest(sql, NoteKind.Checkpoint, agent.Name, agent.RunId) is { } note && note.CreatedAt >= agent.CreatedAt ? $"how far it came: ov note show {note.Name} --kind {note.Kind}" : null;

    /// <summary>A dispatch means one incarnation and nobody else; its successor gets its own.</summary>
    private static void DropDispatch(Tx tx, AgentRecord agent)
    {
        // What a coordinator was sent are words of a person, and go to whoever answers for it now.
        foreach (var mail in agent.TaskId is null ? [] : MailStore.OpenOf(tx.Sql, agent.Id).Where(mail => mail.Type == MailType.Dispatch))
        {
            if (mail.ClaimId is { } claimId)
            {
                MailClaims.Release(tx, claimId, "its reader ended");
            }

            MailStore.MarkDead(tx, mail.Id);
        }
    }

    private static void Announce(Tx tx, LedgerFiles files, AgentRecord agent, string reason)
    {
        var heir = MailRoute.Heir(tx.Sql, agent);
        var where = agent.Worktree is null ? "" : $"\nIts work is kept in {agent.Worktree} on branch {agent.Branch}.";
        var task = agent.TaskId is { } id ? TaskStore.ById(tx.Sql, id) : null;
        var next = agent.State == AgentState.Zombie && task is not null && Redispatch.Follows(task)
            ? $"\nA new incarnation is started on task {task.Number} ({task.Title}) by itself; nothing needs to be done."
            : task is { State: TaskState.Pending or TaskState.Failed }
            ? $"\nTask {task.Number} ({task.Title}) is {task.State.Word()}; a new incarnation takes it up with: ov sling {task.Id} --restart"
            : "";
        Mailbox.Deliver(tx, files, new MailDraft(Mailbox.SystemSender, heir.Name, MailType.WorkerDied, $"{agent.Name} ended without reporting: {agent.State.Word()}", $"{reason}{where}{next}")
        {
            Priority = MailPriority.High, RunId = agent.RunId, TaskId = agent.TaskId, IdempotencyKey = $"worker_died:{agent.Id}",
        });
    }
}
