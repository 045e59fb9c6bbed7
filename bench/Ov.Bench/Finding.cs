namespace Ov.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Row">What was measured.</param>
/// <param name="Against">The other side, or empty for an absolute figure.</param>
/// <param name="Ours">In words, with its unit.</param>
/// <param name="Theirs">In words, with its unit.</param>
/// <param name="Result">The figure that counts.</param>
/// <param name="Aim">In words; null when there is none.</param>
/// <param name="Met">Null when there is no aim.</param>
internal sealed record Finding(string Row, string Against, string Ours, string Theirs, string Result, string? Aim = null, bool? Met = null)
{
    /// <summary>A ratio with an upper bound, or with none.</summary>
    public static Finding Ratio(string row, string against, Pairs pairs, double? atMost = null) => new(
        row, against, $"{pairs.Ours:0.00} ms", $"{pairs.Theirs:0.00} ms", $"{pairs.Ratio:0.00} ×",
        atMost is { } limit ? $"≤ {limit:0.##} ×" : null, atMost is { } bound ? pairs.Ratio <= bound : null);

    /// <summary>What could not be measured misses its aim: a check must not pass for want of a figure.</summary>
    public static Finding Missing(string row, string against, string why, bool hasAim) =>
        new(row, against, "", "", $"not measured: {why}", hasAim ? "a figure" : null, hasAim ? false : null);
}
