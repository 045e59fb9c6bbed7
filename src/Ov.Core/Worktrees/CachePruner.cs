namespace Ov.Core.Worktrees;

/// <summary>Keeps the cache small: what nobody used for long goes, then the oldest until the rest fits.</summary>
public static class CachePruner
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public static void Run(string folder, TimeSpan age, long most, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var left in Directory.EnumerateDirectories(folder).Where(f => KeptFolder.IsLeftover(f) && now.UtcDateTime - Directory.GetLastWriteTimeUtc(f) > Abandoned).ToList())
        {
            Directory.Delete(left, recursive: true);
        }

        var total = 0L;
        foreach (var kept in Directory.EnumerateDirectories(folder).Where(f => !KeptFolder.IsLeftover(f)).Select(f => new KeptFolder(f)).OrderByDescending(kept => kept.UsedAt).ToList())
        {
            total += kept.Bytes;
            if (!kept.Exists || now.UtcDateTime - kept.UsedAt > age || total > most)
            {
                kept.ThrowAway();
            }
        }
    }
}
