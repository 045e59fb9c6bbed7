namespace Ov.Core.Merging;

/// <summary>What the gates said about one tree.</summary>
/// <param name="Outcomes">Up to the first red one.</param>
/// <param name="Tail">The end of the red gate's output; empty when all passed.</param>
public sealed record GateRun(IReadOnlyList<GateOutcome> Outcomes, string Tail)
{
    public GateOutcome? Red => Outcomes.FirstOrDefault(o => !o.Passed);
}
