using Ov.Core.Costs;

namespace Ov.Tests.Costs;

public sealed class PriceTableTests
{
    private static readonly TokenUsage Million = new(null, 1_000_000, 1_000_000, 1_000_000, 1_000_000);

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "claude-sonnet-4-5")]
    [InlineData("anthropic/claude-sonnet-4.5", "claude-sonnet-4-5")]
    [InlineData("claude-opus-5-5[1m]", "claude-opus-5-5")]
    [InlineData("us.anthropic.claude-opus-4@20250514", "us-anthropic-claude-opus-4")]
    [InlineData("gpt-6.1-sol-2026-08-12", "gpt-6-1-sol")]
    [InlineData("GPT-5-latest", "gpt-5")]
    [InlineData("gemini-3.1-pro-preview", "gemini-3-1-pro")]
    [InlineData("gpt-5-mini", "gpt-5-mini")]
    [InlineData("", "")]
    public void A_model_is_known_by_its_plain_name(string told, string plain) => Assert.Equal(plain, PriceTable.Plain(told));

    [Fact]
    public void The_built_in_table_prices_each_kind_of_token_apart_and_no_model_twice()
    {
        var prices = PriceTable.With([]);
        Assert.Equal(3 + 15 + 0.3m + 3.75m, prices.Estimate(Million with { Model = "anthropic/claude-sonnet-4.5" }));
        Assert.Equal(1.25m + 10 + 0.125m + 1.25m, prices.Estimate(Million, "gpt-5-codex"));
        Assert.Null(prices.Estimate(Million with { Model = "gpt-5-codex-max" }, "gpt-5"));
        Assert.Null(prices.Estimate(Million));
        Assert.All(prices.Rows, row => Assert.True(row.CacheRead <= row.Input && row.Input < row.Output && row.CacheWrite >= row.Input, row.Model));
        Assert.True(prices.Date >= new DateOnly(2026, 11, 1));
    }

    [Fact]
    public void The_projects_own_price_goes_before_the_table()
    {
        var prices = PriceTable.With([new Price("gpt-5", 0, 0, 0, 0), new Price("mine", 1, 2, 3, 4)]);
        Assert.Equal(0, prices.Estimate(Million, "openai/gpt-5-2025-08-07"));
        Assert.Equal(10, prices.Estimate(Million, "mine"));
    }
}
