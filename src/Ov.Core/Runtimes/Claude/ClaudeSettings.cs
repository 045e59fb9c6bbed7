using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ov.Core.Runtimes.Claude;

/// <summary>Settings that are passed by <c>--settings</c>, beside the user's own.</summary>
internal static class ClaudeSettings
{
    private const int TimeoutSeconds = 30;

    /// <summary>The stream itself tells what happens in a turn, so the only hook is the guard.</summary>
    public static string Headless(string ov) => Hooks(("PreToolUse", "*", $"{HookCommand.Of(ov)} guard --runtime claude"));

    /// <summary>In a terminal there is no stream: hooks tell everything.</summary>
    public static string Terminal(string ov)
    {
        var call = HookCommand.Of(ov);
        return Hooks(
            ("SessionStart", "", $"{call} prime"), ("UserPromptSubmit", "", $"{call} log turn-start --stdin"), ("UserPromptSubmit", "", $"{call} mail check --inject"),
            ("PreToolUse", "*", $"{call} guard --runtime claude"), ("PreToolUse", "*", $"{call} log tool-start --stdin"), ("PostToolUse", "*", $"{call} log tool-end --stdin"), ("PostToolUseFailure", "*", $"{call} log tool-end --stdin"),
            ("Stop", "", $"{call} log turn-end --stdin"), ("SessionEnd", "", $"{call} log session-end --stdin"));
    }

    public static string Mcp(IReadOnlyList<string> server) => Write(json =>
    {
        json.WriteStartObject("mcpServers");
        json.WriteStartObject("ov");
        json.WriteString("command", server[0]);
        json.WriteStartArray("args");
        foreach (var argument in server.Skip(1))
        {
            json.WriteStringValue(argument);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static string Hooks(params (string Event, string Matcher, string Command)[] hooks) => Write(json =>
    {
        json.WriteBoolean("skipDangerousModePermissionPrompt", true);
        json.WriteStartObject("hooks");
        foreach (var group in hooks.GroupBy(hook => hook.Event))
        {
            json.WriteStartArray(group.Key);
            foreach (var (_, matcher, command) in group)
            {
                json.WriteStartObject();
                if (matcher.Length > 0)
                {
                    json.WriteString("matcher", matcher);
                }

                json.WriteStartArray("hooks");
                json.WriteStartObject();
                json.WriteString("type", "command");
                json.WriteString("command", command);
                json.WriteNumber("timeout", TimeoutSeconds);
                json.WriteEndObject();
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static string Write(Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
