using System.Text;
using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Hooks;
using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Core.Text;

namespace Ov.Core.Agents;

/// <summary>Writes what a turn's output told as events, usage and session of its agent.</summary>
internal static class TurnRecorder
{
    private const int LineLimit = 200;
    private const int TextLimit = 4000;

    /// <summary>Of an incarnation that was stopped or replaced only what it used is kept: that is spent, whoever works now.</summary>
    public static void Record(Tx tx, string agentId, int turn, IReadOnlyList<TurnFact> facts, PriceTable? prices = null)
    {
        var agent = AgentStore.ById(tx.Sql, agentId)!;
        var speaks = agent.IsLive || agent.State == AgentState.Completed;
        foreach (var fact in facts)
        {
            if (fact is TurnFact.Session session && session.Id != agent.Session)
            {
                AgentStore.SetSession(tx, agent.Id, session.Id);
                agent = agent with { Session = session.Id };
            }

            if (ObstacleAfter(tx, agent, fact) is var obstacle && obstacle != agent.Obstacle)
            {
                AgentStore.SetObstacle(tx, agent.Id, obstacle);
                agent = agent with { Obstacle = obstacle };
            }

            if (Filled(fact) is { } filled)
            {
                AgentStore.SetContext(tx, agent.Id, filled.Tokens, filled.Window);
            }

            if (fact is TurnFact.Used used)
            {
                UsageStore.Add(tx, agent, turn, used, prices);
            }

            if (speaks && EventOf(tx, agent, fact) is { } what)
            {
                tx.Record(what with { RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId });
            }
        }

        if (agent.IsLive)
        {
            AgentStore.Touch(tx, agent.Id);
        }

        if (agent.State == AgentState.Stalled)
        {
            AgentStore.Move(tx, agent, AgentState.Working, agent.Name, "its output goes on");
        }
    }

    private static TurnFact.Filled? Filled(TurnFact fact) => fact switch
    {
        TurnFact.Filled told => told,
        TurnFact.Used { IsCall: true, Usage: var usage } => new(usage.Input + usage.CacheRead + usage.CacheWrite),
        _ => null,
    };

    /// <summary>A client that waits at a limit says so; what it says or does afterwards shows that it goes on.</summary>
    private static AgentObstacle? ObstacleAfter(Tx tx, AgentRecord agent, TurnFact fact) => fact switch
    {
        TurnFact.Limited limited => new AgentObstacle(ObstacleKind.Limited, Line(tx, limited.Message), tx.Now, limited.Until),
        TurnFact.Said or TurnFact.ToolStarted or TurnFact.ToolEnded when agent.Obstacle is { Kind: ObstacleKind.Limited } => null,
        _ => agent.Obstacle,
    };

    private static EventDraft? EventOf(Tx tx, AgentRecord agent, TurnFact fact) => fact switch
    {
        TurnFact.Session session => new EventDraft("session.started") { Subject = session.Id, Text = session.Model },
        TurnFact.Said said => new EventDraft("agent.said") { Text = Line(tx, said.Text), Data = Data("text", Cut(tx.Redactor.Of(said.Text), TextLimit)) },
        TurnFact.ToolStarted tool => new EventDraft("tool.start")
        {
            Subject = tool.Id, Tool = tool.Tool, Data = Data([.. tool.Input.Select(field => new KeyValuePair<string, string>(field.Key, Cut(tx.Redactor.Of(field.Value), 400)))]),
            Text = Line(tx, tool.Input.Count == 0 ? tool.Tool : $"{tool.Tool}: {tool.Input[0].Value}"),
        },
        TurnFact.ToolEnded tool => new EventDraft("tool.end")
        {
            Subject = tool.Id, Tool = tool.Tool, DurationMs = tool.DurationMs ?? DurationOf(tx, agent, tool), Level = tool.Status == ToolStatus.Ok ? "info" : "warn",
            Data = Data("status", tool.Status.ToString().ToLowerInvariant()), Text = Line(tx, tool.Detail ?? tool.Tool),
        },
        TurnFact.Limited limited => new EventDraft("runtime.limited") { Level = "warn", Text = Line(tx, limited.Message), Subject = limited.Until?.ToString("o") },
        TurnFact.Trouble trouble => new EventDraft("runtime.trouble") { Level = "warn", Text = Line(tx, trouble.Message) },
        TurnFact.Unread unread => new EventDraft("runtime.unread") { Level = "debug", Text = Line(tx, unread.Line) },
        _ => null,
    };

    private static long? DurationOf(Tx tx, AgentRecord agent, TurnFact.ToolEnded tool)
    {
        var start = tool.Id is { } id ? ToolCallStore.StartOf(tx.Sql, agent.Id, id) : ToolPairing.StartOf(ToolCallStore.Newest(tx.Sql, agent.Id), tool.Tool);
        return start is { } began ? Math.Max(0, (long)(tx.Now - began).TotalMilliseconds) : null;
    }

    /// <summary>Redacted before it is cut: half a secret is still a secret.</summary>
    private static string Line(Tx tx, string text) => VisibleText.OneLine(Cut(tx.Redactor.Of(Cut(text, TextLimit)), LineLimit));

    private static string Cut(string text, int limit) => text.Length <= limit ? text : text[..limit] + "…";

    private static string Data(string name, string value) => Data([new(name, value)])!;

    private static string? Data(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (fields.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, HookLog.Writing))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
