using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.OpenCode;

/// <summary>Reads <c>run --format json</c>. A tool call is told once, when it has ended; there is no last event: the process just ends.</summary>
internal sealed class OpenCodeReader(TurnContext turn) : JsonTurnReader
{
    private string? _session;
    private bool _hasFinished;

    protected override string? Unfinished => _hasFinished ? null : "its output ended before the model had answered";

    protected override bool Read(JsonElement root, Action<TurnFact> tell)
    {
        if (root.Text("sessionID") is { } session && session != _session)
        {
            _session = session;
            tell(new TurnFact.Session(session, turn.Model));
        }

        switch (root.Text("type"))
        {
            case "text" when root.Member("part") is { } part:
                tell(new TurnFact.Said(part.Text("text") ?? ""));
                break;
            case "tool_use" when root.Member("part") is { } part:
                Tool(part, tell);
                break;
            case "step_finish" when root.Member("part") is { } part:
                Finished(part, tell);
                break;
            case "error":
                Failed(root, tell);
                break;
            case "step_start" or "reasoning":
                break;
            default:
                return false;
        }

        return true;
    }

    protected override TurnFailure? Refusal(int exitCode, string lastWords) =>
        lastWords.Contains("Session not found", StringComparison.Ordinal) ? new(TurnFailureKind.SessionLost, "Session not found") : null;

    private static void Tool(JsonElement part, Action<TurnFact> tell)
    {
        var (id, tool) = (part.Text("callID"), part.Text("tool") ?? "unknown");
        var state = part.Member("state") ?? default;
        var error = state.Text("error");
        var status = error is not null ? error.Contains("rule which prevents you", StringComparison.Ordinal) || error.Contains("rejected permission", StringComparison.Ordinal) ? ToolStatus.Denied : ToolStatus.Failed
            : state.Member("metadata") is { } metadata && metadata.Count("exit") != 0 ? ToolStatus.Failed : ToolStatus.Ok;
        tell(new TurnFact.ToolStarted(id, tool, ToolInput.Of(state, "input")));
        tell(new TurnFact.ToolEnded(id, tool, status, status == ToolStatus.Ok ? null : error ?? state.Text("output"))
        {
            DurationMs = state.Member("time") is { } time ? Math.Max(0, time.Count("end") - time.Count("start")) : null,
        });
    }

    private void Finished(JsonElement part, Action<TurnFact> tell)
    {
        // A step that finished after a failure was a retry that went well.
        (_hasFinished, Failure) = (true, null);
        if (part.Member("tokens") is { } tokens)
        {
            var cache = tokens.Member("cache") ?? default;
            var reasoning = tokens.Count("reasoning");
            tell(new TurnFact.Used(new TokenUsage(turn.Model, tokens.Count("input"), tokens.Count("output") + reasoning, cache.Count("read"), cache.Count("write"), reasoning, part.Money("cost"))) { IsCall = true });
        }
    }

    private void Failed(JsonElement root, Action<TurnFact> tell)
    {
        var error = root.Member("error") ?? default;
        var data = error.Member("data") ?? default;
        Fail(tell, data.Text("message") ?? error.Text("name") ?? "the request failed", data.Count("statusCode"));
    }
}
