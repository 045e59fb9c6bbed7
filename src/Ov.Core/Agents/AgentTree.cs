using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>The processes of one incarnation: its host, its turns and whatever these left behind, but no other agent's.</summary>
public static class AgentTree
{
    /// <summary>Every process of an agent is started with this; it finds what forked itself away after the host died.</summary>
    public const string Variable = "OVERSTORY_AGENT_ID";

    /// <summary>How long processes may take to leave by themselves before they are killed.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Ends all of it. Reparented children are found below the host, in the turn's session, or by their environment.</summary>
    public static TreeEnd End(AgentRecord agent, TimeSpan grace)
    {
        var turn = ProcessIdentity.Parse(agent.TurnProcess);
        var root = ProcessIdentity.Parse(agent.Host) ?? turn;
        var tree = root is null ? new TreeEnd([], []) : ProcessTree.End(root, turn is null ? [] : [turn], grace, includeRoot: true);
        var leftovers = Leftovers(agent.Id, agent.Worktree);
        var rest = leftovers.Count == 0 ? new TreeEnd([], []) : ProcessTree.End(leftovers, grace);
        return new TreeEnd([.. tree.Ended.Union(rest.Ended)], [.. tree.Left.Union(rest.Left).Except(rest.Ended)]);
    }

    /// <summary>What <see cref="End"/> would end now, for a rehearsal.</summary>
    public static IReadOnlyList<ProcessIdentity> Living(AgentRecord agent)
    {
        var turn = ProcessIdentity.Parse(agent.TurnProcess);
        var root = ProcessIdentity.Parse(agent.Host) ?? turn;
        var tree = root is null ? [] : ProcessTree.Members(root, turn is null ? [] : [turn], includeRoot: true);
        var boot = ProcessIdentity.ReadBootId();
        return [.. tree.Concat(Leftovers(agent.Id, agent.Worktree)).Where(process => !process.IsDead)
            .Select(process => new ProcessIdentity(boot, process.Pid, process.StartTime)).Distinct()];
    }

    /// <summary>Living processes that carry the agent's mark, wherever they hang now.</summary>
    /// <param name="worktree">Also theirs, if given: test projects count their ids up, so that two of them have agents of one id.</param>
    public static IReadOnlyList<ProcessEntry> Leftovers(string agentId, string? worktree = null) =>
        [.. ProcessTree.FindByEnvironment(Variable, agentId).Where(p => p.Pid != System.Environment.ProcessId && IsOwn(p, agentId, worktree))];

    private static bool IsOwn(ProcessEntry process, string agentId, string? worktree) =>
        process.Variable(HostMarker.Variable) is not { Length: > 0 } host || host == agentId
            ? worktree is null || process.Variable("OVERSTORY_WORKTREE_PATH") is not { Length: > 0 } path || path == worktree
            : false;
}
