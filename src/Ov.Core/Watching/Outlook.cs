using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Whether there is anything to watch over: a living agent, an open intent, or a queued merge that may land by itself.</summary>
/// <param name="LastTick">Null before the first.</param>
public sealed record Outlook(long LiveAgents, long OpenIntents, long QueuedMerges, DateTimeOffset? LastTick)
{
    public static Outlook Read(Sql sql) => OutlookStore.Read(sql);
}
