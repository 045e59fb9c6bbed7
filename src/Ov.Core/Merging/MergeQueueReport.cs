using Ov.Core.Runs;

namespace Ov.Core.Merging;

/// <summary>The queue as it is: what wants to land, oldest first, and what was finished last, newest first.</summary>
public sealed record MergeQueueReport(IReadOnlyList<MergeItem> Entries, IReadOnlyList<MergeItem> Recent)
{
    private const int RecentCount = 10;

    public int Count => Entries.Count;

    /// <summary>Of the run named with <c>--run</c>, else of all.</summary>
    public static MergeQueueReport Read(OvApp app) => app.Ledger.Read(sql =>
    {
        var run = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
        return new MergeQueueReport(
            [.. MergeStore.AllOpen(sql, run).Select(e => MergeItem.Of(sql, e))],
            [.. MergeStore.Finished(sql, RecentCount).Where(e => run is null || e.RunId == run).Select(e => MergeItem.Of(sql, e))]);
    });
}
