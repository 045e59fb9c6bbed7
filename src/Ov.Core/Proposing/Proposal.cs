using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Proposing;

/// <summary>A command that changes something, as an agent at a person's desk wants to run it. Nothing of it is done before the person confirms it.</summary>
/// <param name="Command">Exactly as it was typed, after <c>ov</c>.</param>
/// <param name="Preview">What it would do: the answer of its dry run.</param>
/// <param name="Reason">The person's word to a refusal.</param>
public sealed record Proposal(long Number, string AgentId, string AgentName, string Command, string Preview, ProposalState State, string? Reason, DateTimeOffset MadeAt);

/// <summary>How far a proposal has come.</summary>
[JsonConverter(typeof(SnakeEnum<ProposalState>))]
public enum ProposalState
{
    Pending,

    /// <summary>The agent may run it, once.</summary>
    Confirmed,

    /// <summary>The agent is told so when it tries again.</summary>
    Refused,

    /// <summary>It was run, or its refusal was told.</summary>
    Done,
}
