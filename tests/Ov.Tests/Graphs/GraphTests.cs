using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Tests.Graphs;

/// <summary>What is worked out from tasks and their needs alone.</summary>
public sealed class GraphTests
{
    /// <summary>2 and 3 need 1; 4 needs 2 and 3; 5 needs nothing; 6 needs 5 and 4.</summary>
    private static readonly TaskGraph Sample = Graph(6, (2, 1), (3, 1), (4, 2), (4, 3), (6, 5), (6, 4));

    [Fact]
    public void Waves_are_by_what_is_still_to_be_done_before()
    {
        Assert.Equal(["1 5", "2 3", "4", "6"], Waves(Sample));
        Assert.Equal(["2 3 5", "4", "6"], Waves(With(Sample, 1, TaskState.Closed)));
        Assert.Equal(["1 5", "2 3", "4", "6"], Waves(With(Sample, 1, TaskState.Completed, "a-branch")));
        Assert.Empty(TaskWaves.Of(Graph(0)).Waves);
    }

    [Theory]
    [InlineData(TaskState.Canceled, "3 4 6")]
    [InlineData(TaskState.Failed, "2 3 4 6")]
    public void What_waits_for_the_canceled_or_failed_never_comes(TaskState state, string never)
    {
        var graph = With(With(Sample, 1, TaskState.Closed), 2, state);
        Assert.Equal(never.Replace("3 ", "", StringComparison.Ordinal), Numbers(TaskWaves.Of(graph).Never));
    }

    [Fact]
    public void A_cycle_is_named_and_what_stands_behind_it_never_comes()
    {
        var graph = Graph(5, (1, 3), (2, 1), (3, 2), (4, 3));
        Assert.Equal("1 3 2 1", Numbers(graph.Cycle()!));
        Assert.Equal("1 2 3 4", Numbers(TaskWaves.Of(graph).Never));
        Assert.Equal(["5"], Waves(graph));
        Assert.Equal(5, TreeLine.Of(graph).Count);
        Assert.Equal("5", Numbers(CriticalPath.Of(graph)));
        Assert.Equal("2 3 2", Numbers(Graph(4, (1, 3), (2, 3), (3, 2), (4, 1)).Cycle()!));
        Assert.Null(Sample.Cycle());
    }

    [Fact]
    public void Who_waits_for_whom_is_the_same_asked_of_all_at_once_or_of_each_pair() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var count = random.Next(1, 12);
        var graph = Graph(count, [.. Enumerable.Range(0, random.Next(2 * count)).Select(_ => (random.Next(1, count + 1), random.Next(1, count + 1)))]);
        var order = new TaskOrder(graph, graph.Tasks);
        Assert.All(graph.Tasks, one => Assert.All(graph.Tasks.Where(other => other.Id != one.Id), other => Assert.Equal(graph.AreOrdered(one, other), order.AreOrdered(one, other))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_critical_path_is_the_longest_chain_of_open_work()
    {
        Assert.Equal("1 2 4 6", Numbers(CriticalPath.Of(Sample)));
        Assert.Equal("2 4 6", Numbers(CriticalPath.Of(With(Sample, 1, TaskState.Closed))));
        Assert.Empty(CriticalPath.Of(Graph(0)));
    }

    [Fact]
    public void A_bottleneck_is_where_the_ways_go_through()
    {
        Assert.Equal([(2, 0.5)], Bottlenecks.Of(Graph(3, (2, 1), (3, 2))).Select(row => (row.Task.Number, row.Share)));
        // Over 4 go 1, 2 and 3 to 6; over 2 and over 3 goes half of what goes from 1 to 4 and to 6.
        Assert.Equal([(4, 0.15), (2, 0.05), (3, 0.05)], Bottlenecks.Of(Sample).Select(row => (row.Task.Number, row.Share)));
        Assert.Empty(Bottlenecks.Of(Graph(2, (2, 1))));
    }

    [Fact]
    public void The_tree_shows_each_task_once_at_the_end_of_its_longest_chain()
    {
        Assert.Equal(
            ["1", "├─ 2", "│  └─ 4 +3", "│     └─ 6 +5", "└─ 3", "5"],
            TreeLine.Of(Sample).Select(line => $"{line.Lead}{line.Task.Number}{string.Concat(line.AlsoNeeds.Select(task => $" +{task.Number}"))}"));
        Assert.Equal(20_000, TreeLine.Of(Graph(20_000, [.. Enumerable.Range(2, 19_999).Select(at => (at, at - 1))])).Count);
    }

    [Fact]
    public void Drawings_quote_what_a_title_holds()
    {
        var graph = new TaskGraph([Task(1) with { Title = "Say \"hi\" <b>#1</b> \\" }, Task(2)], [("t2", "t1")]);
        var dot = GraphDrawing.Dot(graph);
        Assert.Contains("""1 [label="1 Say \"hi\" <b>#1</b> \\ (pending)"];""", dot, StringComparison.Ordinal);
        Assert.Contains("  1 -> 2;\n", dot, StringComparison.Ordinal);
        var mermaid = GraphDrawing.Mermaid(graph);
        Assert.Contains("""t1["1 Say #quot;hi#quot; #lt;b>#35;1#lt;/b> \ (pending)"]""", mermaid, StringComparison.Ordinal);
        Assert.Contains("  t1 --> t2\n", mermaid, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wave_comes_after_what_it_needs_and_there_are_as_many_as_the_longest_chain_is_long() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var count = random.Next(1, 25);
        var edges = Enumerable.Range(2, count - 1).SelectMany(task => Enumerable.Range(1, task - 1).Where(_ => random.Next(4) == 0).Select(needed => (task, needed))).ToArray();
        var graph = Enumerable.Range(1, count).Where(_ => random.Next(4) == 0).Aggregate(Graph(count, edges), (all, done) => With(all, done, TaskState.Closed));
        var waves = TaskWaves.Of(graph);
        var wave = waves.Waves.SelectMany((tasks, at) => tasks.Select(task => (task.Number, at))).ToDictionary(pair => pair.Number, pair => pair.at);
        Assert.Equal(graph.Open.Select(task => task.Number), wave.Keys.Order());
        Assert.All(graph.Open, task => Assert.All(graph.Needs(task).Where(TaskGraph.IsOpen), needed => Assert.True(wave[needed.Number] < wave[task.Number])));
        Assert.Equal(waves.Waves.Count, CriticalPath.Of(graph).Count);
        Assert.Equal(graph.Tasks.Select(task => task.Number), TreeLine.Of(graph).Select(line => line.Task.Number).Order());
    }).QuickCheckThrowOnFailure();

    private static string[] Waves(TaskGraph graph) => [.. TaskWaves.Of(graph).Waves.Select(Numbers)];

    private static string Numbers(IEnumerable<TaskRecord> tasks) => string.Join(' ', tasks.Select(task => task.Number));

    private static TaskGraph With(TaskGraph graph, int number, TaskState state, string? branch = null) => new(
        [.. graph.Tasks.Select(task => task.Number == number ? task with { State = state, Branch = branch } : task)],
        graph.Tasks.SelectMany(task => graph.Needs(task).Select(needed => (task.Id, needed.Id))));

    internal static TaskGraph Graph(int count, params (int Task, int Needs)[] edges) =>
        new([.. Enumerable.Range(1, count).Select(Task)], edges.Select(edge => ($"t{edge.Task}", $"t{edge.Needs}")));

    internal static TaskRecord Task(int number) => new(
        $"t{number}", "run-1", number, $"Task {number}", "", TaskState.Pending, TaskPriority.Medium, "builder", null, [], [], null, 0, null, false, null, null, "operator",
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null);
}
