namespace Ov.Core.Costs;

/// <summary>What a model costs, in US dollars for a million tokens of each kind.</summary>
public sealed record Price(string Model, decimal Input, decimal Output, decimal CacheRead, decimal CacheWrite)
{
    private const decimal Million = 1_000_000m;

    /// <summary>In US dollars.</summary>
    public decimal Of(TokenUsage used) => (used.Input * Input + used.Output * Output + used.CacheRead * CacheRead + used.CacheWrite * CacheWrite) / Million;
}
