using Ov.Core.Ledger;
using Ov.Core.Stacking;

namespace Ov.Core.Merging;

/// <summary>
/// In which order what is queued for a target lands: by priority; among equals what meets no conflict with others that wait goes before
/// what does, as far as the radar knows; else by age. Nobody is passed for ever: see <see cref="Patience"/>.
/// </summary>
public static class QueueOrder
{
    /// <summary>
    /// After so long in the queue an entry is not passed by newer ones of its priority any more, and counts as one priority higher; after
    /// twice so long the lowest counts as the highest.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The queue of a target.</summary>
    public static IReadOnlyList<MergeEntry> Read(Sql sql, string target, DateTimeOffset now)
    {
        var queued = MergeStore.Queue(sql, target);
        if (queued.Count < 2)
        {
            return queued;
        }

        var order = For([.. queued.Select(entry => new QueuePlace((int)entry.Priority, now - entry.CreatedAt, entry.Mended.Count > 0))], Clashes);
        return LowerFirst(sql, [.. order.Select(at => queued[at])]);

        bool Clashes(int one, int other) => RadarStore.Files(sql, queued[one].Tip, queued[other].Tip) is { Count: > 0 };
    }

    /// <summary>The same order, but for what stands on another's branch, which comes after that.</summary>
    public static IReadOnlyList<MergeEntry> LowerFirst(Sql sql, IReadOnlyList<MergeEntry> entries)
    {
        var order = new List<MergeEntry>();
        void Add(MergeEntry entry, int above)
        {
            if (order.Contains(entry))
            {
                return;
            }

            // Nobody stands on himself, but rows may be wrong.
            if (above < entries.Count && StackBase.Of(sql, entry.Branch, entry.Target) is { } below && entries.FirstOrDefault(other => other.Branch == below.Branch) is { } lower)
            {
                Add(lower, above + 1);
            }

            order.Add(entry);
        }

        foreach (var entry in entries)
        {
            Add(entry, 0);
        }

        return order;
    }

    /// <param name="queued">By age, the oldest first.</param>
    /// <param name="clashes">Whether two of them cannot both land as they are; asked of those only that wait for each other.</param>
    /// <returns>Their numbers, the first to land first.</returns>
    public static IReadOnlyList<int> For(IReadOnlyList<QueuePlace> queued, Func<int, int, bool> clashes)
    {
        var order = new List<int>();
        foreach (var rank in Enumerable.Range(0, queued.Count).GroupBy(at => Math.Max(0, queued[at].Priority - (int)(queued[at].Waited / Patience))).OrderBy(rank => rank.Key))
        {
            order.AddRange(rank.Where(at => HasTurn(queued[at])));
            var free = rank.Where(at => !HasTurn(queued[at])).ToList();
            var pairs = Enumerable.Range(0, free.Count).SelectMany(one => Enumerable.Range(one + 1, free.Count - one - 1).Select(other => (One: one, Other: other)))
                .Where(pair => clashes(free[pair.One], free[pair.Other])).ToList();
            order.AddRange(LandOrder.For(free.Count, pairs).Select(at => free[at]));
        }

        return order;
    }

    /// <summary>Who waits long, or was re-based by hand for what is on the target now, would only have to do it again.</summary>
    private static bool HasTurn(QueuePlace place) => place.Mended || place.Waited >= Patience;
}

/// <summary>What counts for an entry's place in the queue.</summary>
/// <param name="Priority">0 is the highest.</param>
/// <param name="Waited">Since it was queued for the first time.</param>
/// <param name="Mended">It conflicted, and its owner has merged it by hand.</param>
public sealed record QueuePlace(int Priority, TimeSpan Waited, bool Mended);
