namespace Ov.Core.Watching;

/// <summary>
/// Since when somebody has been watching without a gap. After a suspended laptop, a clock that jumped or a new boot, silence proves
/// nothing: for a minute nobody is judged by it.
/// </summary>
/// <param name="AwakeSince">When the last gap ended.</param>
/// <param name="LastTick">Null before the first.</param>
public sealed record Wakefulness(DateTimeOffset AwakeSince, DateTimeOffset? LastTick)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The same at the next tick: a gap, in either direction, starts the minute again.</summary>
    public Wakefulness After(DateTimeOffset now, TimeSpan interval)
    {
        var longest = interval * 3 > Patience ? interval * 3 : Patience;
        var isGap = LastTick is not { } last || now - last > longest || now < last;
        return isGap ? new Wakefulness(now, now) : this with { LastTick = now };
    }

    public bool MayJudgeSilence(DateTimeOffset now) => now - AwakeSince >= Patience;
}
