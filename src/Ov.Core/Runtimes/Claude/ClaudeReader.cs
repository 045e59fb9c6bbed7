using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Claude;

/// <summary>
/// Reads <c>--output-format stream-json</c>. Only the last line counts tokens, and its subtype says success even when the request
/// failed; counts per model go on from earlier turns of a resumed session.
/// </summary>
internal sealed class ClaudeReader : JsonTurnReader
{
    private string? _model;
    private bool _hasResult;
    private long _filled;

    protected override string? Unfinished => _hasResult ? null : "its output ended without a result";

    protected override bool Read(JsonElement root, Action<TurnFact> tell)
    {
        switch (root.Text("type"))
        {
            case "system":
                _model ??= root.Text("model");
                System(root, tell);
                break;
            case "assistant":
                Assistant(root, tell);
                break;
            case "user":
                Results(root, tell);
                break;
            case "result":
                Result(root, tell);
                break;
            case "rate_limit_event":
                Limit(root, tell);
                break;
            case "stream_event" or "control_response" or "tool_progress":
                break;
            default:
                return false;
        }

        return true;
    }

    protected override TurnFailure? Refusal(int exitCode, string lastWords) =>
        lastWords.Contains("No conversation found with session ID", StringComparison.Ordinal) ? new(TurnFailureKind.SessionLost, lastWords)
        : lastWords.Contains("Not logged in", StringComparison.Ordinal) ? new(TurnFailureKind.Login, lastWords) : null;

    private static void System(JsonElement root, Action<TurnFact> tell)
    {
        switch (root.Text("subtype"))
        {
            case "init" when root.Text("session_id") is { } session:
                tell(new TurnFact.Session(session, root.Text("model")));
                break;
            case "api_retry" or "api_error":
                tell(new TurnFact.Trouble(root.Text("error") ?? root.Text("message") ?? "the API is asked again"));
                break;
        }
    }

    private void Assistant(JsonElement root, Action<TurnFact> tell)
    {
        // What a helper of the agent's own reads fills the helper's window.
        if (root.Text("parent_tool_use_id") is null && root.Member("message")?.Member("usage") is { } usage
            && usage.Count("input_tokens") + usage.Count("cache_read_input_tokens") + usage.Count("cache_creation_input_tokens") is > 0 and var filled)
        {
            _filled = filled;
            tell(new TurnFact.Filled(filled));
        }

        foreach (var block in root.Member("message") is { } message ? message.Items("content") : [])
        {
            switch (block.Text("type"))
            {
                case "text" when block.Text("text") is { Length: > 0 } text:
                    tell(new TurnFact.Said(text));
                    break;
                case "tool_use" when block.Text("name") is { } tool:
                    Start(tell, block.Text("id"), tool, block, "input");
                    break;
            }
        }
    }

    private void Results(JsonElement root, Action<TurnFact> tell)
    {
        foreach (var block in root.Member("message") is { } message ? message.Items("content") : [])
        {
            if (block.Text("type") == "tool_result")
            {
                var id = block.Text("tool_use_id");
                var failed = block.IsTrue("is_error");
                var denied = root.Items("tool_result_meta").Any(meta => meta.Text("id") == id && meta.Member("permission_decision") is { } decision && decision.Text("decision") is "reject" or "deny");
                End(tell, id, denied ? ToolStatus.Denied : failed ? ToolStatus.Failed : ToolStatus.Ok, failed ? Words(block) : null);
            }
        }
    }

    private void Result(JsonElement root, Action<TurnFact> tell)
    {
        _hasResult = true;
        foreach (var model in root.Member("modelUsage") is { ValueKind: JsonValueKind.Object } models ? models.EnumerateObject() : [])
        {
            var used = model.Value;
            if (_filled > 0 && model.Name == _model && used.Count("contextWindow") is > 0 and var window)
            {
                tell(new TurnFact.Filled(_filled, window));
            }

            tell(new TurnFact.Used(
                new TokenUsage(model.Name, used.Count("inputTokens"), used.Count("outputTokens"), used.Count("cacheReadInputTokens"), used.Count("cacheCreationInputTokens"), used.Count("thinkingTokens"), used.Money("costUSD")),
                OfSession: true)
            {
                OfTurn = model.Name == _model && root.Member("usage") is { } own
                    ? new(model.Name, own.Count("input_tokens"), own.Count("output_tokens"), own.Count("cache_read_input_tokens"), own.Count("cache_creation_input_tokens")) : new(model.Name, 0, 0, 0, 0),
            });
        }

        // "error_max_turns" and the like come without is_error.
        Failure = root.IsTrue("is_error") || root.Text("subtype") is not (null or "success") ? Failed(root, tell) : null;
    }

    private static TurnFailure Failed(JsonElement root, Action<TurnFact> tell)
    {
        var words = root.Text("result") ?? root.Items("errors").Select(error => error.ToString()).FirstOrDefault() ?? root.Text("subtype") ?? "the turn failed";
        var kind = (root.Text("terminal_reason"), root.Count("api_error_status")) switch
        {
            ("prompt_too_long", _) => TurnFailureKind.ContextFull,
            (_, 401 or 403) => TurnFailureKind.Login,
            (_, 429 or 529) => TurnFailureKind.Limit,
            (_, 400 or 404) => TurnFailureKind.Refused,
            _ when words.Contains("/login", StringComparison.Ordinal) => TurnFailureKind.Login,
            _ => TurnFailureKind.Process,
        };
        if (kind == TurnFailureKind.Limit)
        {
            tell(new TurnFact.Limited(words));
        }

        return new TurnFailure(kind, words);
    }

    private static void Limit(JsonElement root, Action<TurnFact> tell)
    {
        if (root.Member("rate_limit_info") is not { } info || info.Text("status") is not ({ } status and not "allowed"))
        {
            return;
        }

        if (status.StartsWith("allowed", StringComparison.Ordinal))
        {
            tell(new TurnFact.Trouble($"usage limit: {status}"));
        }
        else
        {
            var resets = info.Count("resetsAt");
            tell(new TurnFact.Limited($"usage limit: {status}", resets > 0 ? DateTimeOffset.FromUnixTimeSeconds(resets) : null));
        }
    }

    /// <summary>A tool's result is text, or a list of blocks of it.</summary>
    private static string? Words(JsonElement block) => block.Text("content") ?? block.Items("content").Select(part => part.Text("text")).FirstOrDefault(text => text is not null);
}
