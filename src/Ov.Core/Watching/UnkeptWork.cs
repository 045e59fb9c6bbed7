using Ov.Core.Agents;
using Ov.Core.Worktrees;

namespace Ov.Core.Watching;

/// <summary>Keeps the uncommitted work of agents whose turn goes on for long; between turns their hosts do.</summary>
internal static class UnkeptWork
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    public static IEnumerable<TickDecision> Keep(TickContext context)
    {
        if (context.DryRun)
        {
            yield break;
        }

        foreach (var worktree in context.Ledger.Read(sql => WorktreeStore.Unkept(sql, context.Ledger.Now - Every)))
        {
            var agent = context.Ledger.Read(sql => AgentStore.ById(sql, worktree.AgentId!))!;
            // Looked at once for each stretch of time, whatever is found.
            context.Ledger.Write(tx => WorktreeStore.SetKept(tx, worktree.Id));
            // Stays unknown when it fails, which is told; that there was nothing to keep is not.
            bool? kept = null;
            var decision = context.Try("worktree", agent.Name, "kept", "its uncommitted work was kept", () => (kept = WipKeeper.Keep(context.App, worktree, agent.Name, "while it worked") is not null) == true);
            if (kept != false)
            {
                yield return decision;
            }
        }
    }
}
