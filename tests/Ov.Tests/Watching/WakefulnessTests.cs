using Ov.Core.Watching;

namespace Ov.Tests.Watching;

public class WakefulnessTests
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public void The_first_look_judges_nobody()
    {
        var awake = new Wakefulness(DateTimeOffset.UnixEpoch, null).After(Start, Interval);
        Assert.False(awake.MayJudgeSilence(Start));
    }

    [Fact]
    public void After_a_minute_of_steady_ticks_silence_counts()
    {
        var awake = Steady(new Wakefulness(DateTimeOffset.UnixEpoch, null), Start, 12);
        Assert.False(awake.MayJudgeSilence(Start.AddSeconds(59)));
        Assert.True(awake.MayJudgeSilence(Start.AddSeconds(60)));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-1)]
    public void A_gap_or_a_clock_that_jumped_starts_the_minute_again(int jumpSeconds)
    {
        var awake = Steady(new Wakefulness(DateTimeOffset.UnixEpoch, null), Start, 20);
        var after = awake.LastTick!.Value.AddSeconds(jumpSeconds);
        Assert.False(awake.After(after, Interval).MayJudgeSilence(after));
    }

    private static Wakefulness Steady(Wakefulness awake, DateTimeOffset from, int ticks)
    {
        for (var i = 0; i <= ticks; i++)
        {
            awake = awake.After(from + (Interval * i), Interval);
        }

        return awake;
    }
}
