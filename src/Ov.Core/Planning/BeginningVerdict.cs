using Ov.Core.Gates;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Planning;

/// <summary>What is due in a run whose work is still to be planned.</summary>
public enum BeginningMove
{
    /// <summary>It is left to a person or to the run's coordinator, or an answer is awaited.</summary>
    None,
    Wait,

    /// <summary>Somebody looks at what is asked for (S1-10).</summary>
    Explore,

    /// <summary>Somebody makes tasks of it (S1-11).</summary>
    Plan,

    /// <summary>Tasks want the same files: a person, or the policy, says which waits (S1-12).</summary>
    Scope,

    /// <summary>The plan is shown (S1-13).</summary>
    Gate,
}

/// <param name="IsFirst">False once the run came back to its plan: what is there was looked at before.</param>
/// <param name="IsLed">A coordinator of the run lives; planning is its work then.</param>
/// <param name="Steps">Who was asked since the run came to its plan last, oldest first.</param>
/// <param name="HasTasks">Whether tasks are there to be started, beside those of who looks and plans.</param>
/// <param name="Meets">Whether two of them can meet in a file while neither waits for the other.</param>
/// <param name="Asked">The kinds of gates that were opened about the whole run since then.</param>
public sealed record BeginningFacts(string Objective, bool IsFirst, bool IsLed, IReadOnlyList<(Phase Step, TaskState State)> Steps, bool HasTasks, bool Meets, IReadOnlyList<GateKind> Asked);

/// <summary>The way from what was asked for to an approved plan: look, plan, files, gate. What comes back is planned anew, not looked at again.</summary>
public sealed record BeginningVerdict(BeginningMove Move, string Sentence)
{
    /// <summary>More who look or plan and bring nothing are not asked.</summary>
    public const int Most = 3;

    private static readonly BeginningVerdict None = new(BeginningMove.None, "");

    public static BeginningVerdict For(BeginningFacts facts)
    {
        if (facts.Objective.Length == 0 || facts.IsLed)
        {
            return None;
        }

        if (facts.Steps.Any(step => step.State is TaskState.Pending or TaskState.InProgress))
        {
            return new(BeginningMove.Wait, "somebody is at its plan");
        }

        var looked = !facts.IsFirst || facts.Steps.Any(step => step.Step == Phase.Explore && IsDone(step.State));
        if (!looked)
        {
            // Whoever added tasks by hand plans by hand.
            return facts.HasTasks ? None : Ask(facts, Phase.Explore, BeginningMove.Explore, "somebody looks at it before anything is planned");
        }

        // One task that whoever looked has added needs no plan beside itself.
        if (!facts.HasTasks || (!facts.IsFirst && !facts.Steps.Any(step => step.Step == Phase.Plan && IsDone(step.State))))
        {
            return Ask(facts, Phase.Plan, BeginningMove.Plan, facts.IsFirst ? "it was looked at, and somebody plans it" : "somebody plans it anew");
        }

        if (facts.Meets)
        {
            return facts.Asked.Contains(GateKind.Scope) ? None : new(BeginningMove.Scope, "tasks want the same files");
        }

        return facts.Asked.Contains(GateKind.Plan) || facts.Asked.Contains(GateKind.BreakerReplan) ? None : new(BeginningMove.Gate, "it is planned: is it what is wanted?");
    }

    private static bool IsDone(TaskState state) => state is TaskState.Completed or TaskState.Closed;

    private static BeginningVerdict Ask(BeginningFacts facts, Phase step, BeginningMove move, string sentence) =>
        facts.Steps.Count(asked => asked.Step == step) < Most ? new(move, sentence) : new(BeginningMove.Wait, $"{Most} agents were asked for it and made no task; add tasks yourself, then: ov gate open --kind plan --question \"…\"");
}
