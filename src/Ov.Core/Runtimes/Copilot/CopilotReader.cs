using System.Text;
using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Copilot;

/// <summary>Reads <c>--output-format json</c>. Its last line names the session; tokens lie in a file of their own, which is there before that line.</summary>
internal sealed class CopilotReader(TurnContext turn, string usageFile) : JsonTurnReader
{
    /// <summary>In the last of its words about a session that it does not find.</summary>
    private const string OffersNewSession = "--session-id=";

    private bool _hasResult;

    protected override string? Unfinished => _hasResult ? null : "its output ended without a result";

    protected override bool Read(JsonElement root, Action<TurnFact> tell)
    {
        var data = root.Member("data") ?? default;
        switch (root.Text("type"))
        {
            case "assistant.message" when data.Text("content") is { Length: > 0 } words:
                tell(new TurnFact.Said(words));
                break;
            case "tool.execution_start":
                Start(tell, data.Text("toolCallId"), data.Text("toolName"), data, "arguments");
                break;
            case "tool.execution_complete":
                ToolEnded(data, tell);
                break;
            case "model.call_failure":
                Refused(data, tell);
                break;
            case "session.error":
                Fail(tell, data.Text("message") ?? "the request failed", data.Count("statusCode"));
                break;
            case "result":
                Result(root, tell);
                break;
            // Many more, which say the same in smaller pieces or nothing of the agent.
            case { } other when other.Contains('.', StringComparison.Ordinal):
                break;
            default:
                return false;
        }

        return true;
    }

    protected override TurnFailure? Refusal(int exitCode, string lastWords) =>
        exitCode != 0 && turn.Agent.Session is not null && lastWords.Contains(OffersNewSession, StringComparison.Ordinal) ? new(TurnFailureKind.SessionLost, "the session cannot be resumed") : null;

    /// <summary>A command that exited with a failure is a success with its status beside it.</summary>
    private void ToolEnded(JsonElement data, Action<TurnFact> tell)
    {
        var error = data.Member("error");
        var status = error?.Text("code") == "denied" ? ToolStatus.Denied
            : error is not null || (data.Member("shellExecution") is { } shell && shell.Count("exitCode") != 0) ? ToolStatus.Failed : ToolStatus.Ok;
        var detail = error?.Text("message") ?? (data.Member("result") is { } result ? result.Text("content") : null);
        End(tell, data.Text("toolCallId"), status, detail?.Trim());
    }

    /// <summary>It tries again by itself; what it gives up on comes as an error of the session.</summary>
    private static void Refused(JsonElement data, Action<TurnFact> tell) =>
        tell(FailureWords.Failure(data.Text("errorMessage") ?? "a request failed", data.Count("statusCode")).Fact);

    private void Result(JsonElement root, Action<TurnFact> tell)
    {
        _hasResult = true;
        if (root.Text("sessionId") is { } session)
        {
            tell(new TurnFact.Session(session));
        }

        if (!File.Exists(usageFile))
        {
            return;
        }

        using var usage = JsonDocument.Parse(File.ReadAllText(usageFile, Encoding.UTF8));
        File.Delete(usageFile);
        foreach (var model in usage.RootElement.Member("modelMetrics") is { ValueKind: JsonValueKind.Object } models ? models.EnumerateObject() : [])
        {
            if (model.Value.Member("usage") is { } used)
            {
                var (read, written) = (used.Count("cacheReadTokens"), used.Count("cacheWriteTokens"));
                tell(new TurnFact.Used(
                    new TokenUsage(model.Name, Math.Max(0, used.Count("inputTokens") - read - written), used.Count("outputTokens"), read, written), OfSession: true));
            }
        }
    }
}
