using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Feeds;

/// <summary>Counts events instead of listing them, by the same filters.</summary>
public static class EventStatsReader
{
    /// <exception cref="OvException">usage, not-found.</exception>
    public static EventStats Read(OvApp app, FeedQuery query) => app.Ledger.Read(sql =>
    {
        var (groups, more) = EventQuery.Counts(sql, FeedReader.Filter(app, sql, query), query.After ?? 0);
        var agents = groups.Select(group => group.AgentId).OfType<string>().Distinct().ToDictionary(id => id, id => AgentStore.ById(sql, id));
        return Of(groups, id => agents[id]?.Name ?? id, id => agents[id]?.Role, more);
    });

    /// <param name="groups">By type, tool and agent.</param>
    internal static EventStats Of(IReadOnlyList<EventGroup> groups, Func<string, string> nameOf, Func<string, string?> roleOf, bool more) => new(
        groups.Sum(group => group.Count), groups.Sum(group => group.Trouble), groups.Count == 0 ? null : groups.Min(group => group.FirstAt), groups.Count == 0 ? null : groups.Max(group => group.LastAt),
        By(groups, group => group.Type), By(groups, group => group.Type.Split('.')[0]), By(groups, group => group.Tool),
        By(groups, group => group.AgentId is { } id ? roleOf(id) : null), By(groups, group => group.AgentId is { } id ? nameOf(id) : null), more);

    private static List<EventCount> By(IReadOnlyList<EventGroup> groups, Func<EventGroup, string?> name) =>
    [
        .. groups.Where(group => name(group) is not null).GroupBy(group => name(group)!)
            .Select(alike => new EventCount(alike.Key, alike.Sum(group => group.Count), alike.Sum(group => group.Trouble), alike.Max(group => group.LastAt)))
            .OrderByDescending(count => count.Count).ThenBy(count => count.Name, StringComparer.Ordinal),
    ];
}
