using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>Whether there is anything to watch over: a living agent, an open intent, or a queued merge that may land by itself.</summary>
/// <param name="LastTick">Null before the first.</param>
public sealed record Outlook(long LiveAgents, long OpenIntents, long QueuedMerges, DateTimeOffset? LastTick)
{
    public static Outlook Read(Sql sql) => OutlookStore.Read(sql);

    /// <summary>True when a watcher has nothing left to do until somebody acts.</summary>
    public bool IsQuiet(MergePolicy policy) => LiveAgents == 0 && OpenIntents == 0 && (policy != MergePolicy.Ready || QueuedMerges == 0);
}
