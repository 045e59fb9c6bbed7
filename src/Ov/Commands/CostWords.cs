using System.Globalization;
using Ov.Core.Costs;

namespace Ov.Commands;

/// <summary>Tokens and money for people.</summary>
internal static class CostWords
{
    public static string Number(decimal count) => count.ToString("#,0.#", CultureInfo.InvariantCulture);

    public static string Money(decimal dollars) => dollars.ToString("$#,0.00##", CultureInfo.InvariantCulture);

    /// <summary>What was told and what is estimated, together; <c>~</c> says that some of it is an estimate. Null when there is neither.</summary>
    public static string? Spent(decimal? told, decimal? estimated) =>
        estimated is { } guess ? $"~{Money((told ?? 0) + guess)}" : told is { } cost ? Money(cost) : null;

    /// <inheritdoc cref="Spent(decimal?, decimal?)"/>
    public static string? Spent(CostSum used) => Spent(used.CostUsd, used.EstimatedUsd);

    public static string Sentence(CostSum used) =>
        $"{Number(used.InputTokens)} in, {Number(used.OutputTokens)} out, {Number(used.CacheReadTokens)} read from and {Number(used.CacheWriteTokens)} written to the cache{(Spent(used) is { } cost ? $"; {cost}" : "")}";
}
