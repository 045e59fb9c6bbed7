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
public sealed record BlockedTask(TaskRecord Task, UnfinishedWork Kept, TaskRecord? Blocker);

/// <summary>
/// The holder of a task cannot go on by itself: its work is committed, the task waits for a person, for its lead or for another task, who
/// answers for it is told, and nobody else is started on it (S2-70, S2-71).
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
            return new BlockedTask(TaskStore.ById(tx.Sql, task.Id)!, kept, blocker);
        });
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
            ? $"When that is out of the way: ov task reopen {task.Number} --reason \"what changed\""
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
        var holder = task.OwnerId is { } id && AgentStore.ById(tx.Sql, id) is { IsLive: true } agent ? agent : null;
        var lead = holder is null && task.OwnerId is { } ended && AgentStore.ById(tx.Sql, ended)?.ParentId is { } parent && AgentStore.ById(tx.Sql, parent) is { IsLive: true } live ? live : null;
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            Mailbox.SystemSender, (holder ?? lead)?.Name ?? Caller.OperatorName, MailType.Status, $"Task {task.Number} is open again: {task.Title}",
            $"Task {blocker.Number} ({blocker.Title}) is done. {(holder is null ? $"Start somebody on it: ov sling {task.Number} --restart" : $"Take what it changed into your branch, then go on: ov task claim {task.Number}")}")
        {
            RecipientId = (holder ?? lead)?.Id, Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
        });
    }
}
