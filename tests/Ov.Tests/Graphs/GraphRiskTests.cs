using Ov.Core.Graphs;
using Ov.Core.Tasks;

namespace Ov.Tests.Graphs;

/// <summary>Where open work is likely to fail, and what is advised (S2-65 to S2-67).</summary>
public sealed class GraphRiskTests
{
    /// <summary>3 needs 2, which needs 1; 4 stands alone. 2 says nothing of itself.</summary>
    private static readonly TaskGraph Sample = Graph(
        GraphTests.Task(1) with { Metadata = ["breadth=broad", "impact=phase", "risk=high"] }, GraphTests.Task(2),
        GraphTests.Task(3) with { Metadata = ["breadth=single", "impact=project", "risk=critical"] }, GraphTests.Task(4) with { Metadata = ["risk=critical"] });

    [Fact]
    public void The_chain_whose_failures_would_cost_the_most_and_the_expected_cost_are_worked_out()
    {
        var risk = GraphRisk.Of(Sample, []);
        Assert.Equal([1, 2, 3], risk.Path);
        Assert.Equal((2.3, 18.17), (risk.PathRisk, risk.Cost));
        Assert.Equal([new RiskCount("high", 1), new RiskCount("critical", 2), new RiskCount(null, 1)], risk.Distribution);
    }

    [Fact]
    public void What_is_done_stays_in_the_chain_and_cannot_fail_any_more()
    {
        var risk = GraphRisk.Of(Graph([.. Sample.Tasks.Select(task => task.Number == 1 ? task with { State = TaskState.Closed } : task)]), []);
        Assert.Equal([2, 3], risk.Path);
        Assert.Equal((1.6, 9.21), (risk.PathRisk, risk.Cost));
    }

    [Fact]
    public void Reviews_are_advised_before_what_is_risky_or_on_the_longest_chain_and_before_a_group_lands()
    {
        IReadOnlyList<(string, IReadOnlyList<string>)> groups = [("release", ["t3", "t4"]), ("small", ["t1"])];
        Assert.Equal(
            ["1 its risk is high, it is on the longest chain", "2 it is on the longest chain", "3 its risk is critical, it is on the longest chain", "4 its risk is critical", "release 2 tasks of it land"],
            Said(GraphRisk.Of(Sample, groups)));
        var reviewed = new TaskGraph([.. Sample.Tasks, GraphTests.Task(5) with { Metadata = ["level=review"] }], [("t2", "t1"), ("t3", "t2"), ("t3", "t5"), ("t4", "t5")]);
        Assert.Equal(["1 its risk is high, it is on the longest chain", "2 it is on the longest chain"], Said(GraphRisk.Of(reviewed, [("release", ["t3", "t4", "t5"])])));
    }

    [Fact]
    public void What_much_of_the_work_goes_through_is_reviewed_too() =>
        Assert.Contains("3 much of the work goes through it", Said(GraphRisk.Of(GraphTests.Graph(5, (3, 1), (3, 2), (4, 3), (5, 3)), [])).Select(said => said.Replace("it is on the longest chain, ", "", StringComparison.Ordinal)));

    private static IEnumerable<string> Said(GraphRisk risk) => risk.Reviews.Select(advice => $"{advice.Group ?? $"{advice.Number}"} {string.Join(", ", advice.Reasons)}");

    private static TaskGraph Graph(params TaskRecord[] tasks) => new(tasks, [("t2", "t1"), ("t3", "t2")]);
}
