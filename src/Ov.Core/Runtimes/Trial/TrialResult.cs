using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Runtimes.Trial;

/// <summary>What came of trying one runtime.</summary>
/// <param name="Reason">Why it was skipped, or what went wrong; null when all went well.</param>
/// <param name="Permission">What the turn was allowed, in the runtime's own terms.</param>
/// <param name="GuardWords">How the rules of a role are held against it.</param>
/// <param name="Command">The command line; words in capitals stand for what only a real turn knows.</param>
/// <param name="Checks">Empty when no turn was run.</param>
/// <param name="Changes">What this version does otherwise than the one that ov knows, a sentence each.</param>
/// <param name="Said">The agent's last words.</param>
public sealed record TrialResult(
    string Name, string Title, TrialOutcome Outcome, string? Reason, string? Version, string? TestedVersion, string Permission, string GuardWords, IReadOnlyList<string> Command,
    IReadOnlyList<TrialCheck> Checks, IReadOnlyList<string> Changes, string? Said, long ElapsedMs);

/// <param name="What">edit, commit or mail.</param>
/// <param name="Way">direct, or outbox where the sandbox forbids it and the host did it; null when it was not proven.</param>
public sealed record TrialCheck(string What, bool Proven, string? Way);

/// <summary>How a trial came out.</summary>
[JsonConverter(typeof(SnakeEnum<TrialOutcome>))]
public enum TrialOutcome
{
    /// <summary>It edited, committed and sent mail.</summary>
    Proven,

    Failed,

    /// <summary>It is not here, or not approved.</summary>
    Skipped,

    /// <summary>Only told, not run.</summary>
    Rehearsed,
}
