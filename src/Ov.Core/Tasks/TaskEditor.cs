using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>Changes what a task says while it is not finished.</summary>
public static class TaskEditor
{
    /// <exception cref="OvException">state when it is closed or canceled, cycle with its path, usage, not-operator, fenced.</exception>
    public static TaskRecord Edit(OvApp app, Caller caller, TaskRecord task, TaskChange change)
    {
        if (change.Fields.Count == 0)
        {
            throw new OvException(ErrorCode.Usage, "Nothing to change was named.", "See 'ov task edit --help'.");
        }

        return app.Ledger.Write(tx => Edit(tx, caller, task, change));
    }

    /// <summary>In the transaction of the caller.</summary>
    /// <inheritdoc cref="Edit(OvApp, Caller, TaskRecord, TaskChange)"/>
    public static TaskRecord Edit(Tx tx, Caller caller, TaskRecord task, TaskChange change)
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, TaskVerb.Edit, current);
        if (LeadCompletion.IsFinished(current.State))
        {
            throw new OvException(ErrorCode.State, $"Task {current.Number} is {current.State.Word()} and is not edited any more.", $"Mend it by a task of its own: ov task patch \"…\" --patches {current.Number} --criterion \"…\"; or reopen it first.");
        }

        var run = RunStore.ById(tx.Sql, current.RunId)!;
        if (change.Needs is { } needs)
        {
            TaskNeeds.Set(tx, current, [.. TaskText.Clean(needs).Select(text => TaskNeeds.Require(tx.Sql, run, text)).DistinctBy(needed => needed.Id)]);
        }

        TaskStore.Update(tx, current with
        {
            Title = change.Title is { } title ? tx.Words(TaskText.RequireTitle(title)) : current.Title,
            Body = change.Body is { } body ? tx.Words(TaskText.RequireBody(body)) : current.Body,
            Scope = change.Scope is { } scope ? TaskText.RequireScope(scope) : current.Scope,
            Criteria = change.Criteria is { } criteria ? tx.Words(TaskText.Clean(criteria)) : current.Criteria,
            Priority = change.Priority ?? current.Priority,
            Role = change.Role ?? current.Role,
            Metadata = tx.Words(TaskMetadata.Merge(current.Metadata, change.Metadata ?? [])),
        });
        tx.Record(new EventDraft("task.edited")
        {
            RunId = current.RunId, Actor = caller.Actor, TaskId = current.Id, AgentId = current.OwnerId,
            Text = $"{string.Join(", ", change.Fields)}{(change.Reason is { } reason ? $": {reason}" : "")}",
        });
        if (change.Reason is { Length: > 0 } why)
        {
            NoteWriter.Align(tx, caller, current.RunId, $"Task {current.Number}", $"{string.Join(", ", change.Fields)} changed: {why}");
        }

        return TaskStore.ById(tx.Sql, current.Id)!;
    }
}
