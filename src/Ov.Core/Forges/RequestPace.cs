namespace Ov.Core.Forges;

/// <summary>How often a forge is asked by itself: often while something happens there, seldom after long silence.</summary>
public static class RequestPace
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1), Most = TimeSpan.FromMinutes(15);

    /// <param name="changed">When something last happened to the entry.</param>
    /// <param name="looked">Null: never.</param>
    public static bool IsDue(DateTimeOffset changed, DateTimeOffset? looked, DateTimeOffset now) => looked is not { } last || now - last >= Pause(last - changed) || now < last;

    /// <summary>A tenth of the silence.</summary>
    public static TimeSpan Pause(TimeSpan silence) => TimeSpan.FromTicks(Math.Clamp(silence.Ticks / 10, Least.Ticks, Most.Ticks));
}
