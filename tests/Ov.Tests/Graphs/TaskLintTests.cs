using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Tests.Graphs;

/// <summary>What is said against tasks before an agent is started, and why one cannot be.</summary>
public sealed class TaskLintTests
{
    private const string Good = "## Tasks\n- Read `src/a.cs`\n1. Write `src/b.cs`\n## Acceptance Criteria\n- It builds\n";

    private static readonly RunRecord Run = new("run-1", "export", "main", RunState.Active, "", "", "merge", "operator", DateTimeOffset.UnixEpoch, null, null);

    [Theory]
    [InlineData(Good, "")]
    [InlineData("", "no-criteria no-brief")]
    [InlineData("Do it.", "no-criteria")]
    [InlineData("## Success criteria\n\nIt is fast.", "")]
    [InlineData("## Acceptance Criteria\n\n## Notes\nNone", "no-criteria")]
    [InlineData("## Tasks\n- One\n## Acceptance Criteria\n- x", "steps")]
    [InlineData("## Tasks\n- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n## Acceptance Criteria\n- x", "steps")]
    [InlineData("## Acceptance Criteria\n`a/1.cs` `a/2.cs` `a/3.cs` `a/4.cs` `a/5.cs` `a/6.cs` `a/6.cs` `http://x.y/z.html` `git add .` `.a`", "")]
    [InlineData("## Acceptance Criteria\n`a/1.cs` `a/2.cs` `a/3.cs` `a/4.cs` `a/5.cs` `a/6.cs` `a/7.cs`", "split")]
    public void A_text_is_judged_by_its_sections(string body, string codes) =>
        Assert.Equal(codes, Codes(new TaskGraph([GraphTests.Task(1) with { Body = body, Scope = ["src/**"] }], [])));

    [Fact]
    public void Criteria_of_the_task_and_a_spec_count_as_well()
    {
        Assert.Equal("no-brief", Codes(new TaskGraph([GraphTests.Task(1) with { Criteria = ["fast"], Scope = ["src/**"] }], [])));
        Assert.Equal("", Codes(new TaskGraph([GraphTests.Task(1) with { Scope = ["src/**"] }], []), "t1"));
        Assert.Equal("no-scope", Codes(new TaskGraph([GraphTests.Task(1)], []), "t1"));
        Assert.Equal("", Codes(new TaskGraph([GraphTests.Task(1) with { Role = "scout" }], []), "t1"));
        Assert.Equal("", Codes(new TaskGraph([GraphTests.Task(1) with { State = TaskState.Closed }], [])));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("risk=medium breadth=moderate", "")]
    [InlineData("risk=high", "decompose")]
    [InlineData("breadth=system risk=low", "decompose")]
    public void What_is_risky_or_broad_is_to_be_split_and_what_says_nothing_is_not_meant(string metadata, string codes)
    {
        var task = GraphTests.Task(1) with { Body = Good, Scope = ["src/**"], Metadata = metadata.Split(' ', StringSplitOptions.RemoveEmptyEntries) };
        Assert.Equal(codes, Codes(new TaskGraph([task], [])));
        Assert.Equal("", Codes(new TaskGraph([task, GraphTests.Task(2) with { ParentId = task.Id, State = TaskState.Closed }], [])));
    }

    [Fact]
    public void What_can_never_be_started_is_an_error()
    {
        var canceled = new TaskGraph([GraphTests.Task(1) with { State = TaskState.Canceled }, GraphTests.Task(2) with { Scope = ["a"] }], [("t2", "t1")]);
        Assert.Equal("stuck-need", Codes(canceled, "t2"));
        var cycle = TaskLint.Of(new TaskGraph([GraphTests.Task(1) with { Scope = ["a"] }, GraphTests.Task(2) with { Scope = ["b"] }], [("t2", "t1"), ("t1", "t2")]), new HashSet<string> { "t1", "t2" }, Writes);
        Assert.Equal((LintLevel.Error, "cycle", "waits for itself: 1 needs 2 needs 1"), (cycle.Single().Level, cycle.Single().Code, cycle.Single().Sentence));
    }

