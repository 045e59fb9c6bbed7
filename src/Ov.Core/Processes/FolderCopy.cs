using System.Text;

namespace Ov.Core.Processes;

/// <summary>
/// Copies a folder with links, modes and times. Where the file system shares blocks between files (Btrfs, XFS, APFS) the copy takes
/// neither time nor room, and a change in one is never seen in the other.
/// </summary>
public static class FolderCopy
{
    /// <summary>The kernel's FICLONE: the whole file, sharing its blocks.</summary>
    private const nuint Clone = 0x40049409;

    /// <param name="plain">Copy bytes where blocks cannot be shared.</param>
    /// <returns>False when blocks cannot be shared and a plain copy was not wanted; then a part of the copy may lie there.</returns>
    /// <exception cref="IOException">A file vanished or could not be written.</exception>
    public static bool Run(string from, string to, bool plain)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else if (entry is DirectoryInfo)
            {
                if (!Run(entry.FullName, target, plain))
                {
                    return false;
                }
            }
            else if (!CopyFile((FileInfo)entry, target, plain))
            {
                return false;
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from) | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return true;
    }

    /// <summary>
    /// One line for each file and link, in order: name, size, time, mode, or where a link points. Two folders of one listing hold the same, unless
    /// somebody took pains to hide a change.
    /// </summary>
    public static (string Text, int Files, long Bytes) Listing(string folder)
    {
        var (lines, bytes) = (new List<string>(), 0L);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var name = Path.GetRelativePath(folder, entry.FullName);
            if (entry.LinkTarget is { } link)
            {
                lines.Add($"{name}\0-> {link}");
            }
            else if (entry is FileInfo file)
            {
                bytes += file.Length;
                lines.Add($"{name}\0{file.Length} {file.LastWriteTimeUtc.Ticks} {(OperatingSystem.IsWindows() ? 0 : (int)file.UnixFileMode)}");
            }
        }

        return (new StringBuilder().AppendJoin('\n', lines.Order(StringComparer.Ordinal)).ToString(), lines.Count, bytes);
    }

    private static bool CopyFile(FileInfo from, string to, bool plain)
    {
        if (OperatingSystem.IsLinux() ? !TryClone(from, to) : !OperatingSystem.IsMacOS())
        {
            if (!plain)
            {
                return false;
            }

            from.CopyTo(to, overwrite: true);
        }
        else if (OperatingSystem.IsMacOS())
        {
            // The system's own copy shares blocks there.
            from.CopyTo(to, overwrite: true);
        }

        File.SetLastWriteTimeUtc(to, from.LastWriteTimeUtc);
        return true;
    }

    private static bool TryClone(FileInfo from, string to)
    {
        using var source = File.OpenHandle(from.FullName);
        using var target = File.OpenHandle(to, FileMode.Create, FileAccess.Write);
        var refusal = Libc.Control((int)target.DangerousGetHandle(), Clone, (int)source.DangerousGetHandle()) == 0 ? 0 : Libc.LastError;
        if (refusal != 0)
        {
            return CannotShare(refusal) ? false : throw new IOException($"{to} could not be made: {Libc.Message(refusal)}");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, from.UnixFileMode);
        }

        return true;
    }

    /// <summary>
    /// Whether a refused clone means that blocks are not shared here at all: another disk, a file system that cannot, a kernel or sandbox that
    /// does not know the call. Anything else, such as a full disk, is a fault that a plain copy would meet as well.
    /// </summary>
    internal static bool CannotShare(int error) =>
        error is Libc.NotPermitted or Libc.OtherDevice or Libc.InvalidArgument or Libc.NoSuchControl or Libc.NoSystemCall or Libc.NotSupported;
}
