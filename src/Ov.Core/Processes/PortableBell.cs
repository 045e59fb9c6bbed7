namespace Ov.Core.Processes;

/// <summary>The bell where there are no FIFOs: a file whose growth the system reports, and a lock beside it that says whether anybody listens.</summary>
internal sealed class PortableBell : IDisposable
{
    private readonly PortableFileLock _listening;
    private readonly FileSystemWatcher _watcher;
    private readonly AutoResetEvent _rung = new(false);

    private PortableBell(string path, PortableFileLock listening)
    {
        _listening = listening;
        File.WriteAllBytes(path, []);
        _watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path)) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite };
        _watcher.Changed += (_, _) => _rung.Set();
        // A lost report could be a ring: a wake-up too many costs nothing.
        _watcher.Error += (_, _) => _rung.Set();
        _watcher.EnableRaisingEvents = true;
    }

    internal static PortableBell Create(string path) => PortableFileLock.Take(Listener(path), TimeSpan.FromSeconds(1)) is { } listening
        ? new PortableBell(path, listening)
        : throw new OvException(ErrorCode.UnsafeStorage, $"The bell {path} cannot be used: another process listens to it.");

    internal bool Wait(TimeSpan wait) => _rung.WaitOne(wait);

    /// <summary>False when nobody listens.</summary>
    internal static bool Ring(string path)
    {
        if (!File.Exists(path) || !PortableFileLock.IsHeld(Listener(path)))
        {
            return false;
        }

        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.WriteByte(1);
            return true;
        }
        catch (IOException)
        {
            // The listener has gone, and its file with it, or the disk is full.
            return false;
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _listening.Dispose();
        _rung.Dispose();
    }

    private static string Listener(string path) => path + ".listener";
}
