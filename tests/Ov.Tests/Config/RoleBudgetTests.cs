using Ov.Core.Config;

namespace Ov.Tests.Config;

public sealed class RoleBudgetTests
{
    [Theory]
    [InlineData(7, 0, 0, null)]
    [InlineData(8, 0, 0, "8 of its 10 turns")]
    [InlineData(1, 799, 0, null)]
    [InlineData(1, 800, 0, "800 of its 1000 tokens")]
    [InlineData(1, 1, 1.6, "1.6 of its 2 USD")]
    public void At_four_fifths_of_any_limit_the_end_is_near(int turns, long tokens, double costUsd, string? nearly) =>
        Assert.Equal(nearly, new RoleBudget(10, 1000, 2m).NearlySpent(turns, tokens, (decimal)costUsd));

    [Fact]
    public void Without_limits_nothing_is_ever_near() => Assert.Null(RoleBudget.None.NearlySpent(1000, 1_000_000_000, 1000m));
}
