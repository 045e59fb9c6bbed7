namespace Ov.Core.Config;

/// <summary>What was used, or is expected to be.</summary>
/// <param name="Minutes">In which turns ran.</param>
/// <param name="Agents">Started; counted for a day only.</param>
public sealed record Spending(long Turns, long Tokens, decimal CostUsd, decimal Minutes, long Agents = 0)
{
    public static readonly Spending None = new(0, 0, 0, 0);

    public Spending Plus(Spending more) => new(Turns + more.Turns, Tokens + more.Tokens, CostUsd + more.CostUsd, Minutes + more.Minutes, Agents + more.Agents);
}
