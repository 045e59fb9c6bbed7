using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class TaskTransitionTests
{
    /// <summary>The contract's row for tasks, word for word.</summary>
    private static readonly (string From, string To)[] Contract =
    [
        ("pending", "in_progress"), ("in_progress", "pending"), ("in_progress", "completed"), ("in_progress", "blocked"), ("in_progress", "failed"),
        ("blocked", "pending"), ("failed", "pending"), ("completed", "closed"), ("completed", "in_progress"), ("closed", "pending"),
        ("pending", "canceled"), ("in_progress", "canceled"), ("blocked", "canceled"), ("failed", "canceled"), ("completed", "canceled"),
    ];

    public static TheoryData<string, string, bool> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, bool>();
            foreach (var from in SnakeCase.Words<TaskState>())
            {
                foreach (var to in SnakeCase.Words<TaskState>())
                {
                    pairs.Add(from, to, Contract.Contains((from, to)));
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Exactly_the_contracts_transitions_are_possible(string from, string to, bool allowed) =>
        Assert.Equal(allowed, TaskTransitions.Allowed(SnakeCase.Parse<TaskState>(from), SnakeCase.Parse<TaskState>(to)));

    [Fact]
    public void The_store_refuses_every_other_transition_and_changes_nothing()
    {
        using var site = new TaskSite();
        foreach (var from in Enum.GetValues<TaskState>())
        {
            foreach (var to in Enum.GetValues<TaskState>().Where(to => !TaskTransitions.Allowed(from, to)))
            {
                var task = site.Add($"from {from} to {to}") with { State = from };
                var events = site.Operator.Ledger.Read(EventStore.LastSequence);
                var refusal = Refusal.Of(ErrorCode.State, () => site.Operator.Ledger.Write(tx => TaskStore.Move(tx, task, to, "operator")));
                Assert.Contains(from.Word(), refusal.Message);
                Assert.Contains(to.Word(), refusal.Message);
                Assert.Equal(TaskState.Pending, site.Now(task).State);
                Assert.Equal(events, site.Operator.Ledger.Read(EventStore.LastSequence));
            }
        }
    }
}
