namespace Ov.Core.Processes;

/// <summary>Tells whether we run inside an agent, whatever our environment claims (contract, "Identity").</summary>
public static class HostAncestry
{
    /// <summary>Walks up the parents and stops at the first agent's host; a handful of small reads.</summary>
    public static bool HasHostAncestor()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        var pid = ProcessEntry.Of(Environment.ProcessId)?.Parent ?? 0;
        for (var steps = 0; pid > 1 && steps < 256; steps++)
        {
            if (HostMarker.IsAgentHost(ProcFile.Variable(pid, HostMarker.Variable)))
                return true;
            pid = ProcessEntry.Of(pid)?.Parent ?? 0;
        }
        return false;
    }
}
