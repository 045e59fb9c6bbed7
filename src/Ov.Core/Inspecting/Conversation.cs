using System.Text.Json;
using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Text;

namespace Ov.Core.Inspecting;

/// <summary>What an agent said and what was written to and by it, oldest first: what it is about, without its tools.</summary>
/// <param name="More">True when there is more before the first one.</param>
public sealed record Conversation(string AgentName, IReadOnlyList<Spoken> Messages, int Total, bool More)
{
    private static readonly string[] Words = ["agent.said"];
    private static readonly string[] WordsAndTools = ["agent.said", "tool.start", "tool.end"];

    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static Conversation Of(OvApp app, string name, ConversationQuery query) => app.Ledger.Read(sql =>
    {
        var (agent, limit) = (AgentResolver.Require(sql, name), query.Limit);
        var said = EventQuery.Newest(sql, new EventFilter([agent.Id], [], null, null, query.Tools ? WordsAndTools : Words, null), limit + 1)
            .Select(record => new Spoken(record.At, agent.Name, null, null, Text(record)) { Tool = record.Tool });
        var mail = MailStore.Select(sql, new MailFilter(agent.Name, null, null, null, false, limit + 1)).Concat(MailStore.Select(sql, new MailFilter(null, agent.Name, null, null, false, limit + 1)))
            .DistinctBy(message => message.Id).OrderBy(message => message.Seq).Select(message => new Spoken(message.CreatedAt, message.Sender, message.Recipient, message.Subject, message.Body));
        var all = said.Concat(mail).Where(spoken => query.Fits(spoken, agent.Name)).OrderBy(spoken => spoken.CreatedAt).TakeLast(limit + 1).ToList();
        var shown = all.TakeLast(limit).Select(spoken => spoken with { Text = Excerpt.Marked(spoken.Text, query.Length) }).ToList();
        return new Conversation(agent.Name, shown, shown.Count, all.Count > shown.Count);
    });

    /// <summary>The event's line is cut short; its data has more of it.</summary>
    internal static string Text(EventRecord record)
    {
        using var data = JsonDocument.Parse(record.Data ?? "{}");
        return data.RootElement.Text("text") ?? record.Text ?? "";
    }
}

/// <summary>How much of a conversation (S2-50).</summary>
/// <param name="Length">Characters of each text.</param>
/// <param name="Tools">With its tools.</param>
/// <param name="Only">Null for both.</param>
public sealed record ConversationQuery(int Limit, int Length, bool Tools, ConversationSide? Only)
{
    internal bool Fits(Spoken spoken, string agent) => Only is not { } side || side == ConversationSide.Said == (spoken.From == agent);
}

/// <summary>What an agent said and wrote, or what it was told.</summary>
public enum ConversationSide
{
    Said,
    Told,
}

/// <summary>One of an agent's own words, or a message.</summary>
/// <param name="To">Null when it said it to nobody in particular.</param>
/// <param name="Subject">Of a message.</param>
public sealed record Spoken(DateTimeOffset CreatedAt, string From, string? To, string? Subject, string Text)
{
    /// <summary>The tool that it used; null for words.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tool { get; init; }
}
