using Ov.Core.Agents;

namespace Ov.Core.Watching;

/// <summary>What is done for a stalled agent, one after the other, never two at once.</summary>
internal enum Rung
{
    /// <summary>It is marked as stalled, and its parent told.</summary>
    Wait,
    Nudge,

    /// <summary>Its lead is asked what to do.</summary>
    Ask,

    /// <summary>The incarnation is ended; the next one goes on from its checkpoint.</summary>
    Restart,

    /// <summary>The same, with another runtime.</summary>
    Elsewhere,

    /// <summary>A program of the project's choice is asked, once.</summary>
    Triage,

    /// <summary>The operator is told, and nothing more happens by itself.</summary>
    Escalate,
}

/// <summary>All that the next rung depends on.</summary>
/// <param name="Seen">As the evidence of now says.</param>
/// <param name="Silent">Since anything was heard of it.</param>
/// <param name="Last">The rung it was helped by last.</param>
/// <param name="SinceLast">How long ago.</param>
/// <param name="IsAtRest">The second kind of evidence: its processes have hardly used the processor since. Null when that cannot be told.</param>
/// <param name="HasLead">A living agent answers for it.</param>
/// <param name="Attempts">How many agents its task has had; null without a task.</param>
/// <param name="HasElsewhere">Another runtime is named for it, and may be used.</param>
internal sealed record LadderFacts(
    SeenState Seen, TimeSpan Silent, Rung Last, TimeSpan SinceLast, bool? IsAtRest, bool HasLead, int? Attempts, bool HasElsewhere);

/// <summary>Decides the next rung. Bounded, since the last rung has no next; spaced, since each waits for the pause.</summary>
/// <param name="Pause">Between two rungs.</param>
/// <param name="ZombieAfter">Silence before which nothing is ended.</param>
/// <param name="MayRestart">The configuration allows it, and no breaker stops it.</param>
internal sealed record LadderStep(TimeSpan Pause, TimeSpan ZombieAfter, bool MayRestart)
{
    /// <summary>Null when nothing is due.</summary>
    public Rung? Next(LadderFacts facts)
    {
        if (facts.Seen != SeenState.Stalled || facts.SinceLast < Pause || facts.Last == Rung.Escalate)
        {
            return null;
        }

        // Who is still there after it was to be ended could not be ended, and who was asked about once is not asked about again.
        return facts.Last is Rung.Restart or Rung.Elsewhere or Rung.Triage ? Rung.Escalate
            : facts.Last == Rung.Wait ? Rung.Nudge : facts.Last == Rung.Nudge && facts.HasLead ? Rung.Ask : AfterAsking(facts);
    }

    /// <summary>Nothing is ended on silence alone: its processes must be at rest too. What is busy in silence is a person's to judge.</summary>
    private Rung? AfterAsking(LadderFacts facts) =>
        facts.Silent < ZombieAfter ? null
        : !MayRestart || facts.IsAtRest != true || facts.Attempts is not { } attempts || attempts >= Redispatch.MostAttempts ? Rung.Escalate
        : attempts == Redispatch.MostAttempts - 1 && facts.HasElsewhere ? Rung.Elsewhere
        : Rung.Restart;
}
