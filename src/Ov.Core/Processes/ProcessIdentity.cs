using System.Globalization;
using System.Text;

namespace Ov.Core.Processes;

/// <summary>A process for good: a pid alone is reused. Two processes never share boot, pid namespace, pid and start time.</summary>
/// <param name="BootId">The kernel's random id of this boot and, after an <c>@</c>, the pid namespace; empty when unreadable.</param>
/// <param name="StartTime">Clock ticks since boot.</param>
public sealed record ProcessIdentity(string BootId, int Pid, long StartTime)
{
    public static ProcessIdentity Current() =>
        Of(Environment.ProcessId) ?? new ProcessIdentity(ReadBootId(), Environment.ProcessId, 0);

    /// <summary>The identity of a process that exists now (a zombie too), or null.</summary>
    public static ProcessIdentity? Of(int pid) =>
        ProcessEntry.Of(pid) is { } entry ? new ProcessIdentity(ReadBootId(), pid, entry.StartTime) : null;

    /// <summary>Another boot is Dead; another pid namespace, an unreadable boot id or a hidden process is Unknown; a zombie is Dead.</summary>
    public static Liveness IsAlive(ProcessIdentity identity) => Judge(identity, ReadBootId(), ProcessEntry.Of(identity.Pid),
        () => !OperatingSystem.IsLinux() || Libc.Kill(identity.Pid, 0) == 0 || Libc.LastError != Libc.NoProcess);

    public Liveness Liveness => IsAlive(this);

    /// <summary><c>boot:pid:start</c>, for one column.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BootId}:{Pid}:{StartTime}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static ProcessIdentity? Parse(string? text) =>
        text?.Split(':') is [var boot, var pid, var start]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new ProcessIdentity(boot, number, ticks)
            : null;

    internal static Liveness Judge(ProcessIdentity identity, string bootId, ProcessEntry? found, Func<bool> exists)
    {
        if (identity.BootId.Length == 0 || bootId.Length == 0)
            return Liveness.Unknown;
        if (identity.BootId != bootId)
            return Boot(identity.BootId) == Boot(bootId) ? Liveness.Unknown : Liveness.Dead;
        if (found is null)
            return exists() ? Liveness.Unknown : Liveness.Dead;
        return found.IsDead || found.StartTime != identity.StartTime ? Liveness.Dead : Liveness.Alive;
    }

    /// <summary>The kernel's id of the boot alone, without the pid namespace.</summary>
    public static string BootOf(ProcessIdentity identity) => Boot(identity.BootId);

    private static string Boot(string bootId) => bootId.Split('@')[0];

    internal static string ReadBootId()
    {
        if (ProcFile.Read("/proc/sys/kernel/random/boot_id") is not { Length: > 0 } bytes)
            return "";
        // The link reads "pid:[4026531836]".
        var spaceLink = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
        return $"{Encoding.ASCII.GetString(bytes).Trim()}@{new string(spaceLink.Where(char.IsAsciiDigit).ToArray())}";
    }
}
