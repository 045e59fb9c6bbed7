using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>
/// Folders that setup fills, such as <c>node_modules</c>, kept in the ledger's folder and copied into the next worktree with the same lock
/// files. A worktree always has its own copy: nothing in it points to a place that others share.
/// </summary>
public sealed class WorktreeCaches
{
    private readonly OvApp _app;
    private readonly WorktreeSettings _settings;
    private readonly List<CacheSpec> _missing = [];

    private WorktreeCaches(OvApp app) => (_app, _settings) = (app, app.Config.Worktrees);

    /// <summary>Null when none are configured.</summary>
    public static WorktreeCaches? Of(OvApp app) => app.Config.Worktrees.Caches.Count > 0 ? new WorktreeCaches(app) : null;

    /// <summary>Before setup: brings what is kept. What cannot be brought is made by setup, as without any cache.</summary>
    public FilledCaches Fill(string worktree)
    {
        var notes = new List<string>();
        foreach (var cache in _settings.Caches.Where(cache => !Path.Exists(Path.Combine(worktree, cache.Path))))
        {
            if (EntryOf(worktree, cache) is not { Exists: true } kept)
            {
                _missing.Add(cache);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(worktree, cache.Path))!);
            if (kept.Take(Path.Combine(worktree, cache.Path), _settings.CacheByCopy, _app.Ledger.Now) is { } hindrance)
            {
                notes.Add($"{cache.Path} was not taken from the cache: {hindrance}.");
                _missing.Add(cache);
            }
        }

        return new FilledCaches(_settings.CacheSkipsSetup && _missing.Count == 0, notes);
    }

    /// <summary>After setup succeeded, before any agent works there: keeps what was not there yet.</summary>
    /// <returns>What people should know.</returns>
    public IReadOnlyList<string> Keep(string worktree)
    {
        var notes = _missing.Select(cache => Keep(worktree, cache)).OfType<string>().ToList();
        if (_missing.Count > 0)
        {
            CachePruner.Run(_app.Project.Files.Caches, _settings.CacheAge, _settings.CacheSize, _app.Ledger.Now);
        }

        return notes;
    }

    private string? Keep(string worktree, CacheSpec cache)
    {
        var folder = Path.Combine(worktree, cache.Path);
        if (EntryOf(worktree, cache) is not { Exists: false } entry || !Directory.Exists(folder) || new DirectoryInfo(folder).LinkTarget is not null)
        {
            return null;
        }

        if (LinkOut(worktree, folder) is { } link)
        {
            return $"{cache.Path} is not kept: its link {link} points to this very worktree or out of it.";
        }

        try
        {
            PrivateFolder.Create(_app.Project.Files.Caches);
            return entry.Put(folder, _settings.CacheByCopy, _app.Ledger.Now)
                ? null : $"{cache.Path} is not kept: this file system cannot share blocks between files. With worktrees.cacheCopy: copy it is copied.";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return $"{cache.Path} is not kept: {fault.Message}";
        }
    }

    private KeptFolder? EntryOf(string worktree, CacheSpec cache) =>
        CacheKey.Of(worktree, cache, _app.Config.Setup) is { } key ? new KeptFolder(Path.Combine(_app.Project.Files.Caches, key)) : null;

    /// <summary>In another worktree such a link would lead into this one.</summary>
    private static string? LinkOut(string worktree, string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            if (entry.LinkTarget is not { } target)
            {
                continue;
            }

            var place = Path.GetFullPath(target, Path.GetDirectoryName(entry.FullName)!);
            var isInside = place.StartsWith(worktree + "/", StringComparison.Ordinal);
            if (Path.IsPathRooted(target) ? isInside : !isInside)
            {
                return Path.GetRelativePath(worktree, entry.FullName);
            }
        }

        return null;
    }
}
