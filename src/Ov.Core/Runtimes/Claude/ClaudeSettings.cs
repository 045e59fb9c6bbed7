using Ov.Core.Json;

namespace Ov.Core.Runtimes.Claude;

/// <summary>Settings that are passed by <c>--settings</c>, beside the user's own.</summary>
internal static class ClaudeSettings
{
    private const int TimeoutSeconds = 30;

    /// <summary>The stream itself tells what happens in a turn, so the only hooks are the guard and what brings urgent mail after a tool call.</summary>
    public static string Headless(string ov)
    {
        List<(string Event, string Matcher, string Command)> hooks = [Guard(ov, onScreen: false)];
        hooks.Add(("PostToolUse", "*", HookCommand.Of(ov, HookCommand.UrgentMail("claude"))));
        return Hooks(hooks);
    }

    /// <summary>In a terminal there is no stream: hooks tell everything.</summary>
    public static string Terminal(string ov) =>
        Hooks([Guard(ov, onScreen: true), .. HookCommand.OfScreen("claude", "SessionStart", "UserPromptSubmit", "PostToolUse", "Stop", "SessionEnd").Append((Event: "PostToolUseFailure", Verb: HookCommand.ToolEnd)).Select(hook => (hook.Event, Matcher(hook.Event), $"{HookCommand.Of(ov)} {hook.Verb}"))]);

    private static (string Event, string Matcher, string Command) Guard(string ov, bool onScreen) => ("PreToolUse", "*", $"{HookCommand.Of(ov)} {HookCommand.Guard("claude", onScreen)}");

    private static string Matcher(string name) => name.Contains("Tool", StringComparison.Ordinal) ? "*" : "";

    public static string Mcp(IReadOnlyList<string> server) => JsonText.Object(json =>
    {
        json.WriteStartObject("mcpServers");
        json.WriteStartObject("ov");
        json.WriteString("command", server[0]);
        json.Strings("args", server.Skip(1));
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static string Hooks(IReadOnlyList<(string Event, string Matcher, string Command)> hooks) => JsonText.Object(json =>
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
}
