using Ov.Core.Config;
using Ov.Core.Delivering;

namespace Ov.Core.Merging;

/// <param name="Patience">How long to wait for another merger of the same target.</param>
/// <param name="Trust">The operator approves the gates of the configuration as they are now.</param>
/// <param name="Asked">A person asks for this very landing, which <c>merge.syncCheckout: never</c> waits for.</param>
public sealed record MergerOptions(TimeSpan Patience, bool Trust = false, bool Asked = false)
{
    /// <summary>What the landings add to the target; null: what each entry says.</summary>
    public MergeStrategy? Strategy { get; init; }

    /// <summary>Branches are offered by pull requests instead of landing, whatever their run says.</summary>
    public bool Offer { get; init; }

    /// <summary>A run comes home: its own branch lands, whatever is said of what lands in it.</summary>
    public bool ComesHome { get; init; }

    /// <summary>By the word of whoever asks, by that of its run, or because what was offered once goes on in that way.</summary>
    internal bool Offers(OvApp app, MergeEntry entry) =>
        Offer || entry.Request is not null || (!ComesHome && app.Ledger.Read(sql => Publisher.ModeOf(sql, app.Config, entry.RunId)) == PublishMode.Pr);

    /// <summary>How a tick merges: nobody waits, nobody is asked.</summary>
    public static readonly MergerOptions Tick = new(TimeSpan.Zero);
}
