using Ov.Core.Budgets;
using Ov.Core.Config;

namespace Ov.Tests.Budgets;

/// <summary>Whether the next turn begins, from what is used, reserved and expected.</summary>
public sealed class BudgetScopeTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, 0, null)]
    [InlineData(9, 0, 0, 0, 0, null)]
    [InlineData(10, 0, 0, 0, 0, "the day's budget is used up: 10 of 10 turns")]
    [InlineData(1, 900, 100, 0, 0, null)]
    [InlineData(1, 900, 101, 0, 0, "what is left of the day's budget is too little for a turn like those before: 900 of 1000 tokens are used")]
    [InlineData(1, 1000, 0, 0, 0, "the day's budget is used up: 1000 of 1000 tokens")]
    [InlineData(1, 700, 100, 200, 0, null)]
    [InlineData(1, 700, 100, 201, 1, "turns that run have reserved what is left of the day's budget: 700 of 1000 tokens are used")]
    [InlineData(10, 700, 100, 900, 0, "the day's budget is used up: 10 of 10 turns")]
    public void A_turn_begins_only_when_used_reserved_and_expected_fit(long turns, long tokens, long expected, long reserved, int passes, string? sentence)
    {
        var pause = Day(new Budget(10, 1000, null), new Spending(turns, tokens, 0, 0), new Spending(0, reserved, 0, 0)).For(new Spending(1, expected, 0, 0));
        Assert.Equal(sentence, pause?.Sentence);
        Assert.Equal(passes == 1, pause is { Passes: true });
    }

    [Theory]
    [InlineData(1.9, 0, false)]
    [InlineData(2, 0, true)]
    [InlineData(0, 30, true)]
    public void Money_and_minutes_are_limits_like_the_others(double cost, int minutes, bool pauses) =>
        Assert.Equal(pauses, Day(new Budget(null, null, 2m, 30), new Spending(0, 0, (decimal)cost, minutes), Spending.None).For(new Spending(1, 0, 0, 0)) is not null);

    [Fact]
    public void Agents_that_were_started_never_hold_a_turn() =>
        Assert.Null(Day(Budget.None with { Agents = 2 }, Spending.None with { Agents = 5 }, Spending.None).For(new Spending(1, 0, 0, 0)));

    [Fact]
    public void The_command_raises_the_very_limit() =>
        Assert.Equal("ov config set budgets.day.maxCostUsd 5", Day(new Budget(null, null, 2.5m), Spending.None, Spending.None).Raise(new BudgetLimit("maxCostUsd", "USD", 2.5m, 2.5m)));

    [Fact]
    public void A_fan_out_says_what_it_may_come_to()
    {
        Assert.Equal(
            "5 agents at once, at worst 100 turns, 12.5 USD (20 turns, 2.5 USD each). Left of the day's budget: 4990 turns.",
            new FanOut(5, new Budget(20, null, 2.5m), new Budget(5000, null, null).Of(new Spending(10, 0, 0, 0))).Sentence);
        Assert.Equal("2 agents at once, each without a limit of its own (budgets.agent sets one).", new FanOut(2, Budget.None, []).Sentence);
    }

    private static BudgetScope Day(Budget limit, Spending used, Spending reserved) => new("day", "2026-01-01", "the day's", limit, used, reserved);
}
