using Ov.Core;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Tests.Gates;

/// <summary>The tables of gates and of loops.</summary>
public sealed class GateRulesTests
{
    [Theory]
    [InlineData(GateKind.Plan, "start", "approve reject")]
    [InlineData(GateKind.Confirm, "landing", "confirmed refuted")]
    [InlineData(GateKind.Commit, "landing", "approve reject")]
    [InlineData(GateKind.Feedback, "completion", "done changes")]
    [InlineData(GateKind.Approval, "completion", "approve reject")]
    [InlineData(GateKind.BreakerVerify, "start landing", "skip abort")]
    [InlineData(GateKind.BreakerReview, "landing", "accept abort")]
    [InlineData(GateKind.BreakerReplan, "start", "guidance abort")]
    [InlineData(GateKind.Scope, "start", "serialize rescope")]
    [InlineData(GateKind.Merge, "landing", "retry assign abort")]
    [InlineData(GateKind.Escalation, "start landing", "reply")]
    [InlineData(GateKind.Destructive, "", "approve reject")]
    public void Each_kind_holds_its_own_and_takes_its_answers_and_no_other(GateKind kind, string holds, string answers)
    {
        Assert.Equal(holds, string.Join(' ', new[] { GatePoint.Start, GatePoint.Landing, GatePoint.Completion }.Where(point => GateRules.Holds(kind).HasFlag(point)).Select(point => point.Word())));
        foreach (var answer in Enum.GetValues<GateAnswer>())
        {
            var legal = answers.Split(' ').Contains(answer.Word());
            var refusal = GateRules.Refusal(Gate(kind), true, GateParty.Operator, answer, "words");
            Assert.Equal(legal ? null : "usage", refusal?.Code.Name);
            Assert.True(legal || answers.Split(' ').All(refusal!.Message.Contains), refusal?.Message);
        }
    }

    [Theory]
    [InlineData(GateKind.Plan, GateParty.Operator, null)]
    [InlineData(GateKind.Plan, GateParty.Witness, "not-operator")]
    [InlineData(GateKind.Plan, GateParty.Other, "not-operator")]
    [InlineData(GateKind.Confirm, GateParty.Operator, null)]
    [InlineData(GateKind.Confirm, GateParty.Witness, null)]
    [InlineData(GateKind.Confirm, GateParty.Other, "not-operator")]
    public void Only_the_operator_decides_but_a_witness_confirms(GateKind kind, GateParty party, string? code) =>
        Assert.Equal(code, GateRules.Refusal(Gate(kind), true, party, GateRules.Answers(kind)[0], "words")?.Code.Name);

    [Theory]
    [InlineData(GateState.Decided, true, "was answered before: reject, by operator")]
    [InlineData(GateState.Expired, true, "expired before")]
    [InlineData(GateState.Pending, false, "The run of gate-1 has ended")]
    public void What_is_decided_expired_or_of_an_ended_run_takes_no_answer(GateState state, bool runIsActive, string why)
    {
        var refusal = GateRules.Refusal(Gate(GateKind.Plan) with { State = state, Answer = GateAnswer.Reject, DecidedBy = "operator" }, runIsActive, GateParty.Operator, GateAnswer.Approve, "");
        Assert.Equal("state", refusal?.Code.Name);
        Assert.Contains(why, refusal!.Message);
    }

    [Theory]
    [InlineData(GateKind.Plan, GateAnswer.Reject)]
    [InlineData(GateKind.Confirm, GateAnswer.Confirmed)]
    [InlineData(GateKind.Confirm, GateAnswer.Refuted)]
    [InlineData(GateKind.Feedback, GateAnswer.Changes)]
    [InlineData(GateKind.BreakerReview, GateAnswer.Accept)]
    [InlineData(GateKind.BreakerReplan, GateAnswer.Guidance)]
    [InlineData(GateKind.Escalation, GateAnswer.Reply)]
    public void An_answer_that_somebody_acts_on_needs_words(GateKind kind, GateAnswer answer) =>
        Assert.Equal("usage", GateRules.Refusal(Gate(kind), true, GateParty.Operator, answer, "  ")?.Code.Name);

    [Fact]
    public void A_no_goes_on_holding_and_no_policy_says_no_or_goes_past_a_limit()
    {
        Assert.Equal([GateAnswer.Reject, GateAnswer.Abort, GateAnswer.Changes, GateAnswer.Refuted, GateAnswer.Rescope], Enum.GetValues<GateAnswer>().Where(answer => !GateRules.LetsGo(answer)));
        foreach (var kind in Enum.GetValues<GateKind>())
        {
            Assert.True(GateRules.ByPolicy(kind) is not { } answer || (GateRules.LetsGo(answer) && GateRules.Answers(kind).Contains(answer) && GateRules.TextOf(answer) is null), kind.Word());
        }

        Assert.Equal(
            [GateKind.Plan, GateKind.Commit, GateKind.Feedback, GateKind.Approval, GateKind.Scope], Enum.GetValues<GateKind>().Where(kind => GateRules.ByPolicy(kind) is not null));
    }

    [Theory]
    [InlineData(BreakerLoop.VerifyFix, 2, 0, BreakerStep.Again, BreakerStep.Again)]
    [InlineData(BreakerLoop.VerifyFix, 3, 0, BreakerStep.Ask, BreakerStep.Stop)]
    [InlineData(BreakerLoop.VerifyFix, 4, 0, BreakerStep.Ask, BreakerStep.Stop)]
    [InlineData(BreakerLoop.ReviewFix, 1, 0, BreakerStep.Again, BreakerStep.Again)]
    [InlineData(BreakerLoop.ReviewFix, 2, 0, BreakerStep.Ask, BreakerStep.Stop)]
    [InlineData(BreakerLoop.Replan, 1, 0, BreakerStep.Again, BreakerStep.Again)]
    [InlineData(BreakerLoop.Replan, 2, 0, BreakerStep.Ask, BreakerStep.Stop)]
    [InlineData(BreakerLoop.Replan, 2, 1, BreakerStep.Again, BreakerStep.Again)]
    [InlineData(BreakerLoop.Replan, 3, 1, BreakerStep.Ask, BreakerStep.Stop)]
    [InlineData(BreakerLoop.Feedback, 1, 0, BreakerStep.Again, BreakerStep.Again)]
    [InlineData(BreakerLoop.Feedback, 2, 0, BreakerStep.AsItIs, BreakerStep.AsItIs)]
    public void A_loop_is_gone_round_as_often_as_its_ceiling_says_whoever_is_asked(BreakerLoop loop, int used, int granted, BreakerStep interactive, BreakerStep autonomous) =>
        Assert.Equal((interactive, autonomous), (Breaker.After(loop, used, granted, RunMode.Interactive), Breaker.After(loop, used, granted, RunMode.Autonomous)));

    private static GateRecord Gate(GateKind kind) =>
        new("gate-1", "run-1", null, kind, GateState.Pending, "Q?", "", "lead-1", null, default, null, GateRules.Holds(kind), null, null, null, null);
}
