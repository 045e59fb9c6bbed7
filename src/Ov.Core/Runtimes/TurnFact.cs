using System.Text.Json.Nodes;
using Ov.Core.Costs;

namespace Ov.Core.Runtimes;

/// <summary>One thing that a runtime's output says, in our own event model.</summary>
public abstract record TurnFact
{
    /// <summary>The session this turn runs in.</summary>
    public sealed record Session(string Id, string? Model = null) : TurnFact;

    /// <summary>Words of the agent, whole, not piece by piece.</summary>
    public sealed record Said(string Text) : TurnFact;

    /// <param name="Id">Pairs the end with the start.</param>
    /// <param name="Input">Key fields of the input, such as command or path.</param>
    public sealed record ToolStarted(string? Id, string Tool, IReadOnlyList<KeyValuePair<string, string>> Input) : TurnFact;

    /// <param name="Detail">First words of a failure.</param>
    public sealed record ToolEnded(string? Id, string Tool, ToolStatus Status, string? Detail = null) : TurnFact
    {
        /// <summary>How long it took, where the runtime says so; else the time between the two facts counts.</summary>
        public long? DurationMs { get; init; }
    }

    /// <param name="OfSession">The counts are those of the whole session, not of this turn alone.</param>
    public sealed record Used(TokenUsage Usage, bool OfSession = false) : TurnFact
    {
        /// <summary>The counts are those of one call of the model: what went in is the conversation so far.</summary>
        public bool IsCall { get; init; }

        /// <summary>What this turn alone used, where the runtime tells both; it does not say the price of it.</summary>
        public TokenUsage? OfTurn { get; init; }
    }

    /// <summary>How many tokens the conversation takes now.</summary>
    /// <param name="Window">Of the model, where the runtime says it.</param>
    public sealed record Filled(long Tokens, long? Window = null) : TurnFact;

    /// <summary>The account's limit, or an overload: nothing to blame the agent for.</summary>
    public sealed record Limited(string Message, DateTimeOffset? Until = null) : TurnFact;

    /// <summary>A warning or a failure that need not end the turn.</summary>
    public sealed record Trouble(string Message) : TurnFact;

    /// <summary>A line that nobody understood; the turn's log has it whole.</summary>
    public sealed record Unread(string Line) : TurnFact;
}

/// <summary>How a tool call ended.</summary>
public enum ToolStatus
{
    Ok,
    Failed,

    /// <summary>Refused by a rule, a permission or a person.</summary>
    Denied,
}
