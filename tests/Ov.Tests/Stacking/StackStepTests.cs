using Ov.Core.Merging;
using Ov.Core.Stacking;
using Ov.Core.Tasks;

namespace Ov.Tests.Stacking;

/// <summary>When a branch that stands on another one lands, as a table.</summary>
public sealed class StackStepTests
{
    [Theory]
    [InlineData(true, null, TaskState.Completed, StackStep.Wait)]
    [InlineData(true, MergeState.Queued, TaskState.Completed, StackStep.Wait)]
    [InlineData(true, MergeState.Conflicted, TaskState.InProgress, StackStep.Wait)]
    [InlineData(true, MergeState.Rejected, TaskState.Pending, StackStep.Wait)]
    [InlineData(true, MergeState.Undone, TaskState.Pending, StackStep.Wait)]
    [InlineData(true, MergeState.Landed, TaskState.Closed, StackStep.Land)]
    [InlineData(true, MergeState.Withdrawn, TaskState.Canceled, StackStep.Rebase)]
    [InlineData(true, null, TaskState.Closed, StackStep.Rebase)]
    [InlineData(false, MergeState.Rejected, TaskState.Pending, StackStep.Land)]
    [InlineData(false, MergeState.Withdrawn, TaskState.Canceled, StackStep.Land)]
    public void A_branch_lands_after_what_it_carries_of_another(bool carries, MergeState? lower, TaskState task, StackStep expected) =>
        Assert.Equal(expected, StackSteps.For(carries, lower, task, asksLower: false));

    [Fact]
    public void A_branch_whose_pull_request_asks_the_lower_branch_waits_for_nobody_here() =>
        Assert.Equal(StackStep.Land, StackSteps.For(true, MergeState.Queued, TaskState.Completed, asksLower: true));
}
