using Ov.Core.Agents;

namespace Ov.Tests.Agents;

public sealed class RuntimeLimitTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_limit_lasts_as_long_as_the_runtime_says() =>
        Assert.Equal(Now.AddHours(3), RuntimeLimit.After(null, "claude", Now.AddHours(3), "used up", Now).Until);

    [Theory]
    [InlineData(-1)]
    [InlineData(24 * 30)]
    public void What_cannot_be_is_not_believed(int hours) =>
        Assert.Equal(Now.AddSeconds(30), RuntimeLimit.After(null, "claude", Now.AddHours(hours), "used up", Now).Until);

    [Fact]
    public void Where_nothing_is_told_each_pause_is_twice_the_one_before_and_half_an_hour_at_the_most()
    {
        RuntimeLimit? limit = null;
        var pauses = new List<double>();
        for (var time = 0; time < 9; time++)
        {
            limit = RuntimeLimit.After(limit, "claude", null, "slow down", Now);
            pauses.Add((limit.Until - Now).TotalSeconds);
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1800, 1800, 1800], pauses);
    }

    [Fact]
    public void Agents_come_back_one_after_another_and_each_always_at_the_same_time()
    {
        var limit = RuntimeLimit.After(null, "claude", Now.AddHours(1), "used up", Now);
        var times = Enumerable.Range(1, 50).Select(number => limit.ResumeFor($"agent-{number}")).ToList();
        Assert.All(times, time => Assert.InRange(time, limit.Until, limit.Until.AddSeconds(30)));
        Assert.True(times.Distinct().Count() > 25);
        Assert.Equal(times, Enumerable.Range(1, 50).Select(number => limit.ResumeFor($"agent-{number}")));
    }
}
