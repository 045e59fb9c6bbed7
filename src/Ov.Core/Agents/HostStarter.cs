using System.Diagnostics;
using Ov.Core.Ledger;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>Starts the detached host of an agent and waits until it has confirmed.</summary>
public static class HostStarter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Rung by the host once its confirmation is committed.</summary>
    internal static string ReadyBell(AgentFiles files) => Path.Combine(files.Folder, "ready");

    /// <param name="environment">The agent's, see <see cref="AgentEnvironment"/>.</param>
    /// <exception cref="OvException">failed, with the host's own last words.</exception>
    public static ProcessIdentity Start(OvApp app, AgentRecord agent, Dictionary<string, string> environment, CancellationToken stop = default)
    {
        var files = app.Project.Files.Agent(agent.Id);
        var own = OwnExecutable.Path;
        using var ready = Bell.Create(ReadyBell(files));
        var host = DetachedProcess.Start(
            own.FileName, [.. own.LeadingArguments, .. Arguments(app, agent)], app.Project.Root,
            AgentEnvironment.OfHost(environment, agent.Id), files.HostLog);
        app.Ledger.Seams.Reach(KillPoint.SlingHostStarted);
        try
        {
            Await(ready, host, files, stop);
            return host;
        }
        finally
        {
            File.Delete(ReadyBell(files));
        }
    }

    /// <summary>What makes the program the host of that incarnation.</summary>
    internal static IReadOnlyList<string> Arguments(OvApp app, AgentRecord agent) => ["host", "--agent", agent.Id, "--project", app.Project.Root];

    private static void Await(Bell ready, ProcessIdentity host, AgentFiles files, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        while (!ready.Wait(Look))
        {
            stop.ThrowIfCancellationRequested();
            if (host.Liveness == Liveness.Dead && !ready.Wait(TimeSpan.Zero))
            {
                throw new OvException(ErrorCode.Failed, $"The agent's host ended before it was ready{LastWords(files)}", $"See {files.HostLog}.");
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new OvException(ErrorCode.Failed, $"The agent's host was not ready within {Patience.TotalSeconds:0} s{LastWords(files)}", $"See {files.HostLog}.");
            }
        }
    }

    private static string LastWords(AgentFiles files) =>
        File.Exists(files.HostLog) && File.ReadLines(files.HostLog).LastOrDefault(line => line.Trim().Length > 0) is { } line ? $": {line.Trim()}" : ".";
}
