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

    [Fact]
    public void A_sleep_however_short_starts_the_minute_again()
    {
        var memory = new WatchMemory(Start.AddMinutes(-2));
        memory.BeginTick(Start, Interval, TimeSpan.FromSeconds(100));
        memory.BeginTick(Start.AddSeconds(5), Interval, TimeSpan.FromSeconds(100.5));
        var before = memory.Awake.AwakeSince;
        memory.BeginTick(Start.AddSeconds(30), Interval, TimeSpan.FromSeconds(120));
        Assert.True(before < memory.Awake.AwakeSince);
        Assert.False(memory.Awake.MayJudgeSilence(Start.AddSeconds(31)));
    }

    [Fact]
    public void Only_a_host_of_an_earlier_boot_of_the_machine_was_cut_off_by_it()
    {
        var agent = new Core.Agents.AgentRecord(
            "agent-1", "x", 1, "builder", Core.Agents.AgentState.Idle, Start, null, "run-1", null, null, 0, "exec", null, null, "", null, null, null, null, [], false,
            null, "boot-a@1:12:34", null, 1, null, 0, "operator", Start, Start, null);
        Assert.True(Reboot.IsOfOtherBoot(agent, "boot-b"));
        Assert.False(Reboot.IsOfOtherBoot(agent, "boot-a"));
        Assert.False(Reboot.IsOfOtherBoot(agent with { Host = null }, "boot-b"));
        Assert.False(Reboot.IsOfOtherBoot(agent, ""));
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
