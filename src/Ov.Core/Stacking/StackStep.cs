using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Stacking;

/// <summary>What becomes of a branch that was cut from another one, when its turn to land comes.</summary>
public enum StackStep
{
    /// <summary>It lands like any other.</summary>
    Land,

    /// <summary>The other comes first.</summary>
    Wait,

    /// <summary>The other will not come by itself any more: somebody has to take it off.</summary>
    Rebase,
}

/// <summary>Decides that from facts alone.</summary>
public static class StackSteps
{
    /// <param name="carries">It has work of the lower branch that the target has not.</param>
    /// <param name="lower">The newest entry of that; null when it never was in the queue.</param>
    /// <param name="task">The state of its task.</param>
    /// <param name="asksLower">It is offered, not landed, and the lower branch is asked to take it as long as that is offered itself.</param>
    public static StackStep For(bool carries, MergeState? lower, TaskState task, bool asksLower) =>
        !carries || lower == MergeState.Landed || asksLower ? StackStep.Land
        : task is TaskState.Canceled or TaskState.Closed ? StackStep.Rebase
        : StackStep.Wait;
}
