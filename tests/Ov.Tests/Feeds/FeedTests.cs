using Ov.Core;
using Ov.Core.Feeds;
using Ov.Core.Ledger;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Feeds;

public sealed class FeedTests : IDisposable
{
    private static readonly FeedQuery Any = new([], null, [], null, null, 50);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _app;

    public FeedTests() => _app = _project.App();

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Without_a_cursor_the_newest_come_oldest_first_and_the_cursor_goes_on_after_them()
    {
        Happen(1, 5);
        var feed = FeedReader.Read(_app, Any with { Limit = 2 });
        Assert.Equal(["4", "5"], Texts(feed));
        Happen(6, 7);
        var more = FeedReader.Read(_app, Any with { After = feed.Next, Limit = 1 });
        Assert.Equal((true, "6"), (more.More, Assert.Single(Texts(more))));
        var rest = FeedReader.Read(_app, Any with { After = more.Next });
        Assert.Equal((false, "7"), (rest.More, Assert.Single(Texts(rest))));
        Assert.Empty(FeedReader.Read(_app, Any with { After = rest.Next }).Events);
    }

    [Fact]
    public void A_cursor_misses_nothing_and_doubles_nothing_while_many_write()
    {
        const int Writers = 4, Each = 40;
        var writing = Task.Run(() => Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers }, writer =>
        {
            using var ledger = _project.OpenLedger();
            for (var i = 0; i < Each; i++)
            {
                ledger.Write(tx => tx.Record(new EventDraft("test.noise") { Text = $"{writer}-{i}" }));
            }
        }));
        var seen = new List<string>();
        var next = 0L;
        for (var last = false; ;)
        {
            var feed = FeedReader.Read(_app, Any with { After = next, Limit = 7, Types = ["test"] });
            seen.AddRange(Texts(feed));
            next = feed.Next;
            if (last && !feed.More)
            {
                break;
            }

            last = writing.IsCompleted;
        }

        Assert.Equal(Writers * Each, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public void Counting_looks_at_the_newest_only_and_says_that_there_are_more()
    {
        _app.Ledger.Write(tx => tx.Sql.Run(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1) INSERT INTO event(at, type, actor, level) SELECT i, 'tool.start', 'watch', 'info' FROM n", FeedReader.Counted + 5));
        var stats = EventStatsReader.Read(_app, Any);
        Assert.Equal((FeedReader.Counted, true), (stats.Total, stats.More));
    }

    [Fact]
    public void Filters_narrow_it_and_unknown_names_are_refused()
    {
        var run = _project.AddRun();
        var task = _project.AddTask(run, "Work");
        var agent = _project.AddAgent(run, "builder-1", task: task);
        _app.Ledger.Write(tx =>
        {
            tx.Record(new EventDraft("tool.start") { AgentId = agent.Id, Actor = "builder-1", TaskId = task.Id, RunId = run.Id, Text = "of the agent" });
            tx.Record(new EventDraft("toolbox.opened") { Actor = "watch", Text = "of the watch" });
        });
        Assert.Equal(["of the agent"], Texts(Read(Any with { Agents = ["BUILDER-1"], Types = ["tool"] })));
        Assert.Equal(["of the watch"], Texts(Read(Any with { Agents = ["watch"] })));
        Assert.Contains("of the agent", Texts(Read(Any with { Task = "1" })));
        Assert.DoesNotContain("of the watch", Texts(Read(Any with { Task = "1" })));
        Assert.Equal(["of the agent"], Texts(Read(Any with { Types = ["tool_start", "tool.end"] })));
        Assert.Empty(Texts(Read(Any with { Since = "2100-01-01" })));
        Assert.Equal(("builder-1", 1), (Read(Any with { Types = ["tool"] }).Events[0].AgentName, Read(Any with { Types = ["tool"] }).Events[0].TaskNumber));
        var stats = EventStatsReader.Read(_app, Any with { Types = ["tool", "toolbox"] });
        Assert.Equal((2L, 0L, false), (stats.Total, stats.Trouble, stats.More));
        Assert.Equal([("tool.start", 1L), ("toolbox.opened", 1L)], stats.ByType.Select(one => (one.Name, one.Count)));
        Assert.Equal(["tool", "toolbox"], stats.ByFamily.Select(one => one.Name));
        Assert.Equal((("builder", 1L), ("builder-1", 1L)), (stats.ByRole.Select(one => (one.Name, one.Count)).Single(), stats.ByAgent.Select(one => (one.Name, one.Count)).Single()));
        Assert.Equal(0, EventStatsReader.Read(_app, Any with { Since = "2100-01-01" }).Total);
        Assert.Equal(1, EventStatsReader.Read(_app, Any with { Task = "1", Types = ["tool"] }).Total);
        Refusal.Of(ErrorCode.NotFound, () => Read(Any with { Agents = ["bilder-1"] }));
        Refusal.Of(ErrorCode.NotFound, () => Read(Any with { Task = "77" }));
        Refusal.Of(ErrorCode.Usage, () => Read(Any with { Since = "soon" }));
    }

    [Fact]
    public void Since_is_found_in_a_long_history_though_a_clock_was_set_back()
    {
        _app.Ledger.Write(tx => tx.Sql.Run(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
            INSERT INTO event(at, type, level, text) SELECT CASE WHEN i > 4990 THEN ?1 WHEN i = 4500 THEN ?1 - 1000 ELSE i END, 'test.noise', 'info', 'n' || i FROM n
            """, tx.Now));
        var texts = Texts(Read(Any with { Since = "1h" }));
        Assert.Equal("n4500", texts[0]);
        Assert.Equal(11, texts.Count(text => text[0] == 'n'));
    }

    [Fact]
    public async Task A_follower_gets_what_was_and_then_each_thing_as_it_happens_and_ends_when_interrupted()
    {
        Happen(1, 2);
        using var stop = new CancellationTokenSource();
        using var follower = FeedReader.Follow(_app, Any with { Types = ["test"], Limit = 1 }, Soon, stop.Token).GetEnumerator();
        Assert.True(follower.MoveNext());
        Assert.Equal("2", follower.Current.Event.Text);
        var writing = Task.Run(() => Happen(3, 4));
        Assert.True(follower.MoveNext());
        Assert.Equal("3", follower.Current.Event.Text);
        Assert.True(follower.MoveNext());
        Assert.Equal("4", follower.Current.Event.Text);
        await writing;
        stop.CancelAfter(Soon);
        Assert.False(follower.MoveNext());
    }

    [Fact]
    public async Task A_follower_of_an_agent_follows_its_next_incarnation_too()
    {
        var run = _project.AddRun();
        var first = _project.AddAgent(run, "builder-1");
        using var stop = new CancellationTokenSource();
        using var follower = FeedReader.Follow(_app, Any with { Agents = ["builder-1"], Types = ["test"] }, Soon, stop.Token).GetEnumerator();
        var writing = Task.Run(() =>
        {
            using var ledger = _project.OpenLedger();
            ledger.Write(tx => tx.Sql.Run("UPDATE agent SET ended_at = 1, state = 'stopped' WHERE id = ?1", first.Id));
            var second = _project.AddAgent(run, "builder-1");
            ledger.Write(tx => tx.Record(new EventDraft("test.again") { AgentId = second.Id, Text = "again" }));
        });
        Assert.True(follower.MoveNext());
        Assert.Equal("again", follower.Current.Event.Text);
        await writing;
    }

    [Theory]
    [InlineData("seq > ?1 AND agent_id = ?3", "event_agent")]
    [InlineData("seq > ?1 AND task_id = ?3", "event_task")]
    public void What_is_asked_for_by_agent_or_task_comes_from_an_index(string where, string index)
    {
        var plan = string.Join('\n', _app.Ledger.Read(sql => sql.All($"EXPLAIN QUERY PLAN SELECT * FROM event WHERE {where} ORDER BY seq DESC LIMIT ?2", row => row.Text("detail"), 0, 10, "a")));
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    private Feed Read(FeedQuery query) => FeedReader.Read(_app, query);

    private static List<string> Texts(Feed feed) => [.. feed.Events.Select(record => record.Text ?? "")];

    private void Happen(int from, int to)
    {
        using var ledger = _project.OpenLedger();
        for (var i = from; i <= to; i++)
        {
            ledger.Write(tx => tx.Record(new EventDraft("test.noise") { Text = i.ToString(System.Globalization.CultureInfo.InvariantCulture) }));
        }
    }
}
