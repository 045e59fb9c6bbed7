using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Phases;
using Ov.Core.Templates;

namespace Ov.Tests.Phases;

/// <summary>What is due for a reported task, as a function of what is known since its report.</summary>
public sealed class PhaseVerdictTests
{
    private static readonly Phase[] All = [Phase.Implement, Phase.Confirm, Phase.Verify, Phase.Review, Phase.Commit];

    private static readonly PhaseFacts Nothing = new(null, null, null, null, null, true, new Dictionary<Phase, int>(), null);

    private static readonly PhaseFacts Confirmed = Nothing with { Confirm = Gate(GateKind.Confirm, GateAnswer.Confirmed) };

    private static readonly PhaseFacts Verified = Confirmed with { Verify = Check(CheckRound.Verify, true) };

    private static readonly PhaseFacts Reviewed = Verified with { Review = Check(CheckRound.Review, true) };

    [Fact]
    public void Each_phase_begins_when_the_one_before_has_passed()
    {
        Expect(Phase.Confirm, PhaseMove.OpenGate, Nothing);
        Expect(Phase.Confirm, PhaseMove.Help, Nothing with { Confirm = Gate(GateKind.Confirm, null) });
        Expect(Phase.Confirm, PhaseMove.Wait, Nothing with { Confirm = Gate(GateKind.Confirm, null), Helping = Phase.Confirm });
        Expect(Phase.Confirm, PhaseMove.SendBack, Nothing with { Confirm = Gate(GateKind.Confirm, GateAnswer.Refuted) });
        Expect(Phase.Verify, PhaseMove.Verify, Confirmed);
        Expect(Phase.Verify, PhaseMove.SendBack, Confirmed with { Verify = Check(CheckRound.Verify, false) });
        Expect(Phase.Review, PhaseMove.Help, Verified);
        Expect(Phase.Review, PhaseMove.Wait, Verified with { Helping = Phase.Review });
        Expect(Phase.Review, PhaseMove.SendBack, Verified with { Review = Check(CheckRound.Review, false) });
        Expect(Phase.Commit, PhaseMove.OpenGate, Reviewed);
        Expect(Phase.Commit, PhaseMove.Wait, Reviewed with { Commit = Gate(GateKind.Commit, null) });
        Expect(Phase.Commit, PhaseMove.SendBack, Reviewed with { Commit = Gate(GateKind.Commit, GateAnswer.Reject) });
        Expect(null, PhaseMove.Pass, Reviewed with { Commit = Gate(GateKind.Commit, GateAnswer.Approve) });
    }

    [Fact]
    public void A_review_that_was_recorded_does_not_stand_in_for_checks_that_failed() =>
        Expect(Phase.Verify, PhaseMove.SendBack, Reviewed with { Verify = Check(CheckRound.Verify, false) });

    [Fact]
    public void Where_nothing_can_be_run_and_nothing_is_asked_there_is_nothing_to_wait_for()
    {
        Assert.Equal(PhaseMove.Pass, PhaseVerdict.For([Phase.Implement], Nothing).Move);
        Assert.Equal(PhaseMove.Pass, PhaseVerdict.For([Phase.Implement, Phase.Verify], Nothing with { HasCommands = false }).Move);
        Assert.Equal(PhaseMove.SendBack, PhaseVerdict.For([Phase.Implement, Phase.Verify], Nothing with { HasCommands = false, Verify = Check(CheckRound.Verify, false) }).Move);
    }

    [Fact]
    public void Three_agents_that_say_nothing_are_not_followed_by_a_fourth()
    {
        Expect(Phase.Review, PhaseMove.Help, Verified with { Asked = new Dictionary<Phase, int> { [Phase.Review] = 2 } });
        Expect(Phase.Review, PhaseMove.Wait, Verified with { Asked = new Dictionary<Phase, int> { [Phase.Review] = 3 } });
    }

    [Theory]
    [InlineData(GateKind.BreakerVerify, GateState.Pending, null, PhaseMove.Wait, Phase.Verify)]
    [InlineData(GateKind.BreakerReview, GateState.Pending, null, PhaseMove.Wait, Phase.Review)]
    [InlineData(GateKind.BreakerVerify, GateState.Decided, GateAnswer.Skip, PhaseMove.Block, Phase.Verify)]
    [InlineData(GateKind.BreakerVerify, GateState.Expired, null, PhaseMove.Block, Phase.Verify)]
    [InlineData(GateKind.BreakerReview, GateState.Expired, null, PhaseMove.Block, Phase.Verify)]
    [InlineData(GateKind.BreakerReview, GateState.Decided, GateAnswer.Accept, PhaseMove.OpenGate, Phase.Commit)]
    public void A_breaker_goes_before_every_phase(GateKind kind, GateState state, GateAnswer? answer, PhaseMove move, Phase phase) =>
        Expect(phase, move, Verified with { Review = Check(CheckRound.Review, false), Breaker = Gate(kind, answer) with { State = state } });

    private static void Expect(Phase? phase, PhaseMove move, PhaseFacts facts)
    {
        var verdict = PhaseVerdict.For(All, facts);
        Assert.Equal((phase, move), (verdict.Phase, verdict.Move));
        Assert.NotEmpty(verdict.Sentence);
    }

    private static CheckRecord Check(CheckRound round, bool passed) =>
        new("check-1", "t1", round, passed, passed ? [] : ["one test failed"], new CheckReport([], [], [], ""), "tree", "watch", DateTimeOffset.UnixEpoch);

    private static GateRecord Gate(GateKind kind, GateAnswer? answer) => new(
        "gate-1", "run-1", "t1", kind, answer is null ? GateState.Pending : GateState.Decided, "?", "", "watch", null, DateTimeOffset.UnixEpoch, null, GatePoint.Landing, answer, "because", "operator", null);
}
