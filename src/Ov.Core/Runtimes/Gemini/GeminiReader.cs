using System.Text;
using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Gemini;

/// <summary>Reads <c>--output-format stream-json</c>. Words come in pieces; a command that failed is a success with a sentence in its output.</summary>
internal sealed class GeminiReader(TurnContext turn) : JsonTurnReader
{
    private const string Failed = "Command exited with code";
    private const int NoSuchSession = 42;
    private const int NoLogin = 41;

    private readonly StringBuilder _words = new();
    private bool _hasResult;

    protected override string? Unfinished => _hasResult ? null : "its output ended without a result";

    protected override bool Read(JsonElement root, Action<TurnFact> tell)
    {
        var type = root.Text("type");
        if (type is "message" && root.Text("role") == "assistant")
        {
            _words.Append(root.Text("content"));
            return true;
        }

        Say(tell);
        switch (type)
        {
            case "init" when root.Text("session_id") is { } session:
                tell(new TurnFact.Session(session, root.Text("model")));
                break;
            case "tool_use":
                Start(tell, root.Text("tool_id"), root.Text("tool_name"), root, "parameters");
                break;
            case "tool_result":
                ToolEnded(root, tell);
                break;
            case "error":
                tell(new TurnFact.Trouble(root.Text("message") ?? "a warning without words"));
                break;
            case "result":
                Result(root, tell);
                break;
            case "message":
                break;
            default:
                return false;
        }

        return true;
    }

    protected override TurnFailure? Refusal(int exitCode, string lastWords) =>
        exitCode == NoSuchSession && turn.Agent.Session is not null ? new(TurnFailureKind.SessionLost, "the session cannot be resumed")
        : exitCode == NoLogin ? new(TurnFailureKind.Login, lastWords.Length > 0 ? lastWords : "not logged in") : null;

    private void Say(Action<TurnFact> tell)
    {
        if (_words.Length > 0)
        {
            tell(new TurnFact.Said(_words.ToString()));
            _words.Clear();
        }
    }

    private void ToolEnded(JsonElement root, Action<TurnFact> tell)
    {
        var output = root.Text("output");
        var status = root.Text("status") == "error" ? root.Member("error") is { } error && error.Text("type") == "policy_violation" ? ToolStatus.Denied : ToolStatus.Failed
            : output?.Contains(Failed, StringComparison.Ordinal) == true ? ToolStatus.Failed : ToolStatus.Ok;
        End(tell, root.Text("tool_id"), status, output);
    }

    private void Result(JsonElement root, Action<TurnFact> tell)
    {
        _hasResult = true;
        foreach (var model in root.Member("stats") is { } stats && stats.Member("models") is { ValueKind: JsonValueKind.Object } models ? models.EnumerateObject() : [])
        {
            var (input, cached) = (model.Value.Count("input_tokens"), model.Value.Count("cached"));
            tell(new TurnFact.Used(new TokenUsage(model.Name, Math.Max(0, input - cached), model.Value.Count("output_tokens"), cached, 0)));
        }

        if (root.Text("status") == "error")
        {
            Fail(tell, (root.Member("error") is { } error ? error.Text("message") : null) ?? "the request failed");
        }
    }
}
