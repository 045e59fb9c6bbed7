using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;

namespace Ov.Core.Coordinating;

/// <summary>
/// Stops who coordinates. Its agents go on: their mail then reaches the operator. The run is completed when nothing of it is left to do,
/// and the operator gets a final status.
/// </summary>
public static class CoordinatorStopper
{
    public static StoppedCoordinator Stop(OvApp app, Caller caller, string role, string? name)
    {
        var agent = CoordinatorFinder.Require(app, role, name);
        var result = AgentStop.End(app, caller, new StopRequest([agent.Name], All: false, CleanWorktree: true, Force: true))[0];
        var run = app.Ledger.Read(sql => RunStore.ById(sql, agent.RunId)!);
        var (left, open) = app.Ledger.Read(sql => (AgentStore.AllLive(sql, run.Id).Count, CompletionTriggers.Unfinished(sql, run.Id).Count));
        var finished = role == "coordinator" && run.State == RunState.Active && left == 0 && open == 0;
        if (finished)
        {
            RunCompleter.Complete(app, caller, run, force: false);
            app.Ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, new MailDraft(Mailbox.SystemSender, Caller.OperatorName, MailType.Status, $"{run.Name} is complete", string.Join('\n', StatusLines.Of(tx.Sql, run.Id)))
            {
                RunId = run.Id,
            }));
        }

        return new StoppedCoordinator(result.Stopped, agent.Id, agent.Name, run.Name, finished, left, open, result.Backups);
    }
}

/// <param name="SessionId">The incarnation; Overstory's field.</param>
/// <param name="AgentsLeft">Live agents of its run, which go on.</param>
/// <param name="TasksLeft">Tasks of its run that are neither closed nor canceled.</param>
public sealed record StoppedCoordinator(bool Stopped, string SessionId, string AgentName, string Run, bool RunCompleted, int AgentsLeft, int TasksLeft, IReadOnlyList<string> Backups);
