using Ov.Core.Gates;
using Ov.Core.Planning;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Tests.Planning;

/// <summary>What is due in a run that is still to be planned, as a function of what was asked and what came of it (S1-10 to S1-13).</summary>
public sealed class BeginningVerdictTests
{
    private static readonly BeginningFacts Nothing = new("Export orders", true, false, [], false, false, []);

    private static readonly BeginningFacts Looked = Nothing with { Steps = [(Phase.Explore, TaskState.Closed)] };

    private static readonly BeginningFacts Planned = Looked with { Steps = [.. Looked.Steps, (Phase.Plan, TaskState.Closed)], HasTasks = true };

    /// <summary>It came back to its plan; the tasks of the first are still there.</summary>
    private static readonly BeginningFacts Again = Nothing with { IsFirst = false, HasTasks = true };

    [Fact]
    public void First_somebody_looks_then_somebody_plans_then_the_files_are_compared_then_the_plan_is_shown()
    {
        Expect(BeginningMove.Explore, Nothing);
        Expect(BeginningMove.Wait, Nothing with { Steps = [(Phase.Explore, TaskState.InProgress)] });
        Expect(BeginningMove.Plan, Looked);
        Expect(BeginningMove.Wait, Looked with { Steps = [.. Looked.Steps, (Phase.Plan, TaskState.Pending)] });
        Expect(BeginningMove.Scope, Planned with { Meets = true });
        Expect(BeginningMove.None, Planned with { Meets = true, Asked = [GateKind.Scope] });
        Expect(BeginningMove.Gate, Planned);
        Expect(BeginningMove.Gate, Planned with { Asked = [GateKind.Scope] });
        Expect(BeginningMove.None, Planned with { Asked = [GateKind.Plan] });
        Expect(BeginningMove.None, Planned with { Asked = [GateKind.BreakerReplan] });
    }

    [Fact]
    public void What_one_agent_can_do_needs_no_plan_beside_itself() => Expect(BeginningMove.Gate, Looked with { HasTasks = true });

    [Fact]
    public void What_came_back_is_planned_anew_and_not_looked_at_again()
    {
        Expect(BeginningMove.Plan, Again);
        Expect(BeginningMove.Gate, Again with { Steps = [(Phase.Plan, TaskState.Closed)] });
        Expect(BeginningMove.Plan, Again with { Steps = [(Phase.Plan, TaskState.Closed)], HasTasks = false });
    }

    [Fact]
    public void Who_adds_tasks_by_hand_has_no_words_or_is_led_plans_without_the_tick()
    {
        Expect(BeginningMove.None, Nothing with { HasTasks = true });
        Expect(BeginningMove.None, Nothing with { Objective = "" });
        Expect(BeginningMove.None, Nothing with { IsLed = true });
    }

    [Theory]
    [InlineData(Phase.Explore, 2, BeginningMove.Explore)]
    [InlineData(Phase.Explore, 3, BeginningMove.Wait)]
    [InlineData(Phase.Plan, 2, BeginningMove.Plan)]
    [InlineData(Phase.Plan, 3, BeginningMove.Wait)]
    public void Three_who_bring_nothing_are_not_followed_by_a_fourth(Phase step, int failed, BeginningMove move) =>
        Expect(move, (step == Phase.Explore ? Nothing : Looked) is var facts ? facts with { Steps = [.. facts.Steps, .. Enumerable.Repeat((step, TaskState.Failed), failed)] } : Nothing);

    private static void Expect(BeginningMove move, BeginningFacts facts)
    {
        var verdict = BeginningVerdict.For(facts);
        Assert.Equal((move, move == BeginningMove.None), (verdict.Move, verdict.Sentence.Length == 0));
    }
}
