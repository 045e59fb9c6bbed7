using System.Globalization;

namespace Ov.Core.Costs;

/// <summary>What models cost: the table of <c>assets/prices.txt</c>, and before it the project's own prices. For estimates, where a runtime tells no money.</summary>
public sealed class PriceTable
{
    private const string Empty = "-";

    private readonly Dictionary<string, Price> _byModel;

    private PriceTable(DateOnly date, IReadOnlyList<Price> rows)
    {
        (Date, Rows, _byModel) = (date, rows, rows.ToDictionary(row => Plain(row.Model)));
    }

    /// <summary>When the table was last compared with what makers publish.</summary>
    public DateOnly Date { get; }

    /// <summary>The project's own first.</summary>
    public IReadOnlyList<Price> Rows { get; }

    /// <param name="own">The project's prices, which take the place of those in the table.</param>
    public static PriceTable With(IReadOnlyList<Price> own)
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        var mine = own.Select(price => Plain(price.Model)).ToHashSet();
        return new PriceTable(
            DateOnly.ParseExact(lines[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), [.. own, .. lines.Skip(1).Select(Row).Where(row => !mine.Contains(Plain(row.Model)))]);
    }

    /// <summary>What a use would have cost; null for a model that nobody named or that has no price, for then a guess would be one.</summary>
    /// <param name="asked">The model that was asked for, where the runtime does not say which it used.</param>
    public decimal? Estimate(TokenUsage used, string? asked = null) => (used.Model ?? asked) is { } model && _byModel.TryGetValue(Plain(model), out var price) ? price.Of(used) : null;

    /// <summary>Null for a model without a price; a bare family, such as sonnet, is its newest row.</summary>
    public Price? Of(string model) => _byModel.GetValueOrDefault(Plain(model)) ?? Rows.FirstOrDefault(row => Plain(row.Model).Split('-').Contains(model.ToLowerInvariant()));

    /// <summary>
    /// The name without its provider, date, size of window and dots: <c>anthropic/claude-sonnet-4-5-20250929</c>, <c>claude-sonnet-4.5</c> and <c>claude-sonnet-4-5[1m]</c> are one
    /// model, <c>gpt-5</c> and <c>gpt-5-mini</c> are not.
    /// </summary>
    public static string Plain(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..].ToLowerInvariant().Replace('.', '-');
        var end = name.AsSpan().IndexOfAny("[@:");
        var parts = (end < 0 ? name : name[..end]).Split('-');
        var count = parts.Length;
        if (count > 1 && parts[^1] is "latest" or "preview")
        {
            count--;
        }

        if (count > 1 && IsNumber(parts[count - 1], 8))
        {
            count--;
        }
        else if (count > 3 && IsNumber(parts[count - 3], 4) && IsNumber(parts[count - 2], 2) && IsNumber(parts[count - 1], 2))
        {
            count -= 3;
        }

        return string.Join('-', parts[..count]);
    }

    private static bool IsNumber(string part, int digits) => part.Length == digits && part.All(char.IsAsciiDigit);

    private static Price Row(string line)
    {
        var cells = line.Split('|', StringSplitOptions.TrimEntries);
        var input = Number(cells[1]);
        return new Price(cells[0], input, Number(cells[2]), Number(cells[3]), cells[4] == Empty ? input : Number(cells[4]));
    }

    private static decimal Number(string cell) => decimal.Parse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
