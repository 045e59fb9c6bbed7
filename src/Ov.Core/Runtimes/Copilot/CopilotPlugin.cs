using Ov.Core.Json;

namespace Ov.Core.Runtimes.Copilot;

/// <summary>The private files that Copilot loads for one agent: a plugin that asks ov guard before each tool, and the role as instructions.</summary>
internal static class CopilotPlugin
{
    private const string Manifest = """{"name":"ov","description":"The rules of this agent's role","version":"1.0.0","hooks":"hooks.json"}""";

    public static string Folder(TurnContext turn) => turn.FileOf("copilot-plugin");

    public static IEnumerable<KeyValuePair<string, string>> Files(TurnContext turn, bool onScreen) =>
        [new(Path.Combine(Folder(turn), "plugin.json"), Manifest), new(Path.Combine(Folder(turn), "hooks.json"), Hooks(turn.OvProgram, onScreen))];

    /// <summary>The file must be named like this, and its head says that it is for every file.</summary>
    public static KeyValuePair<string, string>? Role(TurnContext turn) => turn.RoleText is { } role
        ? new(turn.FileOf(Path.Combine("copilot-instructions", "role.instructions.md")), $"---\napplyTo: \"**\"\n---\n{role}")
        : null;

    public static string Mcp(IReadOnlyList<string> command) => JsonText.Object(json =>
    {
        json.WriteStartObject("mcpServers");
        json.WriteStartObject("ov");
        json.WriteString("type", "local");
        json.WriteString("command", command[0]);
        json.Strings("args", command.Skip(1));
        json.Strings("tools", ["*"]);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static string Hooks(string ov, bool onScreen) => JsonText.Object(json =>
    {
        json.WriteNumber("version", 1);
        json.WriteStartObject("hooks");
        foreach (var calls in Hooks(onScreen).GroupBy(hook => hook.Event))
        {
            json.WriteStartArray(calls.Key);
            foreach (var (_, verb) in calls)
            {
                json.WriteStartObject();
                json.WriteString("type", "command");
                json.WriteString("bash", HookCommand.Of(ov, verb));
                json.WriteNumber("timeoutSec", 30);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    });

    private static IEnumerable<(string Event, string Verb)> Hooks(bool onScreen) =>
    [
        ("preToolUse", HookCommand.Guard("copilot", onScreen)),
        .. onScreen ? HookCommand.OfScreen("copilot", "sessionStart", "userPromptSubmitted", "postToolUse", "agentStop", "sessionEnd") : [],
    ];
}