    [Fact]
    public void Scopes_that_can_meet_are_named_unless_one_task_waits_for_the_other()
    {
        TaskRecord[] tasks = [GraphTests.Task(1) with { Scope = ["src/*.cs"] }, GraphTests.Task(2) with { Scope = ["docs/**", "./src/a*"] }, GraphTests.Task(3) with { Scope = ["tests/"] }];
        var specs = new HashSet<string> { "t1", "t2", "t3" };
        var finding = Assert.Single(TaskLint.Of(new TaskGraph(tasks, []), specs, Writes));
        Assert.Equal(("overlap", 2), (finding.Code, finding.Number));
        Assert.Contains("./src/a*", finding.Sentence, StringComparison.Ordinal);
        Assert.Empty(TaskLint.Of(new TaskGraph(tasks, [("t3", "t1"), ("t2", "t3")]), specs, Writes));

        // However many a task meets, it is one finding.
        var crowd = TaskLint.Of(new TaskGraph([.. Enumerable.Range(1, 8).Select(number => GraphTests.Task(number) with { Body = Good, Scope = ["src/**"] })], []), new HashSet<string>(), Writes);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], crowd.Select(one => one.Number));
        Assert.Contains("of task 1; let", crowd[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("of task 1, and task 2; let", crowd[1].Sentence, StringComparison.Ordinal);
        Assert.Contains("of task 1, and tasks 2, 3, 4, 5, 6 and 1 more; let", crowd[6].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Meetings_are_those_that_comparing_each_with_each_finds() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        string[] globs = ["", ".", "src", "src/", "./src/a.cs", "src/*.cs", "src/**", "s*", "**/a.cs", "src/a/b", "src/ab", "{src,docs}/x", "docs", "[ds]ocs/x", "/src/a"];
        var random = new Random(seed);
        var tasks = Enumerable.Range(1, 6).Select(number => GraphTests.Task(number) with { Scope = [.. Enumerable.Range(0, random.Next(3)).Select(_ => globs[random.Next(globs.Length)])] }).ToList();
        var expected = tasks.SelectMany(one => tasks.Where(other => one.Number < other.Number && ScopeOverlap.Find(one.Scope, other.Scope) is not null).Select(other => (one.Number, other.Number)));
        Assert.Equal(expected, ScopeMeetings.Among(tasks).Select(met => (met.One.Number, met.Other.Number)));
    }).QuickCheckThrowOnFailure();

    /// <summary>Tie by tie, with the whole graph worked out anew after each: slow, and plainly what is meant.</summary>
    private static List<(int, int)> PlainTies(IReadOnlyList<TaskRecord> tasks, List<(string, string)> edges)
    {
        var (graph, ties) = (new TaskGraph(tasks, edges), new List<(int, int)>());
        foreach (var pair in ScopeOrder.Unordered(graph).OrderBy(pair => pair.Other.Number - pair.One.Number))
        {
            var (first, then) = pair.Other.State == TaskState.Pending ? (pair.One, pair.Other) : (pair.Other, pair.One);
            if (then.State == TaskState.Pending && !graph.AreOrdered(first, then))
            {
                ties.Add((then.Number, first.Number));
                edges.Add((then.Id, first.Id));
                graph = new TaskGraph(tasks, edges);
            }
        }

        return ties;
    }

    [Fact]
    public void Ties_between_those_that_meet_are_those_of_the_plain_rule_also_where_there_is_a_cycle() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        string[] globs = ["src/a", "src/b", "src/*", "docs", "docs/**", "tests"];
        TaskState[] states = [TaskState.Pending, TaskState.Pending, TaskState.Pending, TaskState.InProgress, TaskState.Blocked, TaskState.Closed];
        var random = new Random(seed);
        var count = random.Next(2, 14);
        var tasks = Enumerable.Range(1, count).Select(number => GraphTests.Task(number) with { State = states[random.Next(states.Length)], Scope = [.. Enumerable.Range(0, random.Next(3)).Select(_ => globs[random.Next(globs.Length)])] }).ToList();
        var edges = Enumerable.Range(0, random.Next(count)).Select(_ => (random.Next(1, count + 1), random.Next(1, count + 1))).Where(edge => edge.Item1 != edge.Item2 && (edge.Item1 > edge.Item2 || random.Next(6) == 0)).Select(edge => ($"t{edge.Item1}", $"t{edge.Item2}")).Distinct().ToList();
        var ties = ScopeOrder.Missing(new TaskGraph(tasks, edges), null).ConvertAll(tie => (tie.Task.Number, tie.Holder.Number));
        Assert.Equal(PlainTies(tasks, edges), ties);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Thousands_that_meet_among_ten_thousand_are_tied_before_anybody_waits()
    {
        var tasks = Enumerable.Range(1, 10_000).Select(number => GraphTests.Task(number) with { Scope = [$"src/part{number % 2_000}/**", $"docs/{number}.md"] }).ToList();
        var graph = new TaskGraph(tasks, Enumerable.Range(2, 9_999).Where(number => number % 3 == 0).Select(number => ($"t{number}", $"t{number - 1}")));
        var began = Stopwatch.GetTimestamp();
        var ties = ScopeOrder.Missing(graph, null);
        Assert.Equal(8_000, ties.Count);
        // About half a second; anew for each tie it were an hour.
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20));
        Assert.Empty(ScopeOrder.Unordered(new TaskGraph(tasks, [.. tasks.SelectMany(task => graph.Needs(task).Select(needed => (task.Id, needed.Id))), .. ties.Select(tie => (tie.Task.Id, tie.Holder.Id))])));
    }

    [Fact]
    public void Each_task_that_cannot_be_started_bears_one_reason()
    {
        TaskRecord[] tasks =
        [
            GraphTests.Task(1) with { State = TaskState.InProgress }, GraphTests.Task(2) with { State = TaskState.Completed, Branch = "b" }, GraphTests.Task(3) with { State = TaskState.Blocked },
            GraphTests.Task(4) with { State = TaskState.Failed }, GraphTests.Task(5) with { State = TaskState.Canceled }, GraphTests.Task(6) with { State = TaskState.Closed },
            GraphTests.Task(7), GraphTests.Task(8), GraphTests.Task(9), GraphTests.Task(10), GraphTests.Task(11),
        ];
        var graph = new TaskGraph(tasks, [("t7", "t1"), ("t8", "t3"), ("t9", "t4"), ("t10", "t5"), ("t11", "t6")]);
        var explained = ReadyExplanation.Of(graph, Run, new Dictionary<string, string> { ["t1"] = "alice" });
        Assert.Equal(
            [NotReadyReason.InProgress, NotReadyReason.NotLanded, NotReadyReason.Blocked, NotReadyReason.Failed, NotReadyReason.Waits, NotReadyReason.NeedBlocked, NotReadyReason.NeedFailed, NotReadyReason.NeedCanceled],
            explained.Waiting.Select(row => row.Reason));
        Assert.Contains("alice", explained.Waiting[0].Sentence, StringComparison.Ordinal);
        Assert.Equal((ReadyVerdict.Ready, 11, 5, 1, 2, 1), (explained.Verdict, explained.Total, explained.Pending, explained.InProgress, explained.Done, explained.Blocked));
        Assert.All(ReadyExplanation.Of(graph, Run with { State = RunState.Completed }, new Dictionary<string, string>()).Waiting.Where(row => row.Number > 6), row => Assert.Equal(NotReadyReason.RunEnded, row.Reason));
    }

    [Theory]
    [InlineData(ReadyVerdict.NoTasks)]
    [InlineData(ReadyVerdict.AllDone, TaskState.Closed, TaskState.Canceled)]
    [InlineData(ReadyVerdict.Ready, TaskState.Closed, TaskState.Pending)]
    [InlineData(ReadyVerdict.Running, TaskState.InProgress, TaskState.Blocked)]
    [InlineData(ReadyVerdict.Stuck, TaskState.Blocked, TaskState.Closed)]
    [InlineData(ReadyVerdict.Stuck, TaskState.Failed)]
    public void The_whole_is_said_in_one_word(ReadyVerdict verdict, params TaskState[] states) =>
        Assert.Equal(verdict, ReadyExplanation.Of(new TaskGraph([.. states.Select((state, at) => GraphTests.Task(at + 1) with { State = state })], []), Run, new Dictionary<string, string>()).Verdict);

    private static bool Writes(string role) => role != "scout";

    private static string Codes(TaskGraph graph, params string[] specified) => string.Join(' ', TaskLint.Of(graph, specified.ToHashSet(), Writes).Select(finding => finding.Code));
}
