using Ov.Core.Dispatching;
using Ov.Core.Planning;
using Ov.Core.Tasks;
using Ov.Tests.Graphs;

namespace Ov.Tests.Planning;

/// <summary>When a run whose list is empty asks a planner for more, as a function of what is known.</summary>
public sealed class RoundVerdictTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TaskState.Closed, true)]
    [InlineData(TaskState.Failed, true)]
    [InlineData(TaskState.Blocked, true)]
    [InlineData(TaskState.Canceled, true)]
    [InlineData(TaskState.Pending, false)]
    [InlineData(TaskState.InProgress, false)]
    [InlineData(TaskState.Completed, false)]
    public void A_planner_is_asked_when_nothing_is_to_be_done_or_to_land(TaskState state, bool due)
    {
        Assert.Equal(due, RoundVerdict.For(Facts(Task(1) with { State = TaskState.Closed }, Task(2) with { State = state, Branch = "b" })).Due);
        Assert.True(RoundVerdict.For(Facts()).Due);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 40)]
    [InlineData(3, 80)]
    [InlineData(4, 160)]
    [InlineData(5, 160)]
    [InlineData(60, 160)]
    public void Planners_that_find_nothing_are_followed_by_longer_pauses(int found, int seconds)
    {
        RoundVerdict After(int passed) => RoundVerdict.For(Facts() with { Unproductive = [.. Enumerable.Repeat(Now.AddSeconds(-passed), found)] });
        Assert.Equal((false, DispatchReason.Backoff), (After(seconds - 1).Due, After(seconds - 1).Reason));
        Assert.True(After(seconds).Due);
        // A clock that went back does not hold it for ever.
        Assert.True(After(-1000).Due);
    }

    [Theory]
    [InlineData(EmergentKind.Milestone, 5)]
    [InlineData(EmergentKind.Investigation, 2)]
    [InlineData(EmergentKind.Optimization, 2)]
    [InlineData(EmergentKind.Refactor, 2)]
    [InlineData(EmergentKind.Documentation, 1)]
    [InlineData(EmergentKind.Triage, 1)]
    public void What_lies_beside_the_goals_has_a_cap_by_the_kind_of_run(EmergentKind kind, int most)
    {
        var facts = Facts() with { Policy = new EmergentPolicy(kind, 0, []), CoreComplete = true };
        Assert.True(RoundVerdict.For(facts with { Tangential = most - 1 }).Due);
        Assert.Equal((false, DispatchReason.EmergentCap), (RoundVerdict.For(facts with { Tangential = most }).Due, RoundVerdict.For(facts with { Tangential = most }).Reason));
        Assert.True(RoundVerdict.For(facts with { Tangential = most, CoreComplete = false }).Due);
        Assert.True(RoundVerdict.For(facts with { Tangential = most, Policy = new EmergentPolicy(kind, most + 1, []) }).Due);
    }

    private static RoundFacts Facts(params TaskRecord[] tasks) => new(tasks, new EmergentPolicy(EmergentKind.Milestone, 0, EmergentPolicy.UsualDomains), false, 0, [], Now);

    private static TaskRecord Task(int number) => GraphTests.Task(number);
}
