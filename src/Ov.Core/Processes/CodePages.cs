using System.Globalization;

namespace Ov.Core.Processes;

/// <summary>
/// Lets go of the program's own code before a long sleep: it lies in the file, is shared with every other process of it, and what is
/// needed again comes back page by page.
/// </summary>
public static class CodePages
{
    private const int DontNeed = 4;

    /// <summary>Only mappings that execute and cannot be written: nothing in them can have been changed since they were read.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var fields = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields is [var range, "r-xp", _, _, _, var file] && file.StartsWith('/') && Parse(range) is var (from, to))
                _ = Libc.Advise(from, to - from, DontNeed);
        }
    }

    private static (nint From, nint To) Parse(string range)
    {
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return (nint.Parse(range.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            nint.Parse(range.AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
