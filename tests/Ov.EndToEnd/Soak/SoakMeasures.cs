using Ov.Core.Processes;

namespace Ov.EndToEnd.Soak;

/// <summary>What was seen while it ran: memory of the watcher and of the longest-lived host, and the ledger's size against the work in it.</summary>
internal sealed class SoakMeasures(OvProject project)
{
    private readonly List<double> _watcher = [];
    private readonly List<double> _host = [];
    private readonly List<(long Tasks, long Bytes)> _ledger = [];

    public void Take()
    {
        Note(_watcher, ProcessIdentity.Parse(Read(Path.Combine(project.Files.Folder, "watch.holder")).Trim()));
        Note(_host, project.Rows("SELECT host FROM agent WHERE name = ?1 AND ended_at IS NULL", row => row.TextOrNull("host"), SoakSite.Talker) is [{ } host] ? ProcessIdentity.Parse(host) : null);
        _ledger.Add((project.Count("SELECT COUNT(*) FROM task WHERE state = 'closed'"), new FileInfo(project.Files.Database).Length));
    }

    /// <summary>What grew that should not have.</summary>
    public IEnumerable<string> Growth()
    {
        if (Grew(_watcher) is { } watcher)
        {
            yield return $"the watcher's memory grew: {watcher}";
        }

        if (Grew(_host) is { } host)
        {
            yield return $"a host's memory grew: {host}";
        }

        // Twice the work, twice the ledger: a fourth more is allowed, and a megabyte for what is not work.
        var (tasks, bytes) = _ledger[^1];
        var half = _ledger.First(look => look.Tasks * 2 >= tasks);
        if (bytes > (half.Bytes * (double)tasks / half.Tasks * 1.25) + 1_000_000)
        {
            yield return $"the ledger has {bytes} bytes after {tasks} tasks, and had {half.Bytes} after {half.Tasks}";
        }
    }

    public override string ToString() => $"watcher {Range(_watcher)}, longest-lived host {Range(_host)}, ledger {_ledger[^1].Bytes / 1e6:0.0} MB for {_ledger[^1].Tasks} tasks";

    private static string Range(List<double> looks) => looks.Count == 0 ? "not seen" : $"{looks.Min():0.0} to {looks.Max():0.0} MB (last {looks[^1]:0.0})";

    /// <summary>The last third against the first third.</summary>
    private static string? Grew(List<double> looks)
    {
        var third = looks.Count / 3;
        if (third < 10)
        {
            return null;
        }

        var (first, last) = (looks.Take(third).Order().ElementAt(third / 2), looks.TakeLast(third).Order().ElementAt(third / 2));
        return last > (first * 1.3) + 4 ? $"{first:0.0} MB at first, {last:0.0} MB at last" : null;
    }

    private static void Note(List<double> looks, ProcessIdentity? process)
    {
        if (process is not null && Read($"/proc/{process.Pid}/status").Split('\n').FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)) is { } line)
        {
            looks.Add(double.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024 / 1e6);
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
