using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Processes;

namespace Ov.Core.Adopting;

/// <summary>
/// Which of Overstory's processes still work on this project. Its rows alone are no evidence: it calls crashed agents working and
/// ended ones alive. What counts is a process that carries the agent's name in its environment, or one of the recorded pid that was
/// there while the row was last written.
/// </summary>
internal static class LiveOverstory
{
    private const string NameVariable = "OVERSTORY_AGENT_NAME";

    /// <summary>A clause for each, such as <c>builder-1 (process 4711)</c>; empty where the process table cannot be read.</summary>
    public static IReadOnlyList<string> Look(OverstoryFolder folder, string root, IReadOnlyList<ForeignSession> sessions)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var processes = ProcessTree.All().Where(process => !process.IsDead && process.Pid != System.Environment.ProcessId).ToList();
        var marked = processes.Select(process => (process.Pid, Agent: NameOf(process, folder, root))).Where(pair => pair.Agent is not null)
            .GroupBy(pair => pair.Agent!).ToDictionary(group => group.Key, group => group.Min(pair => pair.Pid));
        foreach (var session in sessions.Where(session => session is { MayLive: true, Pid: > 0 } && !marked.ContainsKey(session.Agent)))
        {
            if (processes.Find(process => process.Pid == session.Pid) is { } process && WasThere(process, session))
            {
                marked[session.Agent] = process.Pid;
            }
        }

        var live = marked.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} (process {pair.Value})").ToList();
        if (Watchdog(folder, processes) is { } pid)
        {
            live.Add($"its watchdog (process {pid})");
        }

        return live;
    }

    /// <summary>An agent of Overstory's on this project; our own carry a mark that Overstory's have not.</summary>
    private static string? NameOf(ProcessEntry process, OverstoryFolder folder, string root)
    {
        if (process.Variable(NameVariable) is not { Length: > 0 } name || process.Variable(AgentTree.Variable) is not null)
        {
            return null;
        }

        var place = process.Variable("OVERSTORY_WORKTREE_PATH");
        return process.Variable("OVERSTORY_PROJECT_ROOT") == root || (place is not null && (place == root || place.StartsWith(folder.Path + "/", StringComparison.Ordinal))) ? name : null;
    }

    /// <summary>A pid is given away again: a process that began after the row's last change is another one.</summary>
    private static bool WasThere(ProcessEntry process, ForeignSession session) =>
        ProcessClock.StartedAt(process) is not { } started || started <= session.LastActivity.AddMinutes(1);

    private static int? Watchdog(OverstoryFolder folder, List<ProcessEntry> processes)
    {
        var file = new FileInfo(folder.File("watchdog.pid"));
        return file.Exists && int.TryParse(File.ReadAllText(file.FullName).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && processes.Find(process => process.Pid == pid) is { } process
            && (ProcessClock.StartedAt(process) is not { } started || started <= new DateTimeOffset(file.LastWriteTimeUtc).AddMinutes(1)) ? pid : null;
    }
}
