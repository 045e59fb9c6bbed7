using System.Text.Json.Serialization;
using Ov.Core.Json;

namespace Ov.Core.Costs;

/// <summary>Tokens and money, the dearest first.</summary>
/// <param name="By">What the rows stand for.</param>
/// <param name="Totals">Of all rows, those beyond the limit too.</param>
/// <param name="Burn">With <c>--live</c>: what the last minutes used, for each minute.</param>
/// <param name="More">True when there are rows beyond the limit.</param>
public sealed record CostReport(string By, IReadOnlyList<CostRow> Rows, CostSum Totals, BurnRate? Burn, int Total, bool More);

/// <summary>One agent, role, task, run, model, runtime or day.</summary>
/// <param name="Name">A task's number and title; "unknown" for a model that its runtime does not name.</param>
public sealed record CostRow(string Name, CostSum Used);

/// <summary>What some turns used. The four kinds of tokens are apart: input holds nothing that was cached.</summary>
/// <param name="CostUsd">The runtimes' own figures; null when none told any.</param>
/// <param name="EstimatedUsd">By the price table, what the rest cost when it was used, where its model has a price; null when none has.</param>
/// <param name="UnpricedTokens">Those with neither.</param>
public sealed record CostSum(
    long Turns, long InputTokens, long OutputTokens, long CacheReadTokens, long CacheWriteTokens, decimal? CostUsd, decimal? EstimatedUsd, long UnpricedTokens, DateTimeOffset? LastAt)
{
    internal long Tokens => InputTokens + OutputTokens + CacheReadTokens + CacheWriteTokens;

    internal static CostSum Of(IReadOnlyCollection<CostSum> parts) => new(
        parts.Sum(part => part.Turns), parts.Sum(part => part.InputTokens), parts.Sum(part => part.OutputTokens), parts.Sum(part => part.CacheReadTokens), parts.Sum(part => part.CacheWriteTokens),
        Known(parts, part => part.CostUsd), Known(parts, part => part.EstimatedUsd), parts.Sum(part => part.UnpricedTokens), parts.Max(part => part.LastAt));

    private static decimal? Known(IReadOnlyCollection<CostSum> parts, Func<CostSum, decimal?> figure) => parts.Any(part => figure(part) is not null) ? parts.Sum(figure) : null;
}

/// <param name="CostUsdPerMinute">Null when no runtime told a figure.</param>
/// <param name="EstimatedUsdPerMinute">Of what was told without one; null when no model of it has a price.</param>
public sealed record BurnRate(decimal TokensPerMinute, decimal? CostUsdPerMinute, decimal? EstimatedUsdPerMinute);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(UtcMillis)])]
[JsonSerializable(typeof(CostReport))]
[JsonSerializable(typeof(MetricsReport))]
public sealed partial class CostJson : JsonSerializerContext;
