using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>The last step of a spawn, taken by the host itself: that it lives and that the sling is done become true in one transaction.</summary>
public static class HostConfirmation
{
    /// <summary>False when the spawn was rolled back meanwhile, or the incarnation has had a host before.</summary>
    public static bool Confirm(OvApp app, string agentId) => app.Ledger.Write(tx =>
    {
        var agent = AgentStore.ById(tx.Sql, agentId)!;
        if (agent.State != AgentState.Booting || Intents.OpenFor(tx.Sql, Slinger.IntentKind, agentId) is not { } intent)
        {
            return false;
        }

        var sling = SlingIntent.Parse(intent.Data);
        WorktreeStore.SetState(tx, sling.WorktreeId, WorktreeState.Ready);
        if (agent.TaskId is { } taskId)
        {
            TaskStore.SetBranch(tx, taskId, sling.Branch);
        }

        AgentStore.SetHost(tx, agentId, ProcessIdentity.Current().ToString());
        AgentStore.Move(tx, agent, AgentState.Idle, agent.CreatedBy, "its host is ready");
        Intents.Close(tx, intent.Id, "done");
        return true;
    });
}
