using System.Globalization;
using Ov.Core.Costs;

namespace Ov.Core.Config;

/// <summary>Reads <c>prices</c>: models and what they cost.</summary>
internal static class PriceReader
{
    public static readonly string[] Words = ["input", "output", "cacheRead", "cacheWrite"];

    public static IReadOnlyList<Price> Prices(ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap map)
        {
            complaints.Wrong(node, key, ConfigKeys.Prices.Allowed);
            return [];
        }

        return [.. map.Entries.Where(entry => !entry.Value.IsEmpty).Select(entry => One(entry.Key, entry.Value, $"{key}.{entry.Key}", complaints)).OfType<Price>()];
    }

    private static Price? One(string model, ConfigNode node, string key, ConfigComplaints complaints)
    {
        if (node is not ConfigMap words)
        {
            complaints.Wrong(node, key, "a map with input and output, and if they differ from input also cacheRead and cacheWrite");
            return null;
        }

        if (Array.Find(Words[..2], word => words.Entries.GetValueOrDefault(word) is null or { IsEmpty: true }) is { } missing)
        {
            complaints.Error(words, key, $"{key} has no {missing}: a price needs input and output, in US dollars for a million tokens.");
            return null;
        }

        BudgetReader.Known(words, key, Words, complaints);
        var input = Amount(words, key, "input", complaints);
        return new Price(model, input, Amount(words, key, "output", complaints), Amount(words, key, "cacheRead", complaints, input), Amount(words, key, "cacheWrite", complaints, input));
    }

    private static decimal Amount(ConfigMap words, string key, string word, ConfigComplaints complaints, decimal otherwise = 0)
    {
        if (words.Entries.GetValueOrDefault(word) is not { IsEmpty: false } value)
        {
            return otherwise;
        }

        var text = Expect.Text("an amount in US dollars for a million tokens, such as 2.50", amount => Dollars(amount) is not null)(value, $"{key}.{word}", complaints);
        return Dollars(text) ?? 0;
    }

    private static decimal? Dollars(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;
}
