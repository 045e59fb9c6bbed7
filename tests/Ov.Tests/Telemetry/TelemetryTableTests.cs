using Ov.Core.Processes;
using Ov.Core.Telemetry;
using Ov.Core.Watching;

namespace Ov.Tests.Telemetry;

public sealed class TelemetryTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);
    private static readonly TelemetryState Fresh = new(10, 0, Now, []);

    [Theory]
    [InlineData(0, "\n200", "", "Taken", "")]
    [InlineData(0, "{}\n202", "", "Taken", "")]
    [InlineData(0, "not json\n200", "", "Taken", "")]
    [InlineData(0, "bad\nspan\n400", "", "Refused", "HTTP 400 bad span")]
    [InlineData(0, "\n413", "", "Refused", "HTTP 413")]
    [InlineData(0, "\n429", "", "Unreachable", "HTTP 429")]
    [InlineData(0, "\n301", "", "Unreachable", "HTTP 301")]
    [InlineData(0, "\n401", "", "Unreachable", "HTTP 401")]
    [InlineData(7, "\n000", "curl: (7) Failed to connect\n", "Unreachable", "curl: (7) Failed to connect")]
    [InlineData(22, "", "", "Unreachable", "curl: exit 22")]
    public void An_answer_is_taken_refused_or_tried_again(int exit, string output, string error, string outcome, string words)
    {
        var answer = OtlpAnswer.Of(new ProcessResult(exit, System.Text.Encoding.UTF8.GetBytes(output), System.Text.Encoding.UTF8.GetBytes(error), false, false, TimeSpan.Zero));
        Assert.Equal((outcome, words), (answer.Outcome.ToString(), answer.Words));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 10)]
    [InlineData(5, 160)]
    [InlineData(6, 300)]
    [InlineData(500, 300)]
    public void Each_failure_doubles_the_pause_up_to_five_minutes(int before, int seconds)
    {
        var state = (Fresh with { Failures = before }).Failed(Now, "no");
        Assert.Equal((before + 1, Now.AddSeconds(seconds)), (state.Failures, state.NextAt));
        Assert.False(state.IsDue(11, Now.AddSeconds(seconds - 1), TimeSpan.Zero));
        Assert.True(state.IsDue(11, Now.AddSeconds(seconds), TimeSpan.Zero));
        // A clock that went back must not hold it up for ever.
        Assert.True(state.IsDue(11, Now.AddHours(-1), TimeSpan.Zero));
    }

    [Theory]
    [InlineData(10, false, 60, false)]
    [InlineData(11, false, 60, true)]
    [InlineData(10, true, 60, true)]
    [InlineData(11, false, 3, false)]
    [InlineData(11, false, -3, true)]
    public void It_is_due_when_something_waits_and_the_last_was_long_enough_ago(int last, bool owes, int secondsAgo, bool due) =>
        Assert.Equal(due, (Fresh with { OwesMetrics = owes, LastAt = Now.AddSeconds(-secondsAgo) }).IsDue(last, Now, TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData(20, 10, 10, 0)]
    [InlineData(21, 10, 11, 1)]
    [InlineData(1000, 10, 990, 980)]
    public void Of_more_than_may_wait_the_oldest_are_passed_over(int last, int most, int cursor, int dropped) =>
        Assert.Equal((cursor, dropped), ((int)Fresh.Within(last, most).Cursor, (int)Fresh.Within(last, most).Dropped));

    [Theory]
    [InlineData("turn 12: ended well", 12)]
    [InlineData("turn 3, 2 messages", 3)]
    [InlineData("turned", null)]
    [InlineData(null, null)]
    public void A_turn_says_its_number(string? text, int? number) => Assert.Equal(number, SpanFact.OfTurn.NumberIn(text));

    [Theory]
    [InlineData("a=b", "a: b")]
    [InlineData(" a = b%20c , d=e=f", "a: b c|d: e=f")]
    [InlineData("a,=b,,", "")]
    // What would begin another header is no header.
    [InlineData("a=b%0d%0aHost: x,c=d", "c: d")]
    [InlineData(null, "")]
    public void Pairs_are_read_as_the_field_writes_them(string? text, string pairs) =>
        Assert.Equal(pairs, string.Join('|', OtlpTarget.Pairs(text).Select(pair => $"{pair.Key}: {pair.Value}")));

    [Fact]
    public void Of_too_many_combinations_the_rest_is_counted_together()
    {
        var sums = new MetricSums([]);
        for (var i = 0; i < 250; i++)
        {
            sums.Add("calls", 1, "tool", $"t{i}");
            sums.Observe("took", i, "tool", "same");
        }

        Assert.Equal((50d, 50L), sums.All.Where(one => one.Labels[0] == "otel.metric.overflow").Select(one => (one.Sum, one.Count)).Single());
        var took = sums.All.Single(one => one.Metric == "took");
        Assert.Equal([1, 0, 1, 4, 10, 45, 189, 0, 0, 0], took.Buckets!);
    }

    [Fact]
    public void A_watcher_that_an_agent_starts_sends_nothing_where_that_agent_says()
    {
        Assert.True(WatcherEnvironment.From(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://x" }).ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT"));
        Assert.False(WatcherEnvironment.From(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://x", ["OVERSTORY_AGENT_NAME"] = "a" }).ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT"));
    }
}
