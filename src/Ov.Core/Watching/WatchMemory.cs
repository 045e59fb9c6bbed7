using Ov.Core.Merging;

namespace Ov.Core.Watching;

/// <summary>What a watcher remembers from one tick to the next. Nothing depends on it: losing it costs one attempt too many.</summary>
/// <param name="start">When the watcher began.</param>
public sealed class WatchMemory(DateTimeOffset start)
{
    /// <summary>What could not be done is tried again this often, not at every tick: trying costs calls of git.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> _stuck = [];
    private TimeSpan? _slept;

    public Wakefulness Awake { get; private set; } = new(start, start);

    /// <param name="slept">How long the machine has slept in all; a sleep since the last tick is a gap, however short.</param>
    public void BeginTick(DateTimeOffset now, TimeSpan interval, TimeSpan? slept = null)
    {
        Awake = slept - _slept > TimeSpan.FromSeconds(1) ? new Wakefulness(now, now) : Awake.After(now, interval);
        _slept = slept;
    }

    /// <param name="thing">Names the thing in the very form that was tried.</param>
    public bool MayTry(string thing, DateTimeOffset now) => !_stuck.TryGetValue(thing, out var tried) || now - tried >= Retry || now < tried;

    /// <summary>True when it was tried and could not be done: it waits for somebody, not for us, so no watcher stays for it.</summary>
    public bool IsStuck(string thing) => _stuck.ContainsKey(thing);

    public void WasStuck(string thing, DateTimeOffset now) => _stuck[thing] = now;

    /// <summary>The newest event when something was looked into that only events change.</summary>
    public long? LookedAt { get; private set; }

    /// <summary>Something that does not start now will, without anybody's doing.</summary>
    public bool WaitsForTime { get; private set; }

    /// <summary>The newest event when the last tick decided what starts.</summary>
    public long Seen { get; private set; }

    public void Decided(bool waitsForTime, long newest) => (WaitsForTime, Seen) = (waitsForTime, newest);

    /// <param name="thing">Not looked into again for a while, and not before an event.</param>
    public void Looked(string thing, long newest, DateTimeOffset now)
    {
        LookedAt = newest;
        WasStuck(thing, now);
    }

    /// <summary>A newer commit of the branch is another thing.</summary>
    public static string NameOf(MergeEntry entry) => $"{entry.Id} {entry.Tip}";
}
