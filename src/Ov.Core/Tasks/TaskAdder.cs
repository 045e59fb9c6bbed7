using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Planning;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>Adds tasks to a run, in the transaction of whoever needs them.</summary>
public static class TaskAdder
{
    /// <exception cref="OvException">usage for a bad title or scope, not-found for a need or parent, state when the run has ended.</exception>
    public static TaskRecord Add(Tx tx, RunRecord run, TaskDraft draft, Caller caller)
    {
        CallerFence.Require(tx.Sql, caller);
        RequireActive(tx, run);
        var needs = TaskText.Clean(draft.Needs).Select(text => TaskNeeds.Require(tx.Sql, run, text)).DistinctBy(task => task.Id).ToList();
        var task = new TaskRecord(
            tx.NewId("task"), run.Id, draft.Number ?? TaskStore.NextNumber(tx.Sql, run.Id), tx.Words(TaskText.RequireTitle(draft.Title)), tx.Words(TaskText.RequireBody(draft.Emergent?.Body(draft.Body) ?? draft.Body)),
            TaskState.Pending, draft.Priority, draft.Role, Parent(tx, run, draft, caller)?.Id, TaskText.RequireScope(draft.Scope),
            tx.Words(TaskText.Clean(draft.Criteria)), null, 0, null, false, null, null, caller.Actor, tx.Now, tx.Now, null, null)
        {
            Metadata = tx.Words(TaskMetadata.Merge([], draft.Metadata)),
        };
        TaskStore.Insert(tx, task, needs.Select(needed => needed.Id));
        if (draft.Emergent is { } proposal)
        {
            EmergentAdmission.Admit(tx, RunStore.ById(tx.Sql, run.Id)!, task, proposal);
        }

        tx.Record(new EventDraft("task.added") { RunId = run.Id, Actor = caller.Actor, TaskId = task.Id, Text = $"{task.Number} {task.Title}" });
        return task;
    }

    private static void RequireActive(Tx tx, RunRecord run)
    {
        var now = RunStore.ById(tx.Sql, run.Id)!;
        if (now.State != RunState.Active)
        {
            throw new OvException(ErrorCode.State, $"Run {now.Name} is {now.State.Word()} and takes no new work.", "Start another with 'ov run start'.");
        }
    }

    /// <summary>What was named, else the task that the calling lead owns: so it may cancel, close and reopen what it adds.</summary>
    private static TaskRecord? Parent(Tx tx, RunRecord run, TaskDraft draft, Caller caller)
    {
        if (draft.Parent is { } named)
        {
            return TaskNeeds.Require(tx.Sql, run, named);
        }

        return caller.Agent is { TaskId: { } own } agent && agent.RunId == run.Id && TaskRights.Leads(agent.Role) ? TaskStore.ById(tx.Sql, own) : null;
    }
}
