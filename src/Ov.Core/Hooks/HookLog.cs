using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Text;

namespace Ov.Core.Hooks;

/// <summary>Writes one hook event: one transaction, nothing but the ledger. That a session ended says nothing about its work.</summary>
public static class HookLog
{
    internal static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Record(OvApp app, Caller caller, HookEvent what, HookReport report) => app.Ledger.Write(tx =>
    {
        var agent = caller.Agent;
        tx.Record(new EventDraft(TypeOf(what))
        {
            RunId = agent?.RunId, Actor = caller.Actor, AgentId = agent?.Id, TaskId = agent?.TaskId, Subject = report.ToolUseId,
            Tool = IsTool(what) ? report.Tool ?? "unknown" : null, DurationMs = Duration(tx, what, agent, report), Data = DataOf(report), Text = TextOf(report),
        });
        Awake(tx, agent);
        if (agent is { HasTerminal: true } or { IsDesk: true })
        {
            TellHost(tx, agent, what, report);
        }
    });

    /// <summary>A hook call is evidence of life.</summary>
    internal static void Awake(Tx tx, AgentRecord? agent)
    {
        if (agent is null)
        {
            return;
        }

        AgentStore.Touch(tx, agent.Id);
        if (agent.State == AgentState.Stalled && AgentStore.ById(tx.Sql, agent.Id) is { State: AgentState.Stalled } stalled)
        {
            AgentStore.Move(tx, stalled, AgentState.Working, agent.Name, "its hooks report again");
        }
    }

    /// <summary>In a terminal nothing but hooks says when a turn begins and ends, and which session it is.</summary>
    private static void TellHost(Tx tx, AgentRecord agent, HookEvent what, HookReport report)
    {
        if (report.Session is { } session && session != agent.Session)
        {
            AgentStore.SetSession(tx, agent.Id, session);
        }

        if (!IsTool(what))
        {
            tx.AfterCommit(() => Processes.Bell.Ring(tx.Files.Agent(agent.Id).Bell));
        }
    }

    private static long? Duration(Tx tx, HookEvent what, AgentRecord? agent, HookReport report)
    {
        if (what != HookEvent.ToolEnd || agent is null)
        {
            return null;
        }

        var start = report.ToolUseId is { } id
            ? ToolCallStore.StartOf(tx.Sql, agent.Id, id)
            : ToolPairing.StartOf(ToolCallStore.Newest(tx.Sql, agent.Id), report.Tool ?? "unknown");
        return start is { } began ? Math.Max(0, (long)(tx.Now - began).TotalMilliseconds) : null;
    }

    private static string TypeOf(HookEvent what) => what.Word().Replace('_', '.');

    private static bool IsTool(HookEvent what) => what is HookEvent.ToolStart or HookEvent.ToolEnd;

    internal static string? TextOf(HookReport report)
    {
        var line = report.Input.Count == 0 ? report.Tool : $"{report.Tool}: {report.Input[0].Value}";
        return line is null ? null : VisibleText.OneLine(line.Length <= 200 ? line : line[..200] + "…");
    }

    private static string? DataOf(HookReport report)
    {
        if (report is { Input.Count: 0, Session: null, Transcript: null })
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteStartObject("input");
            foreach (var (name, value) in report.Input)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("session", report.Session);
            json.WriteString("transcript", report.Transcript);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
