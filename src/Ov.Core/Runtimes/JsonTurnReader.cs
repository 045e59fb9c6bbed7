using System.Text.Json;

namespace Ov.Core.Runtimes;

/// <summary>Reads a stream with one JSON document a line. A line that the client's reader does not know is told as it came.</summary>
internal abstract class JsonTurnReader : ITurnReader
{
    private readonly Dictionary<string, string> _tools = [];

    /// <summary>Why the request failed, as far as the stream has said so.</summary>
    protected TurnFailure? Failure { get; set; }

    /// <summary>What is wrong with an output that ends here; null once it is whole.</summary>
    protected abstract string? Unfinished { get; }

    public void Line(string line, Action<TurnFact> tell)
    {
        using var document = JsonDocument.Parse(line);
        if (!Read(document.RootElement, tell))
        {
            tell(new TurnFact.Unread(line));
        }
    }

    public TurnFailure? Verdict(int exitCode, string lastWords) =>
        Failure ?? Refusal(exitCode, lastWords) ?? TurnFailure.OfEnd(exitCode, lastWords, Unfinished);

    /// <returns>False for a line of no known kind.</returns>
    protected abstract bool Read(JsonElement root, Action<TurnFact> tell);

    /// <summary>What the process said by its status and last words where its stream says nothing: a session that is gone, no login.</summary>
    protected abstract TurnFailure? Refusal(int exitCode, string lastWords);

    /// <summary>The request failed, with the status of the answer where there was one.</summary>
    protected void Fail(Action<TurnFact> tell, string words, long status = 0)
    {
        Failure = FailureWords.Failure(words, status);
        tell(Failure.Fact);
    }

    protected void Start(Action<TurnFact> tell, string? id, string? tool, JsonElement call, string input)
    {
        _tools[id ?? ""] = tool ?? "unknown";
        tell(new TurnFact.ToolStarted(id, tool ?? "unknown", ToolInput.Of(call, input)));
    }

    /// <summary>Tells the end of a call under the name that it started with.</summary>
    /// <param name="words">What it answered; kept only of a call that did not go well.</param>
    protected void End(Action<TurnFact> tell, string? id, ToolStatus status, string? words) =>
        tell(new TurnFact.ToolEnded(id, _tools.GetValueOrDefault(id ?? "", "unknown"), status, status == ToolStatus.Ok ? null : words));
}
