using System.Globalization;
using Ov.Core.Ledger;

namespace Ov.Core.Watching;

/// <summary>What single ticks remember of each other.</summary>
internal static class TickClock
{
    private const string LastKey = "last_tick_at";
    private const string AwakeKey = "awake_since";

    public static Wakefulness Read(Sql sql) => new(Time(sql, AwakeKey) ?? DateTimeOffset.UnixEpoch, Time(sql, LastKey));

    public static DateTimeOffset? Last(Sql sql) => Time(sql, LastKey);

    /// <summary>A tick that found nothing to do is written down only once per interval.</summary>
    public static bool IsDue(OvApp app, DateTimeOffset now) =>
        app.Ledger.Read(Last) is not { } last || now - last >= app.Config.Watch.Interval || now < last;

    public static void Write(Tx tx, Wakefulness awake)
    {
        Meta.Set(tx, LastKey, Text(awake.LastTick ?? tx.Now));
        Meta.Set(tx, AwakeKey, Text(awake.AwakeSince));
    }

    private static DateTimeOffset? Time(Sql sql, string key) =>
        long.TryParse(Meta.Get(sql, key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    private static string Text(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
