using System.Text;
using Ov.Core.Agents;
using Ov.Core.Processes;

namespace Ov.Core.Mail;

/// <summary>Which session a hook call belongs to: the process whose end means that what it was shown is lost.</summary>
internal static class HookSession
{
    private static readonly string[] Shells = ["sh", "bash", "dash", "zsh", "ksh", "fish", "ash", "busybox", "env"];

    /// <summary>The agent's turn in progress; else the nearest ancestor that is no shell (an agent CLI starts its hooks through one).</summary>
    public static string Of(Caller caller)
    {
        if (ProcessIdentity.Parse(caller.Agent?.TurnProcess) is { Liveness: Liveness.Alive } turn)
        {
            return turn.ToString();
        }

        var outermost = ProcessIdentity.Current();
        var pid = ProcessEntry.Of(outermost.Pid)?.Parent ?? 0;
        while (pid > 1 && ProcessIdentity.Of(pid) is { } ancestor)
        {
            outermost = ancestor;
            if (!IsShell(pid))
            {
                break;
            }

            pid = ProcessEntry.Of(pid)?.Parent ?? 0;
        }

        return outermost.ToString();
    }

    private static bool IsShell(int pid) =>
        ProcFile.Read($"/proc/{pid}/comm") is { } name && Shells.Contains(Encoding.UTF8.GetString(name).Trim());
}
