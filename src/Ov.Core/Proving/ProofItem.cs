using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Proving;

/// <summary>What is known of one commit, or of one landing that should be there.</summary>
/// <param name="Commit">Where it is in the history; null for a landing that is in no single commit.</param>
/// <param name="Reason">Why it is not simply proved.</param>
public sealed record ProofItem(ProofState State, string? Commit, string Subject, string? MergeId, string? Branch, string? Task, string? Agent, string? Reason);

/// <summary>How a commit stands up.</summary>
[JsonConverter(typeof(SnakeEnum<ProofState>))]
public enum ProofState
{
    /// <summary>Its receipt is sound and is of this very commit.</summary>
    Proved,

    /// <summary>It brings what a landing with a sound receipt brought, as another commit.</summary>
    Rewritten,

    /// <summary>It has no receipt: it did not come by a landing, or by one of an older ov.</summary>
    Unproved,

    /// <summary>Its receipt says something else than the commit does.</summary>
    False,

    /// <summary>The ledger knows it as landed, and the history has it no more.</summary>
    Missing,
}
