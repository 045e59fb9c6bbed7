using Ov.Core.Agents;
using Ov.Core.Watching;

namespace Ov.Tests.Watching;

public sealed class LadderStepTests
{
    private static readonly LadderStep Step = new(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), true);
    private static readonly LadderFacts Stalled = new(SeenState.Stalled, TimeSpan.FromMinutes(30), Rung.Wait, TimeSpan.FromMinutes(6), true, true, 1, false);

    [Fact]
    public void The_rungs_come_one_after_the_other_and_end()
    {
        Assert.Equal(Rung.Nudge, Step.Next(Stalled));
        Assert.Equal(Rung.Ask, Step.Next(Stalled with { Last = Rung.Nudge }));
        Assert.Equal(Rung.Restart, Step.Next(Stalled with { Last = Rung.Ask }));
        Assert.All(new[] { Rung.Restart, Rung.Elsewhere }, last => Assert.Equal(Rung.Escalate, Step.Next(Stalled with { Last = last })));
        Assert.Null(Step.Next(Stalled with { Last = Rung.Escalate }));
    }

    [Fact]
    public void Who_has_no_lead_is_not_asked_about() => Assert.Equal(Rung.Restart, Step.Next(Stalled with { Last = Rung.Nudge, HasLead = false }));

    [Fact]
    public void Each_rung_waits_for_the_pause() => Assert.Null(Step.Next(Stalled with { SinceLast = TimeSpan.FromMinutes(4) }));

    [Theory]
    [InlineData(SeenState.Working)]
    [InlineData(SeenState.Limited)]
    [InlineData(SeenState.Prompt)]
    [InlineData(SeenState.Unknown)]
    [InlineData(SeenState.Zombie)]
    public void Who_is_not_seen_to_be_stalled_is_let_be(SeenState seen) => Assert.Null(Step.Next(Stalled with { Seen = seen, Last = Rung.Ask }));

    [Fact]
    public void Nothing_is_ended_before_the_silence_is_long_enough() => Assert.Null(Step.Next(Stalled with { Last = Rung.Ask, Silent = TimeSpan.FromMinutes(9) }));

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void Nothing_is_ended_on_silence_alone(bool? isAtRest) => Assert.Equal(Rung.Escalate, Step.Next(Stalled with { Last = Rung.Ask, IsAtRest = isAtRest }));

    [Theory]
    [InlineData(1, true, Rung.Restart)]
    [InlineData(2, false, Rung.Restart)]
    [InlineData(2, true, Rung.Elsewhere)]
    [InlineData(3, true, Rung.Escalate)]
    [InlineData(null, true, Rung.Escalate)]
    public void A_task_is_tried_again_then_elsewhere_then_no_more(int? attempts, bool hasElsewhere, object rung) =>
        Assert.Equal(rung, Step.Next(Stalled with { Last = Rung.Ask, Attempts = attempts, HasElsewhere = hasElsewhere }));

    [Fact]
    public void Where_restarts_are_off_or_stopped_the_operator_is_told() => Assert.Equal(Rung.Escalate, (Step with { MayRestart = false }).Next(Stalled with { Last = Rung.Ask }));
}
