using Ov.Core.Config;
using Ov.Core.Runs;

namespace Ov.Core.Merging;

/// <summary>What a caller wants landed.</summary>
/// <param name="Branches">These, whether they are queued or not; empty means whatever is queued.</param>
/// <param name="Into">Another target than the run's, or the one target whose queue is meant.</param>
/// <param name="Trust">The operator approves the gates as they are now.</param>
public sealed record LandingAsk(IReadOnlyList<string> Branches, string? Into = null, bool Trust = false)
{
    /// <summary>The run that comes home, when the one branch is a run's own.</summary>
    public RunRecord? Own { get; init; }

    /// <summary>What the landings add to the target; null: what the run says.</summary>
    public MergeStrategy? Strategy { get; init; }

    /// <summary>Land only this commit of the one branch; null: what it is now.</summary>
    public string? Tip { get; init; }

    /// <summary>Offer them by pull requests, whatever <c>merge.publish</c> says.</summary>
    public bool Offer { get; init; }

    /// <summary>How long to wait for another merger of the same target.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
