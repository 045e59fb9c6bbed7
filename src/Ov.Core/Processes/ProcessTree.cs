using System.Globalization;

namespace Ov.Core.Processes;

/// <summary>Looks at the process table and ends whole trees of it.</summary>
public static class ProcessTree
{
    /// <summary>Every process we can see, zombies included.</summary>
    public static IReadOnlyList<ProcessEntry> All()
    {
        OnlyLinux.Require("Listing processes");
        var all = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(folder.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ProcessEntry.Of(pid) is { } entry)
                all.Add(entry);
        }
        return all;
    }

    /// <summary>Living children, grandchildren and so on of a process, without it; none when it is gone.</summary>
    public static IReadOnlyList<ProcessEntry> Descendants(ProcessIdentity root) =>
        TreeMembers.Of(All(), root, false, [], isForeign: _ => false);

    /// <summary>What <see cref="End(ProcessIdentity, IReadOnlyList{ProcessIdentity}, TimeSpan, bool)"/> would end now.</summary>
    public static IReadOnlyList<ProcessEntry> Members(ProcessIdentity root, IReadOnlyList<ProcessIdentity> sessions, bool includeRoot = false) =>
        TreeMembers.Of(All(), root, includeRoot, sessions);

    /// <summary>
    /// Ends everything in the sessions and everything below the host, but no subtree that begins with another host or the watcher
    /// (<see cref="HostMarker"/>), and never the calling process. SIGTERM, then after <paramref name="grace"/> SIGKILL, until none
    /// is left. A process is signalled only while its start time is the one that was found, so a reused pid is never hit.
    /// </summary>
    /// <param name="root">The host. Itself ended only with <paramref name="includeRoot"/>. A host of another boot owns nothing.</param>
    /// <param name="sessions">The sessions of its turns, by the identity of their first process.</param>
    public static TreeEnd End(ProcessIdentity root, IReadOnlyList<ProcessIdentity> sessions, TimeSpan grace, bool includeRoot = false) =>
        TreeEnding.Run(all => TreeMembers.Of(all, root, includeRoot, sessions), grace);

    /// <summary>Ends exactly these, for leftovers found by <see cref="FindByEnvironment"/>, with everything below them.</summary>
    public static TreeEnd End(IReadOnlyList<ProcessEntry> processes, TimeSpan grace) =>
        TreeEnding.Run(all => all.Where(a => processes.Any(p => p.Pid == a.Pid && p.StartTime == a.StartTime)), grace);

    /// <summary>Living processes that were started with NAME=value: an agent's leftovers after its host died.</summary>
    public static IReadOnlyList<ProcessEntry> FindByEnvironment(string name, string value) =>
        [.. All().Where(p => !p.IsDead && p.Variable(name) == value)];
}
