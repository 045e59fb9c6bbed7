namespace Ov.Core.Merging;

/// <summary>What the gates said about one tree.</summary>
/// <param name="Outcomes">Up to the first red one.</param>
/// <param name="Tail">The end of the red gate's output; empty when all passed.</param>
public sealed record GateRun(IReadOnlyList<GateOutcome> Outcomes, string Tail)
{
    public GateOutcome? Red => Outcomes.FirstOrDefault(o => !o.Passed);

    /// <summary>False when every verdict was known.</summary>
    public bool HasRun => Outcomes.Any(o => !o.Cached);

    /// <summary>The same, told of a gate that was red on this tree before.</summary>
    internal GateRun After(GateOutcome red) => this with { Outcomes = [.. Outcomes.Select(o => o.Name == red.Name && o.Passed ? o with { Flaky = true } : o)] };
}
