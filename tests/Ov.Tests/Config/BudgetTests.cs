using Ov.Core.Config;

namespace Ov.Tests.Config;

public sealed class BudgetTests
{
    [Theory]
    [InlineData(7, 0, 0, 0, null)]
    [InlineData(8, 0, 0, 0, "8 of its 10 turns")]
    [InlineData(1, 799, 0, 0, null)]
    [InlineData(1, 800, 0, 0, "800 of its 1000 tokens")]
    [InlineData(1, 1, 1.6, 0, "1.6 of its 2 USD")]
    [InlineData(1, 1, 1, 23.9, null)]
    [InlineData(1, 1, 1, 24, "24 of its 30 minutes")]
    public void At_four_fifths_of_any_limit_the_end_is_near(int turns, long tokens, double costUsd, double minutes, string? nearly) =>
        Assert.Equal(nearly, new Budget(10, 1000, 2m, 30).NearlySpent(new Spending(turns, tokens, (decimal)costUsd, (decimal)minutes)));

    [Fact]
    public void Without_limits_nothing_is_ever_near() => Assert.Null(Budget.None.NearlySpent(new Spending(1000, 1_000_000_000, 1000m, 1000)));
}
