using System.Globalization;
using Ov.Core.Config;

namespace Ov.Core.Budgets;

/// <summary>What a sling of several agents may come to at worst.</summary>
/// <param name="Each">The most that one of them may use.</param>
/// <param name="Day">The day's limits, with what is used of them.</param>
public sealed record FanOut(int Agents, Budget Each, IReadOnlyList<BudgetLimit> Day)
{
    /// <summary>Null for a single one.</summary>
    internal static FanOut? Of(OvApp app, Ledger.Sql sql, int agents, string role)
    {
        var (most, budgets) = (Math.Min(agents, app.Config.Agents.MaxConcurrent), TeamBudgets.In(app.Config, role));
        return most < 2 ? null : new FanOut(most, budgets.Agent, budgets.Day.Of(SpentStore.OfDay(sql, app.Ledger.Now)));
    }

    public string Sentence => $"{Count} agents at once, {Own}.{(Day.Count == 0 ? "" : $" Left of the day's budget: {string.Join(", ", Day.Select(Left))}.")}";

    private string Count => Agents.ToString(CultureInfo.InvariantCulture);

    private string Own => Each.Of(Spending.None) is { Count: > 0 } limits
        ? $"at worst {string.Join(", ", limits.Select(limit => Text(limit.Most * Agents, limit)))} ({string.Join(", ", limits.Select(limit => limit.Text))} each)"
        : "each without a limit of its own (budgets.agent sets one)";

    private static string Left(BudgetLimit limit) => Text(Math.Max(0, limit.Most - limit.Used), limit);

    private static string Text(decimal amount, BudgetLimit limit) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} {limit.Unit}");
}
