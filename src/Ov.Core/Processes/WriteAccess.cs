namespace Ov.Core.Processes;

/// <summary>What a sandbox makes of a file: asked by opening it, because rules beside its permissions (a read-only mount, Landlock) show nowhere else.</summary>
public static class WriteAccess
{
    /// <summary>True when the file is there and may not be written; one that is merely locked or busy may be.</summary>
    public static bool IsForbidden(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return IsForbiddenElsewhere(path);
        }

        var descriptor = Libc.Open(path, Libc.ReadWrite | Libc.NonBlock | Libc.CloseOnExec, 0);
        if (descriptor < 0)
        {
            return Libc.LastError is Libc.ReadOnlyFileSystem or Libc.NoAccess or Libc.NotPermitted;
        }

        _ = Libc.Close(descriptor);
        return false;
    }

    private static bool IsForbiddenElsewhere(string path)
    {
        try
        {
            using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
