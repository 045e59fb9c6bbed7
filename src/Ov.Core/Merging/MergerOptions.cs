using Ov.Core.Config;

namespace Ov.Core.Merging;

/// <param name="Patience">How long to wait for another merger of the same target.</param>
/// <param name="Trust">The operator approves the gates of the configuration as they are now.</param>
/// <param name="Asked">A person asks for this very landing, which <c>merge.syncCheckout: never</c> waits for.</param>
public sealed record MergerOptions(TimeSpan Patience, bool Trust = false, bool Asked = false)
{
    /// <summary>What the landings add to the target; null: what each entry says.</summary>
    public MergeStrategy? Strategy { get; init; }

    /// <summary>Branches are offered by pull requests instead of landing.</summary>
    public bool Offer { get; init; }

    /// <summary>What was offered once goes on in that way.</summary>
    internal bool Offers(MergeEntry entry) => Offer || entry.Request is not null;

    /// <summary>How a tick merges: nobody waits, nobody is asked.</summary>
    public static readonly MergerOptions Tick = new(TimeSpan.Zero);
}
