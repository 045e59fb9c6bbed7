namespace Ov.Core.Watching;

/// <summary>What one tick decided.</summary>
public sealed record TickReport(bool DryRun, IReadOnlyList<TickDecision> Decisions)
{
    /// <summary>False when the tick changed nothing at all.</summary>
    public bool HasActed => Decisions.Any(decision => decision.Done);
}
