namespace Ov.Core.Planning;

/// <summary>What a proposal says beside its task (S0-48).</summary>
/// <param name="Hypothesis">If this is done, that follows.</param>
/// <param name="Validation">By what one will see whether it did.</param>
/// <param name="Tangential">It lies beside the goals of the run.</param>
public sealed record EmergentDraft(string Hypothesis, string Domain, IReadOnlyList<string> Validation, bool Tangential)
{
    /// <summary>The parts of the task's text that an agent reads.</summary>
    public string Body(string more) => string.Join("\n\n", new[]
    {
        more.Trim(), $"## Hypothesis\n{Hypothesis}", $"## Validation\n{string.Join('\n', Validation.Select(by => $"- {by}"))}",
    }.Where(part => part.Length > 0));
}

/// <summary>A task that nobody asked for, and what was decided of it.</summary>
/// <param name="RoundId">The planner's task in whose course it was proposed; null for none.</param>
/// <param name="Verdict">Null while nobody has decided.</param>
/// <param name="Recommended">What the record spoke for when the verdict fell.</param>
public sealed record EmergentTask(
    string TaskId, string RunId, string Hypothesis, string Domain, IReadOnlyList<string> Validation, bool Tangential, string? RoundId,
    TriageVerdict? Verdict, TriageVerdict? Recommended, string? Reason, string? DecidedBy, DateTimeOffset? DecidedAt);
