using System.Globalization;
using Ov.Core.Ledger;
using Ov.Core.Mail;

namespace Ov.Core.Agents;

/// <summary>
/// What a turn's end changes: a good one acknowledges the mail it was shown, a failed one gives the mail back. Never more than idle:
/// completed is the agent's own word.
/// </summary>
internal static class HostTurnOutcome
{
    /// <param name="failure">Null after a good turn.</param>
    public static void Record(Tx tx, LedgerFiles files, ClaimedTurn turn, string? failure, int maxFailures)
    {
        var agent = AgentStore.ById(tx.Sql, turn.Agent.Id)!;
        // Stopped or replaced meanwhile: an older incarnation's host writes nothing any more.
        if (!agent.IsLive && agent.State != AgentState.Completed)
        {
            return;
        }

        tx.Record(new EventDraft("turn.ended")
        {
            RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Level = failure is null ? "info" : "warn",
            DurationMs = (long)(tx.Now - turn.StartedAt).TotalMilliseconds, Text = string.Create(CultureInfo.InvariantCulture, $"turn {turn.Number}: {failure ?? "ended well"}"),
        });
        if (!agent.IsLive)
        {
            AgentStore.EndTurn(tx, agent.Id, agent.FailedTurns);
            return;
        }

        if (failure is null)
        {
            Settle(tx, agent, turn);
        }
        else
        {
            Fail(tx, files, agent, turn, failure, maxFailures);
        }
    }

    private static void Settle(Tx tx, AgentRecord agent, ClaimedTurn turn)
    {
        MailClaims.Acknowledge(tx, turn.Claim.ClaimId);
        MailClaims.AcknowledgeShown(tx, agent.Name);
        AgentStore.EndTurn(tx, agent.Id, 0);
        Rest(tx, agent, null);
    }

    private static void Fail(Tx tx, LedgerFiles files, AgentRecord agent, ClaimedTurn turn, string failure, int maxFailures)
    {
        var failed = agent.FailedTurns + 1;
        MailClaims.Release(tx, turn.Claim.ClaimId, failure);
        AgentStore.EndTurn(tx, agent.Id, failed);
        if (failed >= maxFailures)
        {
            var count = string.Create(CultureInfo.InvariantCulture, $"{failed} turns in a row failed");
            AgentEnder.End(tx, files, agent, AgentState.Failed, agent.Name, $"{count}; the last one: {failure}", TaskAfter.Fail);
            return;
        }

        Rest(tx, agent, failure);
    }

    private static void Rest(Tx tx, AgentRecord agent, string? reason)
    {
        if (agent.State == AgentState.Stalled)
        {
            AgentStore.Move(tx, agent, AgentState.Working, agent.Name, "its turn ended");
        }

        var view = HostView.Of(tx.Sql, agent.Id);
        AgentStore.Move(tx, view.Agent, view.Resting, agent.Name, reason);
    }
}
