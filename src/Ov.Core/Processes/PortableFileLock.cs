using System.Diagnostics;

namespace Ov.Core.Processes;

/// <summary>The lock where there is no Linux: .NET's exclusive opening. Waiting has to look again and again there, so it is not fair.</summary>
internal sealed class PortableFileLock : IDisposable
{
    private readonly FileStream _file;

    private PortableFileLock(FileStream file) => _file = file;

    internal static PortableFileLock? Take(string path, TimeSpan wait)
    {
        for (var started = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                return new PortableFileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                if (Stopwatch.GetElapsedTime(started) >= wait)
                    return null;
                Thread.Sleep(5);
            }
        }
    }

    internal static bool IsHeld(string path)
    {
        if (!File.Exists(path))
            return false;
        using var taken = Take(path, TimeSpan.Zero);
        return taken is null;
    }

    public void Dispose() => _file.Dispose();
}
