using Ov.Core.Gates;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Phases;

/// <summary>What becomes of a task that agents failed at.</summary>
public enum ReplanMove
{
    None,

    /// <summary>Once more as it is: the next agent reads how the first one failed.</summary>
    Retry,

    /// <summary>Somebody plans it anew.</summary>
    Plan,

    /// <summary>It was planned anew and is open again.</summary>
    Reopen,
    Wait,

    /// <summary>A person says how to go on.</summary>
    Ask,

    /// <summary>It stays where it is: an autonomous run asks nobody.</summary>
    Stop,
}

/// <param name="Failures">How often it failed as it is described now.</param>
/// <param name="Planners">Who was asked to plan it anew, oldest first; whether that was after the last failure.</param>
/// <param name="HasBlocker">Another task clears its way.</param>
/// <param name="Granted">Further plans that a person allowed.</param>
/// <param name="IsAsked">A person was asked and has not answered, or not with a yes.</param>
public sealed record ReplanFacts(TaskState State, int Failures, IReadOnlyList<(TaskState State, bool AfterLast)> Planners, bool HasBlocker, RunMode Mode, int Granted, bool IsAsked);

/// <summary>
/// Two failures at what is described the same go to a planner, and the plan has to change before the next attempt (S3-51); planning too is
/// not gone round for ever (S1-32).
/// </summary>
public static class ReplanVerdict
{
    /// <summary>So many failures want another plan.</summary>
    public const int MostFailures = 2;

    public static (ReplanMove Move, string Sentence) For(ReplanFacts facts) => facts switch
    {
        { HasBlocker: true } => (ReplanMove.None, ""),
        _ when facts.Planners.Any(planner => planner.State is TaskState.Pending or TaskState.InProgress) => (ReplanMove.Wait, "somebody plans it anew"),
        { Failures: 0, State: TaskState.Failed or TaskState.Blocked, Planners: [.., { AfterLast: true, State: TaskState.Completed or TaskState.Closed }] } => (ReplanMove.Reopen, "it was planned anew"),
        { Failures: >= MostFailures } => Replan(facts),
        { Failures: 1, State: TaskState.Failed, Mode: RunMode.Autonomous } => (ReplanMove.Retry, "one agent failed at it, and the next one reads why"),
        _ => (ReplanMove.None, ""),
    };

    private static (ReplanMove, string) Replan(ReplanFacts facts) => Breaker.After(BreakerLoop.Replan, facts.Planners.Count, facts.Granted, facts.Mode) switch
    {
        BreakerStep.Again => (ReplanMove.Plan, $"{facts.Failures} agents failed at it as it is described"),
        _ when facts.IsAsked => (ReplanMove.Wait, "you were asked how it should go on"),
        BreakerStep.Ask => (ReplanMove.Ask, $"it was planned anew {facts.Planners.Count} times and fails still"),
        _ => (ReplanMove.Stop, $"it was planned anew {facts.Planners.Count} times and fails still"),
    };
}
