using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Pi;

/// <summary>
/// Reads <c>--mode json</c>, which ends with status 0 even when the request failed: the last message judges. Each message comes again
/// at the end of its turn and of the whole run; it is counted once.
/// </summary>
internal sealed class PiReader : JsonTurnReader
{
    /// <summary>With a session of another folder it asks this, gets no answer, and ends with status 0.</summary>
    private const string OtherFolder = "Fork this session into current directory?";

    private bool _hasEnded;

    protected override string? Unfinished => _hasEnded ? null : "its output ended before the agent had";

    protected override bool Read(JsonElement root, Action<TurnFact> tell)
    {
        switch (root.Text("type"))
        {
            case "session" when root.Text("id") is { } session:
                tell(new TurnFact.Session(session));
                break;
            case "message_end" when root.Member("message") is { } message && message.Text("role") == "assistant":
                Message(message, tell);
                break;
            case "tool_execution_start":
                tell(new TurnFact.ToolStarted(root.Text("toolCallId"), root.Text("toolName") ?? "unknown", ToolInput.Of(root, "args")));
                break;
            case "tool_execution_end":
                ToolEnded(root, tell);
                break;
            case "agent_start":
                (_hasEnded, Failure) = (false, null);
                break;
            case "agent_end":
                _hasEnded = true;
                Failure = root.Items("messages").LastOrDefault() is { ValueKind: JsonValueKind.Object } last ? FailureIn(last) : null;
                break;
            case "auto_retry_start":
                Retry(root, tell);
                break;
            case "turn_start" or "turn_end" or "message_start" or "message_update" or "message_end" or "tool_execution_update" or "queue_update" or "compaction_start" or "compaction_end" or "auto_retry_end":
                break;
            default:
                return false;
        }

        return true;
    }

    protected override TurnFailure? Refusal(int exitCode, string lastWords) =>
        lastWords.Contains("No session found matching", StringComparison.Ordinal) || lastWords.Contains(OtherFolder, StringComparison.Ordinal) ? new(TurnFailureKind.SessionLost, lastWords) : null;

    private static void Message(JsonElement message, Action<TurnFact> tell)
    {
        foreach (var text in message.Items("content").Where(block => block.Text("type") == "text").Select(block => block.Text("text")).OfType<string>().Where(text => text.Length > 0))
        {
            tell(new TurnFact.Said(text));
        }

        if (FailureIn(message) is { } failure)
        {
            tell(failure.Fact);
        }

        if (message.Member("usage") is { } usage && usage.Count("totalTokens") > 0)
        {
            tell(new TurnFact.Used(new TokenUsage(
                message.Text("model"), usage.Count("input"), usage.Count("output"), usage.Count("cacheRead"), usage.Count("cacheWrite"), 0, usage.Member("cost") is { } cost ? cost.Money("total") : null)) { IsCall = true });
        }
    }

    private static void ToolEnded(JsonElement root, Action<TurnFact> tell)
    {
        var isError = root.IsTrue("isError");
        var words = isError && root.Member("result") is { } result ? result.Items("content").Select(block => block.Text("text")).FirstOrDefault(text => text is not null) : null;
        var status = !isError ? ToolStatus.Ok : words?.StartsWith(PiExtension.Mark, StringComparison.Ordinal) == true ? ToolStatus.Denied : ToolStatus.Failed;
        tell(new TurnFact.ToolEnded(root.Text("toolCallId"), root.Text("toolName") ?? "unknown", status, words));
    }

    private static void Retry(JsonElement root, Action<TurnFact> tell) => tell(FailureWords.Failure(root.Text("errorMessage") ?? "the request is sent again").Fact);

    private static TurnFailure? FailureIn(JsonElement message) => message.Text("stopReason") is "error" or "aborted"
        ? FailureWords.Failure(message.Text("errorMessage") ?? "the request failed") : null;
}
