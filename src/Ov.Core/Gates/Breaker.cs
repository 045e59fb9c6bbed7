using Ov.Core.Runs;

namespace Ov.Core.Gates;

/// <summary>A loop that is not gone round for ever.</summary>
public enum BreakerLoop
{
    /// <summary>Checks fail, a fix, checks again; per task.</summary>
    VerifyFix,

    /// <summary>A review finds something, a fix, a review again; per task.</summary>
    ReviewFix,

    /// <summary>The approved plan falls short, another plan; per run.</summary>
    Replan,

    /// <summary>The result is to be changed, and is shown again; per run.</summary>
    Feedback,
}

/// <summary>What comes after one more failure in a loop.</summary>
public enum BreakerStep
{
    /// <summary>Once more.</summary>
    Again,

    /// <summary>A person says how to go on.</summary>
    Ask,

    /// <summary>What there is counts, and what is missing is named.</summary>
    AsItIs,

    /// <summary>It ends here, and is reported: an autonomous run asks nobody.</summary>
    Stop,
}

/// <summary>The ceilings of loops. Autonomous runs are asked no questions; their ceilings are the same.</summary>
public static class Breaker
{
    /// <summary>How often a loop is gone round.</summary>
    public static int Limit(BreakerLoop loop) => loop == BreakerLoop.VerifyFix ? 3 : 2;

    /// <param name="used">Fixes, plans or rounds that were used before this failure.</param>
    /// <param name="granted">Further ones that a person allowed.</param>
    public static BreakerStep After(BreakerLoop loop, int used, int granted, RunMode mode) =>
        used < Limit(loop) + granted ? BreakerStep.Again
        : loop == BreakerLoop.Feedback ? BreakerStep.AsItIs
        : mode == RunMode.Autonomous ? BreakerStep.Stop
        : BreakerStep.Ask;
}
