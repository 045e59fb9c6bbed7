using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Inspecting;

/// <summary>What an agent said and what was written to and by it, oldest first: what it is about, without its tools.</summary>
/// <param name="More">True when there is more before the first one.</param>
public sealed record Conversation(string AgentName, IReadOnlyList<Spoken> Messages, int Total, bool More)
{
    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static Conversation Of(OvApp app, string name, int limit) => app.Ledger.Read(sql =>
    {
        var agent = AgentResolver.Require(sql, name);
        var said = EventQuery.Newest(sql, new EventFilter([agent.Id], [], null, null, ["agent.said"], null), limit + 1)
            .Select(record => new Spoken(record.At, agent.Name, null, null, Text(record)));
        var mail = MailStore.Select(sql, new MailFilter(agent.Name, null, null, null, false, limit + 1)).Concat(MailStore.Select(sql, new MailFilter(null, agent.Name, null, null, false, limit + 1)))
            .DistinctBy(message => message.Id).OrderBy(message => message.Seq).Select(message => new Spoken(message.CreatedAt, message.Sender, message.Recipient, message.Subject, message.Body));
        var all = said.Concat(mail).OrderBy(spoken => spoken.CreatedAt).TakeLast(limit + 1).ToList();
        var shown = all.TakeLast(limit).ToList();
        return new Conversation(agent.Name, shown, shown.Count, all.Count > shown.Count);
    });

    /// <summary>The event's line is cut short; its data has more of it.</summary>
    private static string Text(EventRecord record)
    {
        using var data = JsonDocument.Parse(record.Data ?? "{}");
        return data.RootElement.Text("text") ?? record.Text ?? "";
    }
}

/// <summary>One of an agent's own words, or a message.</summary>
/// <param name="To">Null when it said it to nobody in particular.</param>
/// <param name="Subject">Of a message.</param>
public sealed record Spoken(DateTimeOffset CreatedAt, string From, string? To, string? Subject, string Text);
