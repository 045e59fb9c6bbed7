using System.Globalization;
using System.Text;

namespace Ov.Core.Processes;

/// <summary>A process whose working directory lies in a folder.</summary>
/// <param name="Name">The program, as the kernel calls it.</param>
public sealed record FolderUser(int Pid, string Name)
{
    /// <summary>Who works below each folder, from one walk of the process table; other users' processes cannot be seen, and elsewhere than on Linux none can.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<FolderUser>> Of(IReadOnlyCollection<string> folders)
    {
        var users = folders.Distinct().ToDictionary(folder => folder, _ => new List<FolderUser>());
        foreach (var entry in folders.Count > 0 && OperatingSystem.IsLinux() ? ProcessTree.All() : [])
        {
            if (entry.IsDead || entry.Pid == System.Environment.ProcessId || WorkingDirectory(entry.Pid) is not { } place)
            {
                continue;
            }

            foreach (var (folder, list) in users)
            {
                if (place == folder || place.StartsWith(folder + "/", StringComparison.Ordinal))
                {
                    list.Add(new FolderUser(entry.Pid, NameOf(entry.Pid)));
                }
            }
        }

        return users.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<FolderUser>)pair.Value);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Pid})");

    private static string? WorkingDirectory(int pid)
    {
        try
        {
            return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string NameOf(int pid) =>
        ProcFile.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/comm")) is { } name ? Encoding.UTF8.GetString(name).Trim() : "?";
}
