using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Undoes an unfinished spawn: nothing of it stays but its log. Safe to repeat from any point.</summary>
internal static class SlingRollback
{
    private const string Reason = "unfinished-sling";

    /// <param name="outcome">How the intent is closed: <c>failed</c>, or <c>repaired</c> by the tick.</param>
    /// <returns>False when the host confirmed in time: the agent is at work and nothing is undone.</returns>
    public static bool Run(OvApp app, SlingIntent intent, string why, string outcome)
    {
        if (!EndAgent(app, intent, why))
        {
            return false;
        }

        var agent = app.Ledger.Read(sql => AgentStore.ById(sql, intent.AgentId))!;
        AgentTree.End(agent, AgentTree.Grace);
        var kept = TakeAway(app, intent, agent.Name);
        app.Ledger.Write(tx =>
        {
            if (intent.Origin == BranchOrigin.TakenOver)
            {
                WorktreeStore.HandTo(tx, intent.WorktreeId, intent.FormerAgentId, WorktreeState.Ready);
            }
            else
            {
                WorktreeStore.SetRemoved(tx, intent.WorktreeId, kept.Count > 0 ? kept[0] : null);
            }

            if (Intents.OpenFor(tx.Sql, Slinger.IntentKind, intent.AgentId) is { } open)
            {
                Intents.Close(tx, open.Id, outcome);
            }
        });
        return true;
    }

    /// <summary>First of all the rows: from here on the host refuses to confirm, and the task is free again.</summary>
    private static bool EndAgent(OvApp app, SlingIntent intent, string why) => app.Ledger.Write(tx =>
    {
        var agent = AgentStore.ById(tx.Sql, intent.AgentId)!;
        if (Intents.OpenFor(tx.Sql, Slinger.IntentKind, agent.Id) is null)
        {
            return false;
        }

        AgentEnder.End(tx, app.Project.Files, agent, AgentState.Stopped, "system", $"it could not be started: {why}", TaskAfter.Release);
        return true;
    });

    private static IReadOnlyList<string> TakeAway(OvApp app, SlingIntent intent, string name)
    {
        var (git, root, now) = (app.Git, app.Project.Root, app.Ledger.Now);
        if (intent.Origin == BranchOrigin.TakenOver)
        {
            if (RepositoryLocator.Find(intent.Path) is { IsLinkedWorktree: true } worktree)
            {
                File.Delete(Path.Combine(worktree.GitDir, CallerResolver.SecretFile));
            }

            return [];
        }

        var kept = WorktreeDisposal.Remove(git, root, intent.Path, Reason, name, now);
        return intent.Origin == BranchOrigin.New
            ? [.. kept, .. WorktreeDisposal.DeleteBranch(git, root, intent.Branch, intent.BaseCommit, Reason, now)]
            : kept;
    }
}
