using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>What the holder of a task says when it cannot go on.</summary>
public sealed record BlockReport(string Reason)
{
    public IReadOnlyList<string> Tests { get; init; } = [];

    public string? Caveats { get; init; }

    /// <summary>Title of a task that clears the way; null for none.</summary>
    public string? Blocker { get; init; }
}

/// <param name="Kept">What became of its uncommitted work.</param>
/// <param name="Blocker">The task that it waits for now; null for none.</param>
/// <param name="AgentEnded">Its agent owes nothing more and ends; a lead with open parts stays.</param>
public sealed record BlockedTask(TaskRecord Task, UnfinishedWork Kept, TaskRecord? Blocker, bool AgentEnded);

/// <summary>
/// The holder of a task cannot go on by itself: its work is committed, the task waits for a person, for its lead or for another task, who
/// answers for it is told, its session ends, and nobody else is started on it (S2-70, S2-71).
/// </summary>
public static class TaskBlocker
{
    /// <exception cref="OvException">state when it is not in progress, not-owner, fenced, usage for a blocker of a lead.</exception>
    public static BlockedTask Block(OvApp app, Caller caller, TaskRecord task, BlockReport report)
    {
        app.Ledger.Read(sql => Require(sql, caller, task, report));
        var kept = app.Options.DryRun ? UnfinishedWork.None : UnfinishedWork.Keep(app, caller.Agent!, task, report.Reason);
        return app.Ledger.Write(tx =>
        {
            var current = Require(tx.Sql, caller, task, report);
            TaskStore.Move(tx, current, TaskState.Blocked, caller.Actor, report.Reason);
            TaskAttemptStore.Add(tx, current, new TaskAttempt(caller.Agent!.Name, AttemptStatus.Failed, report.Reason, TaskStore.Files(tx.Sql, task.Id), report.Tests, report.Caveats, tx.Now));
            TaskBlockerStore.Clear(tx, task.Id);
            var blocker = report.Blocker is { } title ? AddBlocker(tx, caller, current, title, report.Reason) : null;
            Tell(tx, caller.Agent!, current, report, kept, blocker);
            var ends = LeadCompletion.OwesNothing(tx.Sql, task.Id);
            if (ends)
            {
                AgentCompletion.Complete(tx, AgentStore.ById(tx.Sql, caller.Agent!.Id)!, caller.Actor, $"blocked task {current.Number}");
            }

            return new BlockedTask(TaskStore.ById(tx.Sql, task.Id)!, kept, blocker, ends);
        });
    }

    /// <summary>What was to clear their way will never be done: they need it no more, and who answers for them decides.</summary>
    internal static void AfterCanceled(Tx tx, TaskRecord blocker, string reason)
    {
        foreach (var task in TaskBlockerStore.BlockedBy(tx.Sql, blocker.Id))
        {
            TaskStore.RemoveNeed(tx, task.Id, blocker.Id);
            TaskBlockerStore.Clear(tx, task.Id);
            if (task.State == TaskState.Blocked)
            {
                TellHeir(
                    tx, task, MailType.Escalation, $"Task {task.Number} stays blocked: {task.Title}",
                    $"Task {blocker.Number} ({blocker.Title}), which was to clear its way, was canceled: {reason}\nIt was blocked because: {task.Reason}\n"
                    + $"If it can go on all the same: ov sling {task.Number} --restart. If it is not wanted any more: ov task cancel {task.Number} --reason \"…\"");
            }
        }
    }

    /// <summary>blocked → pending, once what stood in its way is done; whoever goes on is told where nothing starts by itself.</summary>
    internal static bool Clear(Tx tx, TaskRecord task, TaskRecord blocker)
    {
        if (TaskStore.ById(tx.Sql, task.Id) is not { State: TaskState.Blocked } current)
        {
            return false;
        }

        TaskBlockerStore.Clear(tx, task.Id);
        TaskAttemptStore.LetGo(tx, task.Id);
        TaskReopener.Reopen(tx, current, Caller.Watch.Actor, $"task {blocker.Number} is done");
        if (!RunStore.ById(tx.Sql, task.RunId)!.Loop)
        {
            TellOpen(tx, current, blocker);
        }

        return true;
    }

