using System.Globalization;

namespace Ov.Core.Config;

/// <summary>The most that one agent of a role may use for its task; null is no limit.</summary>
/// <param name="Tokens">In and out, without what a cache gave.</param>
/// <param name="CostUsd">As far as the runtime tells what it cost.</param>
public sealed record RoleBudget(int? Turns, int? Tokens, decimal? CostUsd)
{
    public static readonly RoleBudget None = new(null, null, null);

    /// <summary>What is used up, in words; null while something is left of everything.</summary>
    public string? Spent(int turns, long tokens, decimal? costUsd) =>
        turns >= Turns ? Sentence($"its {Turns} turns")
        : tokens >= Tokens ? Sentence($"its {Tokens} tokens")
        : costUsd >= CostUsd ? Sentence($"its {CostUsd} USD") : null;

    /// <summary>What is used up to four fifths or more, in words; null while there is more of everything.</summary>
    public string? NearlySpent(int turns, long tokens, decimal? costUsd) =>
        turns >= Turns * 0.8m ? Sentence($"{turns} of its {Turns} turns")
        : tokens >= Tokens * 0.8m ? Sentence($"{tokens} of its {Tokens} tokens")
        : costUsd >= CostUsd * 0.8m ? Sentence($"{costUsd} of its {CostUsd} USD") : null;

    /// <summary>The limits in words, none for no limit.</summary>
    public IReadOnlyList<string> Limits =>
    [
        .. Turns is { } turns ? [Sentence($"{turns} turns")] : Array.Empty<string>(), .. Tokens is { } tokens ? [Sentence($"{tokens} tokens")] : Array.Empty<string>(),
        .. CostUsd is { } cost ? [Sentence($"{cost} USD")] : Array.Empty<string>(),
    ];

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
