namespace Ov.Core.Costs;

/// <summary>Tokens of one model, as counted by its maker. The four kinds are apart: input holds nothing that was cached.</summary>
/// <param name="Model">Null when the runtime does not say.</param>
/// <param name="Reasoning">Of the output tokens, those nobody saw; part of <paramref name="Output"/>.</param>
/// <param name="CostUsd">The runtime's own figure, or null.</param>
public sealed record TokenUsage(string? Model, long Input, long Output, long CacheRead, long CacheWrite, long Reasoning = 0, decimal? CostUsd = null)
{
    /// <summary>What is left of counts of a whole session once its earlier turns are taken off; never below zero.</summary>
    public TokenUsage Since(TokenUsage earlier) => this with
    {
        Input = Math.Max(0, Input - earlier.Input), Output = Math.Max(0, Output - earlier.Output), CacheRead = Math.Max(0, CacheRead - earlier.CacheRead),
        CacheWrite = Math.Max(0, CacheWrite - earlier.CacheWrite), Reasoning = Math.Max(0, Reasoning - earlier.Reasoning),
        CostUsd = CostUsd is { } cost ? Math.Max(0, cost - (earlier.CostUsd ?? 0)) : null,
    };
}
