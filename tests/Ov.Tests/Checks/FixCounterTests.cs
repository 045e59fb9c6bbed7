using Ov.Core.Checks;

namespace Ov.Tests.Checks;

/// <summary>What counts as one more round of a task's loop.</summary>
public sealed class FixCounterTests
{
    /// <summary>A word: task (a, b), round (v, r), passed or failed (+, -), tree (one letter).</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("av-x av-y", 2)]
    [InlineData("av-x av-x", 1)]
    [InlineData("bv-x bv-y bv-z", 0)]
    [InlineData("bv-x av-x bv-y", 1)]
    [InlineData("ar-x ar-y av-z", 1)]
    [InlineData("av-x av+y av-z", 1)]
    [InlineData("av-x bv+y av-z", 2)]
    public void Each_task_begins_at_nothing_and_its_loops_are_counted_apart(string checks, int expected) =>
        Assert.Equal(expected, FixCounter.Failures(Read(checks), "a", CheckRound.Verify, null));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(3, 0)]
    public void What_a_person_decided_at_the_breaker_begins_it_anew(int decidedAt, int expected) =>
        Assert.Equal(expected, FixCounter.Failures(Read("av-x av-y av-z"), "a", CheckRound.Verify, At(decidedAt)));

    private static List<CheckRecord> Read(string checks) => [.. checks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, index) => new CheckRecord(
        word, word[..1], word[1] == 'v' ? CheckRound.Verify : CheckRound.Review, word[2] == '+', [], new CheckReport([], [], [], ""), word[3..], "operator", At(index + 1)))];

    private static DateTimeOffset At(int minute) => DateTimeOffset.UnixEpoch.AddMinutes(minute);
}
