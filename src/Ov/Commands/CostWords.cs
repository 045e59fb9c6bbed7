using System.Globalization;
using Ov.Core.Costs;

namespace Ov.Commands;

/// <summary>Tokens and money for people.</summary>
internal static class CostWords
{
    public static string Number(decimal count) => count.ToString("#,0.#", CultureInfo.InvariantCulture);

    public static string Money(decimal dollars) => dollars.ToString("$#,0.00##", CultureInfo.InvariantCulture);

    public static string Sentence(CostSum used) =>
        $"{Number(used.InputTokens)} in, {Number(used.OutputTokens)} out, {Number(used.CacheReadTokens)} read from and {Number(used.CacheWriteTokens)} written to the cache{(used.CostUsd is { } cost ? $"; {Money(cost)}" : "")}";
}
