using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Templates;

namespace Ov.Core.Phases;

/// <summary>What is due for a reported task.</summary>
public enum PhaseMove
{
    /// <summary>Every phase has passed.</summary>
    Pass,
    Wait,

    /// <summary>Somebody is to look at it.</summary>
    Help,
    OpenGate,
    Verify,

    /// <summary>It goes back to work, with what was found.</summary>
    SendBack,

    /// <summary>It ended at a ceiling, or was skipped.</summary>
    Block,
}

/// <summary>
/// The phases after a task's work, in their order: each begins when the one before has passed, and a fix begins them anew, so that a
/// review never follows a check that failed (S1-15 to S1-18).
/// </summary>
/// <param name="Phase">The first that has not passed; null when all have.</param>
public sealed record PhaseVerdict(Phase? Phase, PhaseMove Move, string Sentence)
{
    /// <summary>More who look and say nothing are not asked.</summary>
    public const int MostHelpers = 3;

    public static PhaseVerdict For(IEnumerable<Phase> phases, PhaseFacts facts)
    {
        if (facts.Breaker is { State: GateState.Pending } asked)
        {
            return new PhaseVerdict(asked.Kind == GateKind.BreakerReview ? Templates.Phase.Review : Templates.Phase.Verify, PhaseMove.Wait, $"{asked.Id} waits for an answer");
        }

        if (facts.Breaker is { Kind: GateKind.BreakerVerify, Answer: GateAnswer.Skip } or { State: GateState.Expired })
        {
            return new PhaseVerdict(Templates.Phase.Verify, PhaseMove.Block, facts.Breaker.State == GateState.Expired ? $"{facts.Breaker.Id}: its ceiling is reached" : "skipped");
        }

        foreach (var phase in phases.Where(phase => phase > Templates.Phase.Implement))
        {
            if (Due(phase, facts) is var (move, sentence))
            {
                return new PhaseVerdict(phase, move, sentence);
            }
        }

        return new PhaseVerdict(null, PhaseMove.Pass, "every phase has passed");
    }

    /// <summary>Null when the phase has passed.</summary>
    private static (PhaseMove, string)? Due(Phase phase, PhaseFacts facts) => phase switch
    {
        Templates.Phase.Confirm => AtGate(facts.Confirm) is { Item1: PhaseMove.Wait, Item2: var waits } ? Helped(phase, facts, waits) : AtGate(facts.Confirm),
        Templates.Phase.Verify => facts.Verify is not null || facts.HasCommands ? Checked(facts.Verify, (PhaseMove.Verify, "its checks have not run since it was reported")) : null,
        Templates.Phase.Review => facts.Breaker is { Kind: GateKind.BreakerReview, Answer: GateAnswer.Accept } ? null : Checked(facts.Review, Helped(phase, facts, "nobody has reviewed it")),
        _ => AtGate(facts.Commit),
    };

    private static (PhaseMove, string)? Checked(CheckRecord? check, (PhaseMove, string) otherwise) => check switch
    {
        null => otherwise,
        { Passed: true } => null,
        _ => (PhaseMove.SendBack, $"{string.Join("; ", check.Reasons)} ({check.Id})"),
    };

    private static (PhaseMove, string)? AtGate(GateRecord? gate) => gate switch
    {
        null => (PhaseMove.OpenGate, "nobody was asked yet"),
        { Answer: GateAnswer.Approve or GateAnswer.Confirmed } => null,
        { Answer: not null } => (PhaseMove.SendBack, $"{gate.Text} ({gate.Id})"),
        _ => (PhaseMove.Wait, $"{gate.Id} has no answer"),
    };

    private static (PhaseMove, string) Helped(Phase phase, PhaseFacts facts, string waits) =>
        facts.Helping == phase ? (PhaseMove.Wait, "somebody is at it")
        : facts.Asked.GetValueOrDefault(phase) < MostHelpers ? (PhaseMove.Help, waits)
        : (PhaseMove.Wait, $"{waits}, although {MostHelpers} agents were asked");
}
