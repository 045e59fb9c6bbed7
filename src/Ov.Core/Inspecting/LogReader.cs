using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Text;

namespace Ov.Core.Inspecting;

/// <summary>Reads what agents printed. Their files may be huge and still grow: only ends are read, and whole lines.</summary>
public static class LogReader
{
    /// <summary>What there is to read of an agent.</summary>
    public static IReadOnlyList<string> Sources => ["turn", "host", "setup"];

    internal const int LongestLine = 4000;

    /// <summary>So many turns are looked back, however many there were; older ones by their number.</summary>
    private const int MostTurns = 20;

    /// <summary>The last lines.</summary>
    /// <exception cref="OvException">not-found, usage.</exception>
    public static AgentLogs Read(OvApp app, LogQuery query)
    {
        // The file written last holds the newest lines.
        var files = Files(app, query).OrderBy(file => file.At.ToUnixTimeMilliseconds()).Reverse();
        var entries = new List<LogEntry>();
        foreach (var file in files)
        {
            if (entries.Count > query.Limit)
            {
                break;
            }

            var lines = LogTail.Of(file.Path, query.Limit + 1 - entries.Count, LongestLine);
            entries.InsertRange(0, lines.Select(file.Entry));
        }

        var shown = entries.TakeLast(query.Limit).ToList();
        return new AgentLogs(shown, shown.Count, entries.Count > shown.Count);
    }

    /// <summary>The same, and then each line once it is whole, until interrupted.</summary>
    /// <inheritdoc cref="Read"/>
    public static IEnumerable<LogEntry> Follow(OvApp app, LogQuery query, TimeSpan pause, CancellationToken stop)
    {
        var places = Files(app, query).ToDictionary(file => file.Path, file => LogGrowth.EndOf(file.Path));
        foreach (var entry in Read(app, query).Entries)
        {
            yield return entry;
        }

        while (!stop.WaitHandle.WaitOne(pause))
        {
            foreach (var file in Files(app, query))
            {
                var (lines, end) = LogGrowth.After(file.Path, places.GetValueOrDefault(file.Path));
                places[file.Path] = end;
                foreach (var line in lines)
                {
                    yield return file.Entry(line);
                }
            }
        }
    }

    private static List<LogFile> Files(OvApp app, LogQuery query)
    {
        var now = app.Ledger.Now;
        var (since, until) = (PointInTime.Parse("--since", query.Since, now), PointInTime.Parse("--until", query.Until, now));
        return
        [
            .. app.Ledger.Read(sql => Agents(app, sql, query.Agent)).SelectMany(agent => Of(app.Project.Files.Agent(agent.Id), agent, query))
                .Where(file => (query.Source is null || file.Source == query.Source) && (query.Level is null || file.Level == query.Level) && (since is null || file.At >= since) && (until is null || file.At <= until)),
        ];
    }

    private static List<AgentRecord> Agents(OvApp app, Sql sql, string? name)
    {
        if (name is not null)
        {
            return [AgentResolver.Require(sql, name)];
        }

        return app.Options.Run is { } run ? AgentStore.OfRun(sql, RunResolver.Named(sql, run).Id) : AgentStore.AllLive(sql) is { Count: > 0 } live ? live
            : AgentStore.Select(sql, null, null, true).Take(1).ToList();
    }

    private static IEnumerable<LogFile> Of(AgentFiles files, AgentRecord agent, LogQuery query)
    {
        var paths = new List<(string Path, string Source, int? Turn)>();
        if (query.Turn is null)
        {
            paths.Add((files.SetupLog, "setup", null));
            paths.Add((files.HostLog, "host", null));
        }

        // Of a follower's agent the next turn is not begun yet: its file comes when it is.
        for (var turn = query.Turn ?? Math.Max(1, agent.Turn - MostTurns); turn <= (query.Turn ?? agent.Turn); turn++)
        {
            paths.Add((files.TurnLog(turn), "turn", turn));
        }

        return paths.Where(one => File.Exists(one.Path)).Select(one => new LogFile(one.Path, one.Source, one.Turn, agent.Name, agent.Id, new DateTimeOffset(File.GetLastWriteTimeUtc(one.Path))));
    }

    /// <param name="At">When it was last written to.</param>
    private sealed record LogFile(string Path, string Source, int? Turn, string AgentName, string AgentId, DateTimeOffset At)
    {
        public string Level => Source == "host" ? "error" : "info";

        public LogEntry Entry(string line) => new(At, Level, Source, AgentName, AgentId, Turn, line);
    }
}
