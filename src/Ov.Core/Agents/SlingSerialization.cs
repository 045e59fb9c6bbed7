using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Agents;

/// <summary><c>--serialize</c>: instead of a refusal, the task waits for the one that holds its files.</summary>
internal static class SlingSerialization
{
    /// <exception cref="OvException">cycle, when that task waits for this one.</exception>
    public static SlingResult Wait(Tx tx, SlingPlan plan, string holderId, Caller caller)
    {
        var holder = TaskStore.ById(tx.Sql, holderId)!;
        TaskRecord task;
        if (plan.Subject.Draft is { } draft)
        {
            task = TaskAdder.Add(tx, plan.Subject.Run, draft with { Needs = [holderId] }, caller);
        }
        else
        {
            task = plan.Subject.Task!;
            TaskNeeds.Add(tx, task, holder);
        }

        tx.Record(new EventDraft("task.serialized") { RunId = task.RunId, Actor = caller.Actor, TaskId = task.Id, Text = $"task {task.Number} waits for task {holder.Number}, whose files overlap" });
        return SlingResult.Waiting(plan.Subject.Argument, task, plan.Role.Name, holder);
    }
}
