using System.Globalization;

namespace Ov.Bench;

/// <summary>The processes below this one, read from /proc.</summary>
internal static unsafe class Family
{
    /// <summary>Every descendant, nearest first.</summary>
    public static List<int> Members()
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Parent(pid) is { } parent)
            {
                parents[pid] = parent;
            }
        }

        var found = new List<int> { Native.Self() };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents.Where(entry => entry.Value == found[i]).Select(entry => entry.Key));
        }

        return found[1..];
    }

    /// <summary>Descendants that run the command <c>host</c> of an ov.</summary>
    public static List<int> Hosts() => [.. Members().Where(pid => Words(pid) is [_, "host", ..])];

    /// <summary>Milliseconds of processor time that these have used since they began.</summary>
    public static double ProcessorTime(IEnumerable<int> pids) => pids.Sum(pid =>
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{pid}/task")
                .Sum(task => double.Parse(File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture)) / 1e6;
        }
        catch (IOException)
        {
            return Ticks(pid) * 10;
        }
    });

    /// <summary>Resident and proportional megabytes (10^6 bytes).</summary>
    public static (double Resident, double Proportional) Memory(int pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/smaps_rollup");
        return (Figure(lines, "Rss:"), Figure(lines, "Pss:"));
    }

    /// <summary>Ends what is left, and what was adopted while ending it.</summary>
    public static void EndAll()
    {
        for (var round = 0; round < 100; round++)
        {
            var left = Members();
            if (left.Count == 0)
            {
                return;
            }

            foreach (var pid in left)
            {
                _ = Native.Send(pid, Native.Kill);
            }

            int status;
            while (Native.Wait(-1, &status, Native.NoHang) > 0)
            {
            }

            Thread.Sleep(10);
        }
    }

    /// <summary>Takes the exit status of adopted processes that ended by themselves.</summary>
    public static void Reap()
    {
        int status;
        while (Native.Wait(-1, &status, Native.NoHang) > 0)
        {
        }
    }

    private static double Figure(string[] lines, string name) => double.Parse(
        lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024 / 1e6;

    private static string[] Words(int pid) => ReadOrEmpty($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static int? Parent(int pid) => Stat(pid) is { Length: > 1 } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;

    private static double Ticks(int pid) => Stat(pid) is { Length: > 12 } fields
        ? double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture) : 0;

    // The fields after the program's name, which may hold spaces and brackets.
    private static string[] Stat(int pid) => ReadOrEmpty($"/proc/{pid}/stat") is { Length: > 0 } text ? text[(text.LastIndexOf(')') + 2)..].Split(' ') : [];

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
