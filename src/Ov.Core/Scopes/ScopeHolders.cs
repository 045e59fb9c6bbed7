using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Worktrees;

namespace Ov.Core.Scopes;

/// <summary>Who has claimed which files: live agents, and worktrees that a person made with a scope. Each is a lease that nobody else may touch.</summary>
public static class ScopeHolders
{
    /// <param name="isOwn">Whose lease covers this one, such as the lead's of what it hands out.</param>
    /// <param name="hint">What the one who is refused may do.</param>
    /// <exception cref="OvException">scope-overlap, naming the holder and the files.</exception>
    public static void RequireFree(Sql sql, IReadOnlyList<string> scope, Func<AgentRecord, bool>? isOwn, string hint)
    {
        foreach (var (agent, overlap) in Agents(sql, scope).Where(found => isOwn?.Invoke(found.Agent) != true))
        {
            throw Refusal(agent.Name, overlap, hint);
        }

        RequireFreeOfPeople(sql, scope, hint);
    }

    /// <summary>For what a live agent is to get beside its own: whoever is above or below it is in its way no more than before.</summary>
    /// <exception cref="OvException">scope-overlap, naming the holder and the files.</exception>
    internal static void RequireFree(Sql sql, AgentRecord agent, IReadOnlyList<string> scope, string hint)
    {
        var above = Line(sql, agent).ToHashSet();
        RequireFree(sql, scope, other => above.Contains(other.Id) || Line(sql, other).Contains(agent.Id), hint);
    }

    /// <exception cref="OvException">scope-overlap, naming the holder and the files.</exception>
    internal static void RequireFreeOfPeople(Sql sql, IReadOnlyList<string> scope, string hint)
    {
        foreach (var worktree in WorktreeStore.Claiming(sql))
        {
            if (ScopeOverlap.Find(scope, worktree.Scope) is { } overlap)
            {
                throw Refusal($"the worktree {worktree.OwnName}", overlap, hint);
            }
        }
    }

    /// <summary>The live agents whose leases meet a scope.</summary>
    internal static IEnumerable<(AgentRecord Agent, (string One, string Other) Overlap)> Agents(Sql sql, IReadOnlyList<string> scope)
    {
        foreach (var agent in AgentStore.AllLive(sql))
        {
            if (ScopeOverlap.Find(scope, agent.Scope) is { } overlap)
            {
                yield return (agent, overlap);
            }
        }
    }

    /// <summary>An agent and all above it.</summary>
    internal static IEnumerable<string> Line(Sql sql, AgentRecord? agent)
    {
        for (; agent is not null; agent = agent.ParentId is { } next ? AgentStore.ById(sql, next) : null)
        {
            yield return agent.Id;
        }
    }

    internal static OvException Refusal(string holder, (string One, string Other) overlap, string hint) => new(
        ErrorCode.ScopeOverlap, $"{overlap.One} overlaps {overlap.Other}, which {holder} holds.", hint)
    {
        Facts = new Dictionary<string, string> { ["holder"] = holder, ["scope"] = overlap.One, ["heldScope"] = overlap.Other },
    };
}
