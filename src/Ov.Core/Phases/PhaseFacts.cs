using Ov.Core.Checks;
using Ov.Core.Gates;
using Ov.Core.Templates;

namespace Ov.Core.Phases;

/// <summary>What is known of a task's phases since it was reported last: what came before judged other work.</summary>
/// <param name="Verify">The newest check by the project's gates.</param>
/// <param name="Breaker">The newest breaker gate; it may be older than the report.</param>
/// <param name="HasCommands">Whether the project has gates at all.</param>
/// <param name="Asked">How many helpers each phase was given.</param>
/// <param name="Helping">The phase that a helper works at; null for none.</param>
public sealed record PhaseFacts(
    CheckRecord? Verify, CheckRecord? Review, GateRecord? Confirm, GateRecord? Commit, GateRecord? Breaker, bool HasCommands, IReadOnlyDictionary<Phase, int> Asked, Phase? Helping);
