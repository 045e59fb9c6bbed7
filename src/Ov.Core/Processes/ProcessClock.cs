using System.Globalization;
using System.Text;

namespace Ov.Core.Processes;

/// <summary>When a process was started, in wall-clock time: what a foreign record of a pid can be compared with.</summary>
public static class ProcessClock
{
    /// <summary>USER_HZ, the unit of start times in /proc, is this on every Linux.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Null where the time of the boot cannot be read.</summary>
    public static DateTimeOffset? StartedAt(ProcessEntry process) =>
        BootedAt() is { } boot ? boot.AddSeconds(process.StartTime / (double)TicksPerSecond) : null;

    /// <summary>How long the machine has slept since it was booted; null where that cannot be told.</summary>
    public static TimeSpan? Slept()
    {
        // The first number of uptime counts sleep, the monotonic clock does not.
        var text = ProcFile.Read("/proc/uptime") is { } bytes ? Encoding.ASCII.GetString(bytes) : "";
        return double.TryParse(text.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds) - TimeProvider.System.GetElapsedTime(0) : null;
    }

    /// <summary>Null where it cannot be read.</summary>
    public static DateTimeOffset? BootedAt()
    {
        const string word = "\nbtime ";
        var text = ProcFile.Read("/proc/stat") is { } bytes ? Encoding.ASCII.GetString(bytes) : "";
        var at = text.IndexOf(word, StringComparison.Ordinal);
        var end = at < 0 ? -1 : text.IndexOf('\n', at + word.Length);
        return end > 0 && long.TryParse(text.AsSpan(at + word.Length, end - at - word.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
