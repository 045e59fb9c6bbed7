namespace Ov.Core.Processes;

/// <summary>Decides, from one look at the process table, which living processes belong to an agent's tree.</summary>
internal static class TreeMembers
{
    internal static IReadOnlyList<ProcessEntry> Of(
        IReadOnlyList<ProcessEntry> all,
        ProcessIdentity root,
        bool includeRoot,
        IReadOnlyList<ProcessIdentity> sessions,
        Func<ProcessEntry, bool>? isForeign = null)
    {
        isForeign ??= p => HostMarker.IsHost(p.Variable(HostMarker.Variable));
        var boot = ProcessIdentity.ReadBootId();
        var byPid = all.ToDictionary(p => p.Pid);
        var children = all.ToLookup(p => p.Parent);
        var members = new Dictionary<int, ProcessEntry>();
        var rootEntry = root.BootId == boot && byPid.TryGetValue(root.Pid, out var found) && found.StartTime == root.StartTime ? found : null;
        if (rootEntry is not null)
        {
            foreach (var child in children[root.Pid])
                Visit(child);
        }
        foreach (var session in sessions.Where(s => s.BootId == boot && !IsReused(s)))
        {
            foreach (var member in all.Where(p => p.Session == session.Pid && p.StartTime >= session.StartTime))
                Visit(member);
        }
        if (rootEntry is not null && includeRoot)
            members[root.Pid] = rootEntry;
        else
            members.Remove(root.Pid);
        return [.. members.Values.Where(p => !p.IsDead)];

        // The number of a session whose first process is gone cannot be given away while a member lives; afterwards it can.
        bool IsReused(ProcessIdentity session) => byPid.TryGetValue(session.Pid, out var leader) && leader.StartTime != session.StartTime;

        void Visit(ProcessEntry entry)
        {
            if (entry.Pid == root.Pid || members.ContainsKey(entry.Pid) || isForeign(entry))
                return;
            members[entry.Pid] = entry;
            foreach (var child in children[entry.Pid])
                Visit(child);
        }
    }
}
