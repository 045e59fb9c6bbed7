using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Guarding;

/// <summary>A denial in the form that a runtime's hook obeys. To allow is to say nothing.</summary>
public static class GuardAnswerForm
{
    /// <summary>Runtimes whose form is known, and <c>plain</c>.</summary>
    public static IReadOnlyList<string> Words { get; } = ["claude", "codex", "gemini", "copilot", "pi", "opencode", "plain"];

    public static string Of(string runtime, GuardVerdict verdict) =>
        verdict.IsAllowed ? "" : JsonText.Object(json => Write(json, runtime, verdict, $"[{verdict.Rule!.Id}] {verdict.Reason} {verdict.Hint}"));

    private static void Write(Utf8JsonWriter json, string runtime, GuardVerdict verdict, string reason)
    {
        switch (runtime)
        {
            case "claude" or "codex":
                json.WriteStartObject("hookSpecificOutput");
                json.WriteString("hookEventName", "PreToolUse");
                json.WriteString("permissionDecision", "deny");
                json.WriteString("permissionDecisionReason", reason);
                json.WriteEndObject();
                break;
            case "gemini":
                json.WriteString("decision", "deny");
                json.WriteString("reason", reason);
                break;
            case "copilot":
                json.WriteString("permissionDecision", "deny");
                json.WriteString("permissionDecisionReason", reason);
                break;
            case "pi" or "opencode":
                json.WriteBoolean("block", true);
                json.WriteString("reason", reason);
                break;
            default:
                json.WriteBoolean("allowed", false);
                json.WriteString("rule", verdict.Rule!.Id);
                json.WriteString("reason", verdict.Reason);
                json.WriteString("hint", verdict.Hint);
                break;
        }
    }
}
