using System.Globalization;

namespace Ov.Core.Config;

/// <summary>Reads limits: those of <c>budgets</c>, and the same words among a role's rules.</summary>
internal static class BudgetReader
{
    /// <summary>Whose limits there are.</summary>
    private static readonly string[] Scopes = ["agent", "task", "run", "day"];

    public static readonly string[] Words = ["maxTurns", "maxTokens", "maxCostUsd", "maxMinutes"];

    public static IReadOnlyDictionary<string, Budget> Budgets(ConfigNode node, string key, ConfigComplaints complaints)
    {
        var budgets = new Dictionary<string, Budget>();
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, ConfigKeys.Budgets.Allowed);
            return budgets;
        }

        foreach (var (scope, limits) in map.Entries.Where(entry => !entry.Value.IsEmpty))
        {
            var place = $"{key}.{scope}";
            if (!Scopes.Contains(scope))
            {
                complaints.Unknown(limits, place, Nearest.To(scope, Scopes) is { } near ? $"{key}.{near}" : null);
            }
            else if (limits is ConfigMap words)
            {
                Known(words, place, scope == "day" ? [.. Words, "maxAgents"] : Words, complaints);
                budgets[scope] = Of(words, place, complaints) with { Agents = scope == "day" ? Count(words, place, "maxAgents", complaints) : null };
            }
            else
            {
                complaints.Wrong(limits, place, $"a map with {string.Join(", ", Words[..^1])} or {Words[^1]}");
            }
        }

        return budgets;
    }

    public static Budget Of(ConfigMap rules, string key, ConfigComplaints complaints) => new(
        Count(rules, key, "maxTurns", complaints), Count(rules, key, "maxTokens", complaints), Money(rules, key, "maxCostUsd", complaints), Count(rules, key, "maxMinutes", complaints));

    /// <summary>Complains about words that are none of these.</summary>
    public static void Known(ConfigMap rules, string key, string[] words, ConfigComplaints complaints)
    {
        foreach (var (word, value) in rules.Entries.Where(entry => !words.Contains(entry.Key)))
        {
            complaints.Unknown(value, $"{key}.{word}", Nearest.To(word, words) is { } near ? $"{key}.{near}" : null);
        }
    }

    private static int? Count(ConfigMap rules, string key, string word, ConfigComplaints complaints) =>
        rules.Entries.GetValueOrDefault(word) is { IsEmpty: false } most ? Expect.Integer(1, "a whole number of at least 1")(most, $"{key}.{word}", complaints) : null;

    private static decimal? Money(ConfigMap rules, string key, string word, ConfigComplaints complaints)
    {
        if (rules.Entries.GetValueOrDefault(word) is not { IsEmpty: false } value)
        {
            return null;
        }

        var text = Expect.Text("an amount in US dollars above 0, such as 2.50", amount => Amount(amount) is > 0)(value, $"{key}.{word}", complaints);
        return Amount(text);
    }

    private static decimal? Amount(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
