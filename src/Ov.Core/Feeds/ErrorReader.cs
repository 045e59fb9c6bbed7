using System.Text;
using Ov.Core.Ledger;

namespace Ov.Core.Feeds;

/// <summary>Groups what went wrong.</summary>
public static class ErrorReader
{
    /// <summary>So many of the newest are grouped.</summary>
    private const int Window = 5000;

    /// <exception cref="OvException">usage, not-found.</exception>
    public static ErrorReport Read(OvApp app, FeedQuery query) => app.Ledger.Read(sql =>
    {
        var filter = FeedReader.Filter(app, sql, query) with { OnlyTrouble = true };
        var names = new FeedNames();
        var found = query.After is { } after ? EventQuery.After(sql, filter, after, Window + 1) : EventQuery.Newest(sql, filter, Window + 1);
        var looked = query.After is null ? found.TakeLast(Window).ToList() : found.Take(Window).ToList();
        var events = looked.Select(record => names.Of(sql, record)).ToList();
        var groups = Grouped(events);
        var shown = events.TakeLast(query.Limit).ToList();
        return new ErrorReport(
            [.. groups.Take(query.Limit)], shown, groups.Count, looked.Count, found.Count > looked.Count,
            query.After is not null && found.Count > looked.Count ? looked[^1].Seq : EventStore.LastSequence(sql));
    });

    /// <param name="events">Oldest first.</param>
    public static List<ErrorGroup> Grouped(IReadOnlyList<FeedEvent> events) =>
    [
        .. events.GroupBy(record => $"{record.EventType} {record.Level} {Alike(record.Text ?? record.Subject ?? "")}").Select(alike =>
        {
            var (all, last) = (alike.ToList(), alike.Last());
            return new ErrorGroup(
                last.EventType, last.Level, last.Text ?? last.Subject ?? "", all.Count, all.Min(record => record.CreatedAt), all.Max(record => record.CreatedAt),
                [.. all.Select(record => record.AgentName ?? record.Actor).OfType<string>().Distinct().Order(StringComparer.Ordinal)], last.Seq);
        }).OrderBy(group => -group.LastSeq),
    ];

    /// <summary>A text without what differs from time to time: numbers, and words that hold one, such as ids, paths of a turn and times.</summary>
    private static string Alike(string text)
    {
        var alike = new StringBuilder(text.Length);
        foreach (var word in text.Split(' '))
        {
            alike.Append(word.AsSpan().IndexOfAnyInRange('0', '9') >= 0 ? "#" : word).Append(' ');
        }

        return alike.ToString();
    }
}
