using System.Diagnostics;

namespace Ov.EndToEnd;

/// <summary>A small disk of its own for one test: a file with a file system of the wanted kind, mounted through a loop device.</summary>
public sealed class LoopDisk : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("ov-disk-").FullName;
    private bool _isMounted;

    private LoopDisk()
    {
    }

    public string Folder => Path.Combine(_home, "mounted");

    /// <summary>What is free on it once everything has reached it.</summary>
    public long Free
    {
        get
        {
            _ = Try("sync", "-f", Folder);
            return new DriveInfo(Folder).AvailableFreeSpace;
        }
    }

    /// <summary>Skips the test, with the reason, where this machine cannot make or mount such a disk.</summary>
    public static LoopDisk Mount(string kind)
    {
        var disk = new LoopDisk();
        if (disk.Fault(kind) is { } reason)
        {
            disk.Dispose();
            Assert.Skip($"No {kind} disk can be made here: {reason}");
        }

        return disk;
    }

    public void Dispose()
    {
        // By force if need be: nothing of this disk is worth anything, and its file must not stay.
        if (_isMounted && Try("umount", Folder) is not null)
        {
            _ = Try("umount", "--lazy", Folder);
        }

        Directory.Delete(_home, recursive: true);
    }

    private string? Fault(string kind)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "loop devices are Linux's.";
        }

        var image = Path.Combine(_home, "image");
        using (var file = File.Create(image))
        {
            // The least that mkfs.xfs takes, and a bit; only what is written takes room.
            file.SetLength(400L << 20);
        }

        Directory.CreateDirectory(Folder);
        var fault = Try($"mkfs.{kind}", "-q", image) ?? Try("mount", "-o", "loop", image, Folder);
        _isMounted = fault is null;
        return fault;
    }

    private static string? Try(string program, params string[] args)
    {
        try
        {
            // Such programs lie where only root looks.
            var start = new ProcessStartInfo("/bin/sh", ["-c", "PATH=/usr/sbin:/sbin:/usr/bin:/bin; exec \"$@\" 2>&1", "sh", program, .. args]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            var words = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program}: {(words.Length > 0 ? words.ReplaceLineEndings(" ") : $"exit {process.ExitCode}")}";
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return $"{program}: {fault.Message}";
        }
    }
}
