using Ov.Core.Budgets;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Processes;
using Ov.Core.Runtimes;
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
            MergeQueue.AfterNewBranch(tx, taskId, sling.Branch, agent.CreatedBy);
        }

        AgentStore.SetHost(tx, agentId, ProcessIdentity.Current().ToString());
        AgentStore.Move(tx, agent, AgentState.Idle, agent.CreatedBy, "its host is ready");
        Intents.Close(tx, intent.Id, "done");
        return true;
    });

    /// <summary>
    /// True when this very process is the incarnation's host already, and only its program is another one now (<see cref="HostUpdate"/>).
    /// A turn that the older program could not record, because the ledger was too new for it, counts as failed: its mail comes again.
    /// </summary>
    public static bool Continues(OvApp app, string agentId) => app.Ledger.Write(tx =>
    {
        var (agent, self) = (AgentStore.ById(tx.Sql, agentId)!, ProcessIdentity.Current().ToString());
        if (!agent.IsLive || agent.Host != self)
        {
            return false;
        }

        tx.Record(new EventDraft("host.updated") { RunId = agent.RunId, Actor = agent.Name, AgentId = agentId, TaskId = agent.TaskId, Text = "the program was replaced, and its host goes on with the new one" });
        if (agent.TurnProcess is not null)
        {
            var claim = MailStore.OpenClaimsOf(tx.Sql, agent.Name).FirstOrDefault(one => one.ClaimedBy == self)?.ClaimId ?? "";
            HostTurnOutcome.Record(
                tx, app.Project.Files, new ClaimedTurn(agent, agent.Turn, new MailClaim(claim, []), "", tx.Now),
                new TurnFailure(TurnFailureKind.Process, "the program was updated under it, so how it ended is not known"), int.MaxValue, budgets: TeamBudgets.None, owesReport: false);
        }

        return true;
    });
}
