using System.Text.Json;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Gemini;

/// <summary>
/// Settings for one agent. Gemini CLI takes neither hooks nor servers by argument, and those of the machine only from root, so they are a
/// file in the worktree; they stand beside the user's own, and hooks of both add up.
/// </summary>
internal static class GeminiSettings
{
    private const string Path = ".gemini/settings.json";
    private const int HookMilliseconds = 30_000;

    /// <summary>None for an agent without a worktree: what lies elsewhere is not ours.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Files(TurnContext turn, bool onScreen) =>
        turn.Agent.Worktree is { } worktree ? [new(System.IO.Path.Combine(worktree, Path), Of(turn, onScreen))] : [];

    private static string Of(TurnContext turn, bool onScreen) => JsonText.Object(json =>
    {
        json.WriteStartObject("hooks");
        foreach (var calls in Hooks(onScreen).GroupBy(hook => hook.Event))
        {
            json.WriteStartArray(calls.Key);
            json.WriteStartObject();
            json.WriteStartArray("hooks");
            foreach (var (_, verb) in calls)
            {
                json.WriteStartObject();
                json.WriteString("type", "command");
                json.WriteString("name", $"ov {verb}");
                json.WriteString("command", HookCommand.Of(turn.OvProgram, verb));
                json.WriteNumber("timeout", HookMilliseconds);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        if (turn.Mcp is { } server)
        {
            Mcp(json, server, turn.Variables);
        }
    });

    private static IEnumerable<(string Event, string Verb)> Hooks(bool onScreen) =>
    [
        ("BeforeTool", HookCommand.Guard("gemini", onScreen)),
        .. onScreen ? HookCommand.OfScreen("gemini", "SessionStart", "BeforeAgent", "AfterTool", "AfterAgent", "SessionEnd") : [],
    ];

    /// <summary>It takes from a server what looks like a key, and the agents that ours starts need the keys of their own runtimes; only names are told.</summary>
    private static void Mcp(Utf8JsonWriter json, IReadOnlyList<string> server, IReadOnlyDictionary<string, string> variables)
    {
        json.WriteStartObject("mcpServers");
        json.WriteStartObject("ov");
        json.WriteString("command", server[0]);
        json.Strings("args", server.Skip(1));
        json.WriteBoolean("trust", true);
        json.WriteStartObject("env");
        foreach (var name in variables.Keys.Where(name => name.All(letter => letter == '_' || char.IsAsciiLetterOrDigit(letter))).Order(StringComparer.Ordinal))
        {
            json.WriteString(name, $"${{{name}}}");
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
