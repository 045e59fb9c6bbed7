using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Feeds;

/// <summary>What happened, and what happens from now on.</summary>
public static class FeedReader
{
    /// <summary>So many of the newest events that fit the first filter are looked through.</summary>
    public const int Look = EventQuery.Look;

    /// <summary>So many of the newest are counted.</summary>
    public const int Counted = EventQuery.Counted;

    private const int Chunk = 500;

    /// <summary>Who may appear as the doer of an event without being an agent.</summary>
    private static readonly string[] OtherActors = [Caller.OperatorName, "unidentified", "watch", "system"];

    /// <summary>The newest that fit, or those after a cursor.</summary>
    /// <exception cref="OvException">usage, not-found.</exception>
    public static Feed Read(OvApp app, FeedQuery query) => app.Ledger.Read(sql => Read(sql, query, Filter(app, sql, query), new FeedNames()));

    /// <summary>
    /// The same, and then each event once it was committed, until interrupted. Between two looks only the ledger's change counter is
    /// asked, which costs no disk and no lock.
    /// </summary>
    /// <param name="pause">Between two looks at the counter.</param>
    /// <exception cref="OvException">ledger-newer, when a newer program took the ledger over meanwhile.</exception>
    public static IEnumerable<FollowedEvent> Follow(OvApp app, FeedQuery query, TimeSpan pause, CancellationToken stop)
    {
        var names = new FeedNames();
        var version = app.Ledger.DataVersion;
        var first = app.Ledger.Read(sql => Read(sql, query, Filter(app, sql, query), names));
        foreach (var record in first.Events)
        {
            yield return new FollowedEvent(record);
        }

        var next = first.Next;
        var more = first.More;
        while (!stop.IsCancellationRequested)
        {
            if (!more)
            {
                while (app.Ledger.DataVersion == version)
                {
                    if (stop.WaitHandle.WaitOne(pause))
                    {
                        yield break;
                    }
                }

                version = app.Ledger.DataVersion;
                app.Ledger.RequireKnownSchema();
            }

            // An agent of that name may have been started since: names and events of one moment, so that none of its events is passed over.
            var page = app.Ledger.Read(sql => Page(sql, Filter(app, sql, query) with { Since = null, Until = null }, next, Chunk, names));
            (next, more) = (page.Next, page.More);
            foreach (var record in page.Events)
            {
                yield return new FollowedEvent(record);
            }
        }
    }

    internal static Feed Read(Sql sql, FeedQuery query, EventFilter filter, FeedNames names)
    {
        if (query.After is { } after)
        {
            return Page(sql, filter, after, query.Limit, names);
        }

        var events = EventQuery.Newest(sql, filter, query.Limit).ConvertAll(record => names.Of(sql, record));
        return new Feed(events, events.Count, EventStore.LastSequence(sql), false);
    }

    private static Feed Page(Sql sql, EventFilter filter, long after, int limit, FeedNames names)
    {
        var last = EventStore.LastSequence(sql);
        var reach = EventQuery.Reach(filter, after, last);
        var found = EventQuery.After(sql, filter, after, limit + 1, reach);
        var events = found.Take(limit).Select(record => names.Of(sql, record)).ToList();
        return found.Count > limit ? new Feed(events, events.Count, events[^1].Seq, true) : new Feed(events, events.Count, Math.Max(after, reach), reach < last);
    }

    /// <summary>Every name looked up.</summary>
    internal static EventFilter Filter(OvApp app, Sql sql, FeedQuery query)
    {
        var (ids, actors) = (new List<string>(), new List<string>());
        foreach (var name in query.Agents.Select(agent => agent.ToLowerInvariant()))
        {
            if (OtherActors.Contains(name) && AgentStore.Newest(sql, name) is null)
            {
                actors.Add(name);
            }
            else
            {
                var agent = AgentResolver.Require(sql, name);
                ids.AddRange(agent.Name == name ? AgentStore.IdsOf(sql, name) : [agent.Id]);
            }
        }

        var now = app.Ledger.Now;
        return new EventFilter(
            ids, actors, app.Options.Run is { } run ? RunResolver.Named(sql, run).Id : null, query.Task is { } task ? TaskResolver.Require(app, sql, task).Id : null,
            [.. query.Types.Select(type => type.Replace('_', '.'))], PointInTime.Parse("--since", query.Since, now))
        {
            Until = PointInTime.Parse("--until", query.Until, now), Tool = query.Tool, OnlyTrouble = query.OnlyTrouble,
        };
    }
}

/// <summary>What somebody wants to see, in their own words.</summary>
/// <param name="After">A cursor from an earlier answer; null means the newest.</param>
public sealed record FeedQuery(IReadOnlyList<string> Agents, string? Task, IReadOnlyList<string> Types, string? Since, long? After, int Limit)
{
    public string? Until { get; init; }

    public string? Tool { get; init; }

    /// <summary>Only what went wrong.</summary>
    public bool OnlyTrouble { get; init; }
}
