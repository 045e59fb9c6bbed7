using Ov.Core.Merging;

namespace Ov.Core.Watching;

/// <summary>What a watcher remembers from one tick to the next. Nothing depends on it: losing it costs one attempt too many.</summary>
/// <param name="start">When the watcher began.</param>
public sealed class WatchMemory(DateTimeOffset start)
{
    /// <summary>A landing that a checkout blocks is tried again this often, not at every tick: trying costs calls of git.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> _stuck = [];

    public Wakefulness Awake { get; private set; } = new(start, start);

    public void BeginTick(DateTimeOffset now, TimeSpan interval) => Awake = Awake.After(now, interval);

    public bool MayTry(MergeEntry entry, DateTimeOffset now) => !_stuck.TryGetValue(Key(entry), out var tried) || now - tried >= Retry || now < tried;

    /// <summary>True when it was tried and could not land: it waits for somebody, not for us.</summary>
    public bool IsStuck(MergeEntry entry) => _stuck.ContainsKey(Key(entry));

    public void WasStuck(MergeEntry entry, DateTimeOffset now) => _stuck[Key(entry)] = now;

    private static string Key(MergeEntry entry) => $"{entry.Id} {entry.Tip}";
}
