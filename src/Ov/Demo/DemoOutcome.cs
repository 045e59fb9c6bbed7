using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Demo;

/// <summary>What the demo did, read back from ledger and git after it ended.</summary>
/// <param name="TasksClosed">Of how many: <paramref name="TasksTotal"/>.</param>
/// <param name="Conflicted">The entry that conflicted, was sent back and landed after a re-base.</param>
/// <param name="Killed">The worker that was killed with SIGKILL, and who finished its task.</param>
/// <param name="FirstParentCommits">Every commit of the target's first-parent line with the verdict of the tests on it.</param>
/// <param name="ProcessesLeft">Processes of the demo that are still alive; empty when all is well.</param>
internal sealed record DemoOutcome(
    string Repository, bool Kept, string Target, int TasksClosed, int TasksTotal, bool GroupClosed, DemoConflict? Conflicted, DemoKill? Killed,
    IReadOnlyList<DemoCommit> FirstParentCommits, IReadOnlyList<int> ProcessesLeft, IReadOnlyList<string> Graph, long ElapsedMs,
    IReadOnlyList<string> Failures);

internal sealed record DemoConflict(string Id, string Branch, string Reason, string? LandedCommit);

internal sealed record DemoKill(int Pid, string Agent, int Incarnation, string? Successor, int? SuccessorIncarnation);

internal sealed record DemoCommit(string Commit, string Subject, bool TestsGreen);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(DemoOutcome))]
internal sealed partial class DemoJson : JsonSerializerContext;
