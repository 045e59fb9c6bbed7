using System.Text;
using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Copilot;

/// <summary>Reads <c>--output-format json</c>. Its last line names the session; tokens lie in a file of their own, which is there before that line.</summary>
internal sealed class CopilotReader(TurnContext turn, string usageFile) : ITurnReader
{
    /// <summary>In the last of its words about a session that it does not find.</summary>
    private const string OffersNewSession = "--session-id=";

    private readonly Dictionary<string, string> _tools = [];
    private TurnFailure? _failure;
    private bool _hasResult;

    public void Line(string line, Action<TurnFact> tell)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var data = root.Member("data") ?? default;
        switch (root.Text("type"))
        {
            case "assistant.message" when data.Text("content") is { Length: > 0 } words:
                tell(new TurnFact.Said(words));
                break;
            case "tool.execution_start":
                var (id, tool) = (data.Text("toolCallId") ?? "", data.Text("toolName") ?? "unknown");
                _tools[id] = tool;
                tell(new TurnFact.ToolStarted(id, tool, ToolInput.Of(data, "arguments")));
                break;
            case "tool.execution_complete":
                ToolEnded(data, tell);
                break;
            case "model.call_failure":
                Refused(data, tell);
                break;
            case "session.error":
                _failure = FailureWords.Failure(data.Text("message") ?? "the request failed", data.Count("statusCode"));
                tell(_failure.Fact);
                break;
            case "result":
                Result(root, tell);
                break;
            // Many more, which say the same in smaller pieces or nothing of the agent.
            case { } other when other.Contains('.', StringComparison.Ordinal):
                break;
            default:
                tell(new TurnFact.Unread(line));
                break;
        }
    }

    public TurnFailure? Verdict(int exitCode, string lastWords) =>
        _failure
        ?? (exitCode != 0 && turn.Agent.Session is not null && lastWords.Contains(OffersNewSession, StringComparison.Ordinal) ? new(TurnFailureKind.SessionLost, "the session cannot be resumed")
            : TurnFailure.OfEnd(exitCode, lastWords, _hasResult ? null : "its output ended without a result"));

    /// <summary>A command that exited with a failure is a success with its status beside it.</summary>
    private void ToolEnded(JsonElement data, Action<TurnFact> tell)
    {
        var id = data.Text("toolCallId") ?? "";
        var error = data.Member("error");
        var status = error?.Text("code") == "denied" ? ToolStatus.Denied
            : error is not null || (data.Member("shellExecution") is { } shell && shell.Count("exitCode") != 0) ? ToolStatus.Failed : ToolStatus.Ok;
        var detail = error?.Text("message") ?? (data.Member("result") is { } result ? result.Text("content") : null);
        tell(new TurnFact.ToolEnded(id, _tools.GetValueOrDefault(id, "unknown"), status, status == ToolStatus.Ok ? null : detail?.Trim()));
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
