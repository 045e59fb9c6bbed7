using System.Text;
using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Hooks;
using Ov.Core.Ledger;
using Ov.Core.Redacting;

namespace Ov.Core.Guarding;

/// <summary>Records what the guard was asked: a tool's start when it was allowed, else the denial with its rule.</summary>
internal static class GuardLog
{
    public static void Record(OvApp app, Caller caller, HookReport report, GuardVerdict verdict)
    {
        if (verdict.IsAllowed)
        {
            HookLog.Record(app, caller, HookEvent.ToolStart, report);
            return;
        }

        var rule = verdict.Rule!.Id;
        app.Ledger.Write(tx =>
        {
            var agent = caller.Agent;
            tx.Record(new EventDraft("guard.denied")
            {
                RunId = agent?.RunId, Actor = caller.Actor, AgentId = agent?.Id, TaskId = agent?.TaskId, Subject = rule, Tool = report.Tool, Level = "warn",
                Text = $"{rule}: {HookLog.TextOf(report)}", Data = DataOf(rule, Redaction.Of(verdict.Reason!), report),
            });
            HookLog.Awake(tx, agent);
        });
    }

    private static string DataOf(string rule, string reason, HookReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, HookLog.Writing))
        {
            json.WriteStartObject();
            json.WriteString("rule", rule);
            json.WriteString("reason", reason);
            json.WriteStartObject("input");
            foreach (var (name, value) in report.Input)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
