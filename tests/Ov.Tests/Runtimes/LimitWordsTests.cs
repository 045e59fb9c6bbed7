using Ov.Core.Runtimes;

namespace Ov.Tests.Runtimes;

public sealed class LimitWordsTests
{
    /// <summary>Waiting mends a limit; it mends neither an empty account nor a missing login.</summary>
    [Theory]
    [InlineData("You exceeded your current quota, please check your plan and billing details. (insufficient_quota)", 429, TurnFailureKind.Refused)]
    [InlineData("You exceeded your current quota, please check your plan and billing details. Please retry in 26.8s.", 429, TurnFailureKind.Limit)]
    [InlineData("Your credit balance is too low to access the API", 0, TurnFailureKind.Refused)]
    [InlineData("Payment Required", 402, TurnFailureKind.Refused)]
    [InlineData("Rate limit reached, try again in 20s", 0, TurnFailureKind.Limit)]
    [InlineData("API key not valid", 0, TurnFailureKind.Login)]
    public void What_no_waiting_mends_is_no_limit(string words, int status, TurnFailureKind kind) => Assert.Equal(kind, FailureWords.Failure(words, status).Kind);

    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("usage limit reached|1893508200", "2030-01-01T14:30:00Z")]
    [InlineData("You've hit your usage limit. Try again in 2 days 3 hours 4 minutes.", "2030-01-03T15:04:00Z")]
    [InlineData("Rate limit reached. Please try again in 20s.", "2030-01-01T12:00:20Z")]
    [InlineData("Please try again in 1h5m.", "2030-01-01T13:05:00Z")]
    [InlineData("try again in 6.5s", "2030-01-01T12:00:06.5Z")]
    [InlineData("429 Too Many Requests, Retry-After: 30", "2030-01-01T12:00:30Z")]
    [InlineData("retry after 2 minutes", "2030-01-01T12:02:00Z")]
    [InlineData("limit reached, resets 3pm (UTC)", "2030-01-01T15:00:00Z")]
    [InlineData("limit reached, resets at 9:30 AM", "2030-01-02T09:30:00Z")]
    [InlineData("your limit resets at 15:00", "2030-01-01T15:00:00Z")]
    [InlineData("quota used up until 2030-01-01T18:00:00Z", "2030-01-01T18:00:00Z")]
    public void The_end_of_a_limit_is_read_from_what_runtimes_say(string words, string until) =>
        Assert.Equal(DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), LimitWords.Until(words, Now, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("")]
    [InlineData("slow down")]
    [InlineData("overloaded_error: 529")]
    [InlineData("resets at 99:99")]
    [InlineData("try again in a while")]
    [InlineData("limit of 5 requests reached")]
    [InlineData("in 99999999999 days")]
    public void What_says_no_time_is_no_time(string words) => Assert.Null(LimitWords.Until(words, Now, TimeZoneInfo.Utc));
}
