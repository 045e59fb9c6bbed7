using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Core.Merging;

/// <summary>
/// Whose word brings a branch into the queue (contract, "State transitions"): the operator's; the lead's that owns the parent task;
/// the worker's own when the operator slung it, or when its entry came back to it; the desk's once the task is reported.
/// </summary>
/// <param name="OwnsParent">The caller owns the parent task, or started the agent that worked on the branch.</param>
/// <param name="OwnsTask">The caller owns the branch's task.</param>
/// <param name="HasParent">An agent stands above the branch's agent.</param>
/// <param name="CameBack">The branch has a conflicted or rejected entry for this target.</param>
/// <param name="TaskState">Null for a branch without a task.</param>
public sealed record MergeAuthority(CallerKind Caller, bool OwnsParent, bool OwnsTask, bool HasParent, bool CameBack, TaskState? TaskState)
{
    /// <summary>Null when the word counts, else the rule that refuses it.</summary>
    public OvException? Refusal(string branch) => this switch
    {
        { Caller: CallerKind.Operator or CallerKind.Watch } => null,
        { TaskState: null } => new OvException(
            ErrorCode.NotOperator, $"No task stands behind {branch}, so only the operator may land it.", "Let the operator run 'ov merge --branch'."),
        { Caller: CallerKind.Agent, OwnsParent: false, HasParent: true, CameBack: false } => new OvException(
            ErrorCode.PrematureMerge, $"{branch} was made for a lead, so the lead says when it lands.", "The worker reports with worker_done; the lead then sends merge_ready."),
        { Caller: CallerKind.Agent, OwnsParent: false, OwnsTask: false } => new OvException(
            ErrorCode.NotOwner, $"Landing {branch} is the word of the lead that owns the parent task, of its own worker, or of the operator.", "Report to your lead with worker_done."),
        { TaskState: not (Tasks.TaskState.Completed or Tasks.TaskState.Closed) } => new OvException(
            ErrorCode.PrematureMerge, $"The task of {branch} is not reported done yet.", "Report it with 'ov task done', then again."),
        _ => null,
    };
}