    private static TaskRecord Require(Sql sql, Caller caller, TaskRecord task, BlockReport report)
    {
        var current = TaskStore.ById(sql, task.Id)!;
        TaskRights.Require(sql, caller, TaskVerb.Block, current);
        TaskReopener.RequireState(current, TaskState.Blocked, TaskState.InProgress);
        return report.Blocker is null || !TaskRights.Leads(caller.Agent!.Role) ? current
            : throw new OvException(ErrorCode.Usage, $"A {caller.Agent!.Role} hands out work itself, so it needs no --blocker.", "Add the task and start somebody on it: ov task add \"…\", ov sling <task>");
    }

    private static TaskRecord AddBlocker(Tx tx, Caller caller, TaskRecord task, string title, string reason)
    {
        var blocker = TaskAdder.Add(
            tx, RunStore.ById(tx.Sql, task.RunId)!, new TaskDraft(title) { Body = $"Task {task.Number} ({task.Title}) cannot go on without it:\n\n{reason}", Priority = TaskPriority.High, Parent = task.ParentId }, caller);
        TaskNeeds.Set(tx, task, [.. TaskStore.Needs(tx.Sql, task.Id), blocker]);
        TaskBlockerStore.Set(tx, task.Id, blocker.Id);
        return blocker;
    }

    private static void Tell(Tx tx, AgentRecord agent, TaskRecord task, BlockReport report, UnfinishedWork kept, TaskRecord? blocker)
    {
        var lead = agent.ParentId is { } parentId ? AgentStore.ById(tx.Sql, parentId) : null;
        var work = kept switch
        {
            { Commit: { } commit } => $"\nIts unfinished work is commit {commit[..Math.Min(12, commit.Length)]} on {agent.Branch}.",
            { Left: { } why } => $"\nUncommitted work stays in {agent.Worktree}: {why}",
            _ => "",
        };
        var next = blocker is null
            ? $"When that is out of the way: ov task reopen {task.Number} --reason \"what changed\", and where tasks do not start by themselves: ov sling {task.Number} --restart"
            : $"It opens by itself once task {blocker.Number} ({blocker.Title}) is done. Start somebody on that: ov sling {blocker.Number}";
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            agent.Name, lead?.Name ?? Caller.OperatorName, MailType.Escalation, $"Task {task.Number} is blocked: {task.Title}",
            $"{report.Reason}{(report.Caveats is { } caveats ? $"\nCaveats: {caveats}" : "")}{work}\n{next}")
        {
            SenderId = agent.Id, RecipientId = lead?.Id, Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
        });
    }

    private static void TellOpen(Tx tx, TaskRecord task, TaskRecord blocker)
    {
        var goOn = task.OwnerId is { } id && AgentStore.ById(tx.Sql, id) is { IsLive: true } ? $"Take what it changed into your branch, then go on: ov task claim {task.Number}" : $"Start somebody on it: ov sling {task.Number} --restart";
        TellHeir(tx, task, MailType.Status, $"Task {task.Number} is open again: {task.Title}", $"Task {blocker.Number} ({blocker.Title}) is done. {goOn}");
    }

    /// <summary>To who goes on with the task or answers for it: its holder, the living agent above that one, else the operator.</summary>
    private static void TellHeir(Tx tx, TaskRecord task, MailType type, string subject, string body)
    {
        var holder = task.OwnerId is { } id ? AgentStore.ById(tx.Sql, id) : null;
        var heir = holder is { IsLive: false } ? MailRoute.Heir(tx.Sql, holder).Agent : holder;
        Mailbox.Deliver(tx, tx.Files, new MailDraft(Mailbox.SystemSender, heir?.Name ?? Caller.OperatorName, type, subject, body)
        {
            RecipientId = heir?.Id, Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
        });
    }
}
