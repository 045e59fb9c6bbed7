using System.Globalization;
using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Codex;

/// <summary>
/// Reads <c>exec --json</c>. An item of type error is only a warning; the counts of a resumed thread are those of the whole thread,
/// and its input includes what was cached. A call that a hook denied leaves no item.
/// </summary>
internal sealed class CodexReader(TurnContext turn) : JsonTurnReader
{
    private readonly HashSet<string> _started = [];
    private bool _isComplete;

    protected override string? Unfinished => _isComplete ? null : "its output ended before the turn was complete";

    protected override bool Read(JsonElement root, Action<TurnFact> tell)
    {
        switch (root.Text("type"))
        {
            case "thread.started" when root.Text("thread_id") is { } thread:
                tell(new TurnFact.Session(thread, turn.Model));
                break;
            case "item.started" or "item.completed" when root.Member("item") is { } item:
                return Item(item, root.Text("type") == "item.completed", tell);
            case "turn.completed":
                _isComplete = true;
                Used(root, tell);
                break;
            case "turn.failed":
                Fail(tell, Words(root.Member("error") is { } error ? error.Text("message") : null));
                break;
            case "error":
                tell(new TurnFact.Trouble(Words(root.Text("message"))));
                break;
            case "turn.started" or "item.updated":
                break;
            default:
                return false;
        }

        return true;
    }

    protected override TurnFailure? Refusal(int exitCode, string lastWords) =>
        lastWords.Contains("no rollout found", StringComparison.Ordinal) ? new(TurnFailureKind.SessionLost, lastWords) : null;

    private bool Item(JsonElement item, bool isDone, Action<TurnFact> tell)
    {
        switch (item.Text("type"))
        {
            case "agent_message" when isDone && item.Text("text") is { Length: > 0 } text:
                tell(new TurnFact.Said(text));
                break;
            case "error" when item.Text("message") is { } waived && waived.Contains(CodexRuntime.WaivesReview, StringComparison.Ordinal):
                break;
            case "error":
                tell(new TurnFact.Trouble(item.Text("message") ?? "a warning without words"));
                break;
            case "command_execution":
                Tool(item, "Bash", isDone, tell, ("command", item.Text("command")));
                break;
            case "file_change":
                Tool(item, "apply_patch", isDone, tell, ("path", string.Join(", ", item.Items("changes").Select(change => change.Text("path")))));
                break;
            case "mcp_tool_call":
                Tool(item, $"mcp__{item.Text("server")}__{item.Text("tool")}", isDone, tell);
                break;
            case "web_search":
                Tool(item, "web_search", isDone, tell, ("query", item.Text("query")));
                break;
            case "agent_message" or "reasoning" or "todo_list":
                break;
            default:
                return false;
        }

        return true;
    }

    /// <summary>Items are numbered anew in each turn, so the turn is part of their id.</summary>
    private void Tool(JsonElement item, string tool, bool isDone, Action<TurnFact> tell, params (string Name, string? Value)[] input)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{turn.Agent.Turn}.{item.Text("id")}");
        if (_started.Add(id))
        {
            tell(new TurnFact.ToolStarted(id, tool, [.. input.Where(field => field.Value is { Length: > 0 }).Select(field => new KeyValuePair<string, string>(field.Name, field.Value!))]));
        }

        if (isDone)
        {
            var status = item.Text("status") switch { "declined" => ToolStatus.Denied, "failed" => ToolStatus.Failed, _ => item.Count("exit_code") == 0 ? ToolStatus.Ok : ToolStatus.Failed };
            tell(new TurnFact.ToolEnded(id, tool, status, status == ToolStatus.Ok ? null : item.Text("aggregated_output") ?? (item.Member("error") is { } error ? error.Text("message") : null)));
        }
    }

    private void Used(JsonElement root, Action<TurnFact> tell)
    {
        if (root.Member("usage") is { } usage)
        {
            var (read, write) = (usage.Count("cached_input_tokens"), usage.Count("cache_write_input_tokens"));
            tell(new TurnFact.Used(
                new TokenUsage(turn.Model, Math.Max(0, usage.Count("input_tokens") - read - write), usage.Count("output_tokens"), read, write, usage.Count("reasoning_output_tokens")), OfSession: true));
        }
    }

    /// <summary>Some refusals come as the provider's own JSON.</summary>
    private static string Words(string? message)
    {
        if (message is not ['{', ..])
        {
            return message ?? "the turn failed without a word why";
        }

        try
        {
            using var document = JsonDocument.Parse(message);
            return document.RootElement.Member("error") is { } error && error.Text("message") is { } words ? $"{error.Text("type")}: {words}" : message;
        }
        catch (JsonException)
        {
            return message;
        }
    }
}
