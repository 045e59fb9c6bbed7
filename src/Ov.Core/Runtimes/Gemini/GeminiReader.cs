using System.Text;
using System.Text.Json;
using Ov.Core.Costs;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Gemini;

/// <summary>Reads <c>--output-format stream-json</c>. Words come in pieces; a command that failed is a success with a sentence in its output.</summary>
internal sealed class GeminiReader(TurnContext turn) : ITurnReader
{
    private const string Failed = "Command exited with code";
    private const int NoSuchSession = 42;
    private const int NoLogin = 41;

    private readonly Dictionary<string, string> _tools = [];
    private readonly StringBuilder _words = new();
    private TurnFailure? _failure;
    private bool _hasResult;

    public void Line(string line, Action<TurnFact> tell)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var type = root.Text("type");
        if (type is "message" && root.Text("role") == "assistant")
        {
            _words.Append(root.Text("content"));
            return;
        }

        Say(tell);
        switch (type)
        {
            case "init" when root.Text("session_id") is { } session:
                tell(new TurnFact.Session(session, root.Text("model")));
                break;
            case "tool_use":
                ToolStarted(root, tell);
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
                tell(new TurnFact.Unread(line));
                break;
        }
    }

    public TurnFailure? Verdict(int exitCode, string lastWords) =>
        _failure
        ?? (exitCode == NoSuchSession && turn.Agent.Session is not null ? new(TurnFailureKind.SessionLost, "the session cannot be resumed")
            : exitCode == NoLogin ? new(TurnFailureKind.Login, lastWords.Length > 0 ? lastWords : "not logged in")
            : TurnFailure.OfEnd(exitCode, lastWords, _hasResult ? null : "its output ended without a result"));

    private void Say(Action<TurnFact> tell)
    {
        if (_words.Length > 0)
        {
            tell(new TurnFact.Said(_words.ToString()));
            _words.Clear();
        }
    }

    private void ToolStarted(JsonElement root, Action<TurnFact> tell)
    {
        var (id, tool) = (root.Text("tool_id") ?? "", root.Text("tool_name") ?? "unknown");
        _tools[id] = tool;
        tell(new TurnFact.ToolStarted(id, tool, ToolInput.Of(root, "parameters")));
    }

    private void ToolEnded(JsonElement root, Action<TurnFact> tell)
    {
        var id = root.Text("tool_id") ?? "";
        var output = root.Text("output");
        var status = root.Text("status") == "error" ? root.Member("error") is { } error && error.Text("type") == "policy_violation" ? ToolStatus.Denied : ToolStatus.Failed
            : output?.Contains(Failed, StringComparison.Ordinal) == true ? ToolStatus.Failed : ToolStatus.Ok;
        tell(new TurnFact.ToolEnded(id, _tools.GetValueOrDefault(id, "unknown"), status, status == ToolStatus.Ok ? null : output));
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
            _failure = FailureWords.Failure(root.Member("error") is { } error ? error.Text("message") ?? "the request failed" : "the request failed");
            tell(_failure.Fact);
        }
    }
}
