using System.Globalization;
using Ov.Core.Ledger;

namespace Ov.Core.Inspecting;

/// <summary>What was said and written, newest first and block by block, so that who has found enough reads no more.</summary>
internal static class SpokenStore
{
    private const string SaidType = "agent.said";

    /// <summary>Null for what was looked at and does not fit the filter.</summary>
    public static IEnumerable<FoundWords?> Said(Sql sql, SpokenFilter filter, int block)
    {
        var names = new Dictionary<string, string>();
        var from = filter.Since is { } since ? EventTimes.Before(sql, since) : 0;
        var to = filter.Until is { } until ? EventTimes.UpTo(sql, until) : long.MaxValue;
        if (filter.AgentIds is { } agents)
        {
            // One agent's words lie among its own events.
            foreach (var record in EventQuery.Newest(sql, new EventFilter(agents, [], null, null, [SaidType], filter.Since) { Until = filter.Until }, SpokenSearch.Look).AsEnumerable().Reverse())
            {
                yield return Fits(record, filter) ? Found(record) : null;
            }

            yield break;
        }

        while (true)
        {
            var found = sql.All(
                """
                SELECT * FROM event INDEXED BY event_type WHERE type = ?1 AND type NOT IN ('tool.start', 'tool.end') AND seq > ?2 AND seq <= ?3 ORDER BY seq DESC LIMIT ?4
                """, EventStore.Read, SaidType, from, to, block);
            foreach (var record in found)
            {
                yield return Fits(record, filter) ? Found(record) : null;
            }

            if (found.Count < block)
            {
                yield break;
            }

            to = found[^1].Seq - 1;
        }

        FoundWords Found(EventRecord record) => new(record.Seq.ToString(CultureInfo.InvariantCulture), "said", record.At, NameOf(record), null, null, Conversation.Text(record));

        string NameOf(EventRecord record) => record.AgentId is not { } id ? record.Actor ?? ""
            : names.TryGetValue(id, out var name) ? name : names[id] = Agents.AgentStore.ById(sql, id)?.Name ?? id;
    }

    public static IEnumerable<FoundWords?> Mail(Sql sql, SpokenFilter filter, int block)
    {
        var before = long.MaxValue;
        while (true)
        {
            var found = sql.All("SELECT * FROM message WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2", Core.Mail.MailStore.Read, before, block);
            foreach (var mail in found)
            {
                yield return !Fits(mail, filter) ? null : new FoundWords(mail.Id, "mail", mail.CreatedAt, mail.Sender, mail.Recipient, mail.Subject, mail.Body);
            }

            if (found.Count < block || found[^1].CreatedAt < filter.Since)
            {
                yield break;
            }

            before = found[^1].Seq;
        }
    }

    private static bool Fits(EventRecord record, SpokenFilter filter) =>
        (filter.RunId is null || record.RunId == filter.RunId) && filter.IsWithin(record.At);

    private static bool Fits(Core.Mail.Message mail, SpokenFilter filter) =>
        (filter.AgentName is null || mail.Sender == filter.AgentName || mail.Recipient == filter.AgentName) && (filter.RunId is null || mail.RunId == filter.RunId) && filter.IsWithin(mail.CreatedAt);
}

/// <summary>A query with every name looked up; null means any.</summary>
internal sealed record SpokenFilter(IReadOnlyList<string>? AgentIds, string? AgentName, string? RunId, DateTimeOffset? Since, DateTimeOffset? Until)
{
    public bool IsWithin(DateTimeOffset at) => (Since is not { } since || at >= since) && (Until is not { } until || at <= until);
}
