using System.Text.Json.Serialization;
using Ov.Core.Costs;

namespace Ov.Core.Inspecting;

/// <summary>What one agent is at; Overstory's field names where they fit.</summary>
/// <param name="RecentToolCalls">Newest last.</param>
/// <param name="CurrentFile">The file that its newest call about a file names.</param>
/// <param name="ToolStats">Of its last thousand events, the most used first.</param>
/// <param name="OpenQuestion">What it asked and has no answer to.</param>
/// <param name="Children">Live agents that it answers for.</param>
/// <param name="Events">What else happened, newest last.</param>
/// <param name="Usage">What this incarnation has used, from its runtime's own figures.</param>
public sealed record AgentInspection(
    AgentItem Session, long TimeSinceLastActivityMs, InspectedTurn Turn, InspectedMail Mail, InspectedQuestion? OpenQuestion, IReadOnlyList<InspectedChild> Children,
    IReadOnlyList<ToolCall> RecentToolCalls, string? CurrentFile, IReadOnlyList<ToolStat> ToolStats, IReadOnlyList<InspectedEvent> Events, CostSum Usage)
{
    /// <summary>How full its model's window is; absent where its runtime does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Agents.AgentContext? Context { get; init; }
}

/// <param name="Number">0 before its first.</param>
/// <param name="DurationMs">Of the last turn that ended, or how long the present one has been running.</param>
/// <param name="Outcome">How the last one ended; null while one runs.</param>
/// <param name="FailedTurns">How many failed in a row.</param>
/// <param name="LogFile">Its whole output.</param>
/// <param name="Output">The last lines of it, without secrets of known shapes.</param>
public sealed record InspectedTurn(int Number, bool Running, DateTimeOffset? StartedAt, long? DurationMs, string? Outcome, int FailedTurns, string? LogFile, IReadOnlyList<string> Output);

/// <param name="Waiting">Sent to it and not yet shown.</param>
/// <param name="InHand">Shown to it and not yet acknowledged.</param>
/// <param name="LastSentAt">When it last wrote to anybody.</param>
public sealed record InspectedMail(long Waiting, long InHand, DateTimeOffset? LastSentAt);

public sealed record InspectedQuestion(string Id, string To, string Subject, DateTimeOffset AskedAt);

public sealed record InspectedChild(string AgentName, string Capability, Agents.AgentState State, int? TaskNumber);

public sealed record InspectedEvent(DateTimeOffset CreatedAt, string EventType, string Level, string? Text);
