using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Whether there is anything to watch over: a living agent, an open intent, a queued merge that may land by itself, a branch that a
/// forge was offered, a task that was handed on, or a run whose tasks start by themselves.</summary>
/// <param name="LastTick">Null before the first.</param>
public sealed record Outlook(long LiveAgents, long OpenIntents, long QueuedMerges, long Offered, long HandedOn, long Starting, DateTimeOffset? LastTick)
{
    public static Outlook Read(Sql sql) => OutlookStore.Read(sql);
}
