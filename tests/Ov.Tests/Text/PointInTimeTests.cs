using Ov.Core;
using Ov.Core.Text;

namespace Ov.Tests.Text;

public sealed class PointInTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 15, 6, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("90s", "2026-03-04T15:04:37Z")]
    [InlineData("1h30m", "2026-03-04T13:36:07Z")]
    [InlineData("2h ago", "2026-03-04T13:06:07Z")]
    [InlineData("2 hours ago", "2026-03-04T13:06:07Z")]
    [InlineData("90 minutes", "2026-03-04T13:36:07Z")]
    [InlineData("90min", "2026-03-04T13:36:07Z")]
    [InlineData("1 day ago", "2026-03-03T15:06:07Z")]
    [InlineData("2w", "2026-02-18T15:06:07Z")]
    [InlineData("now", "2026-03-04T15:06:07Z")]
    [InlineData("today", "2026-03-04T00:00:00Z")]
    [InlineData("yesterday", "2026-03-03T00:00:00Z")]
    [InlineData("14:30", "2026-03-04T14:30:00Z")]
    [InlineData("yesterday 14:30", "2026-03-03T14:30:00Z")]
    [InlineData("today 09:00:01", "2026-03-04T09:00:01Z")]
    [InlineData("2026-02-01", "2026-02-01T00:00:00Z")]
    [InlineData("2026-02-01 08:00", "2026-02-01T08:00:00Z")]
    [InlineData("2026-02-01T08:00:00.5+02:00", "2026-02-01T06:00:00.5Z")]
    public void A_moment_is_written_as_people_write_it(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), PointInTime.Parse("--since", text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("hours ago")]
    [InlineData("2 fortnights")]
    [InlineData("-5m")]
    [InlineData("99999999999999999999w")]
    [InlineData("400d")]
    [InlineData("yesterday soon")]
    [InlineData("25:00")]
    [InlineData("2026-02-30")]
    public void What_is_none_is_refused_with_the_forms_there_are(string text)
    {
        var refusal = Assert.Throws<OvException>(() => PointInTime.Parse("--since", text, Now));
        Assert.Equal(ErrorCode.Usage, refusal.Code);
        Assert.Contains("30s, 10m, 2h or 1d", refusal.Hint);
    }
}
