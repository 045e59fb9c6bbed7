namespace Ov.Core.Ledger;

/// <summary>What an operation says about a change; the ledger adds sequence and time.</summary>
/// <param name="Type">Dotted word such as <c>task.claimed</c>.</param>
public sealed record EventDraft(string Type)
{
    public string? RunId { get; init; }

    /// <summary>Who did it: an agent's name, <c>operator</c>, <c>unidentified</c>, <c>watch</c> or <c>system</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>The agent that the event is about.</summary>
    public string? AgentId { get; init; }

    public string? TaskId { get; init; }

    /// <summary>Any other thing the event is about: message, merge, group, worktree id.</summary>
    public string? Subject { get; init; }

    public string Level { get; init; } = "info";

    public string? Tool { get; init; }

    public long? DurationMs { get; init; }

    /// <summary>A JSON object, or null.</summary>
    public string? Data { get; init; }

    /// <summary>One line for people.</summary>
    public string? Text { get; init; }
}
