using FsCheck;
using FsCheck.Fluent;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

public sealed class DependencyCycleTests
{
    private const int Nodes = 8;

    [Fact]
    public void On_any_graph_a_cycle_is_found_exactly_when_there_is_one_and_its_path_is_real_and_shortest()
    {
        var node = Gen.Choose(0, Nodes - 1);
        // Every edge goes from a higher to a lower node, so that the graph is free of cycles before the new needs.
        var edges = Gen.ListOf(from a in node from b in node where a != b select (Task: $"{Math.Max(a, b)}", Needs: $"{Math.Min(a, b)}"));
        var cases = from graph in edges from task in node from needs in Gen.ListOf(node) select (graph, task: $"{task}", needs: needs.Select(n => $"{n}").Distinct().ToList());
        Prop.ForAll(cases.ToArbitrary(), given => Holds([.. given.graph.Where(edge => edge.Task != given.task)], given.task, given.needs)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_task_that_needs_itself_is_the_shortest_cycle() => Assert.Equal(["1", "1"], DependencyCycle.Through([], "1", ["1"]));

    [Fact]
    public void An_edit_that_would_close_a_cycle_is_refused_with_its_path_and_changes_nothing()
    {
        using var site = new TaskSite();
        var first = site.Add("First");
        site.Add("Second", needs: ["1"]);
        site.Add("Third", needs: ["2"]);
        var refusal = Refusal.Of(ErrorCode.Cycle, () => TaskEditor.Edit(site.Operator, site.Operator.Caller, first, new TaskChange(Title: "Changed", Needs: ["3"])));
        Assert.Contains("1 needs 3 needs 2 needs 1", refusal.Message);
        Assert.Equal(4, refusal.Lists["path"].Count);
        Assert.Equal("First", site.Now(first).Title);
        Assert.Empty(site.Operator.Ledger.Read(sql => TaskStore.Needs(sql, first.Id)));
    }

    private static bool Holds(List<(string Task, string Needs)> edges, string task, List<string> needs)
    {
        var found = DependencyCycle.Through(edges, task, needs);
        var shortest = Shortest(edges, task, needs);
        return found is null
            ? shortest is null
            : found.Count == shortest + 1 && found[0] == task && found[^1] == task && needs.Contains(found[1])
                && found.Skip(1).Zip(found.Skip(2)).All(edge => edges.Contains((edge.First, edge.Second)));
    }

    /// <summary>Edges of the shortest way back, by widening the set of what is reached; no code of the finder.</summary>
    private static int? Shortest(List<(string Task, string Needs)> edges, string task, List<string> needs)
    {
        var reached = needs.ToHashSet();
        for (var steps = 1; steps <= Nodes + 1; steps++)
        {
            if (reached.Contains(task))
            {
                return steps;
            }

            reached.UnionWith(edges.Where(edge => reached.Contains(edge.Task)).Select(edge => edge.Needs).ToList());
        }

        return null;
    }
}
