using System.Globalization;

namespace Ov.Core.Config;

/// <summary>The most that an agent, a task, a run or a day may use; null is no limit.</summary>
/// <param name="Tokens">In and out, without what a cache gave.</param>
/// <param name="CostUsd">As far as the runtime tells what it cost.</param>
/// <param name="Minutes">In which turns ran, all agents' added up.</param>
public sealed record Budget(int? Turns, int? Tokens, decimal? CostUsd, int? Minutes = null)
{
    public static readonly Budget None = new(null, null, null);

    /// <summary>Agents that are started; of a day only.</summary>
    public int? Agents { get; init; }

    /// <summary>What is used up, in words; null while something is left of everything.</summary>
    /// <param name="whose">Whose it is: <c>its</c>, <c>its task's</c>.</param>
    public string? Spent(Spending used, string whose = "its") => Of(used).FirstOrDefault(limit => limit.IsSpent) is { } limit ? $"{whose} {limit.Text}" : null;

    /// <summary>What is used up to four fifths or more, or to its last turn, in words; null while there is more of everything (S3-42).</summary>
    public string? NearlySpent(Spending used, string whose = "its") =>
        Of(used).FirstOrDefault(limit => limit.IsNearlySpent || limit.IsAtLastTurn) is { } limit ? Sentence($"{limit.Used} of {whose} {limit.Text}") : null;

    /// <summary>The limits in words, none for no limit.</summary>
    public IReadOnlyList<string> Limits => [.. Of(Spending.None).Select(limit => limit.Text)];

    /// <summary>Each limit that is set, with what is used of it.</summary>
    public IReadOnlyList<BudgetLimit> Of(Spending used) =>
    [
        .. Limit("maxAgents", "agents", Agents, used.Agents), .. Limit("maxTurns", "turns", Turns, used.Turns), .. Limit("maxTokens", "tokens", Tokens, used.Tokens),
        .. Limit("maxCostUsd", "USD", CostUsd, used.CostUsd), .. Limit("maxMinutes", "minutes", Minutes, decimal.Round(used.Minutes, 1)),
    ];

    private static BudgetLimit[] Limit(string word, string unit, decimal? most, decimal used) => most is { } limit ? [new BudgetLimit(word, unit, limit, used)] : [];

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One limit of a budget.</summary>
/// <param name="Word">Its key in the configuration.</param>
public sealed record BudgetLimit(string Word, string Unit, decimal Most, decimal Used)
{
    public bool IsSpent => Used >= Most;

    public bool IsNearlySpent => Used >= Most * 0.8m;

    /// <summary>Of few turns the last one comes before four fifths are used.</summary>
    public bool IsAtLastTurn => Word == "maxTurns" && Used > 0 && Used == Most - 1;

    /// <summary>As in "20 turns".</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Most} {Unit}");

    /// <summary>As in "8 of 10 turns".</summary>
    public string State => string.Create(CultureInfo.InvariantCulture, $"{Used} of {Text}");
}
