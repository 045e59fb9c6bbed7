using Ov.Core.Agents;
using Ov.Core.Git;

namespace Ov.Core.Runs;

/// <summary>Makes a completed run active again: more work for the same objective, on the same target.</summary>
public static class RunReopener
{
    /// <exception cref="OvException">not-operator for an agent, state when it is not completed, not-found when its target is gone.</exception>
    public static RunRecord Reopen(OvApp app, Caller caller, RunRecord run)
    {
        if (caller.Agent is { } agent)
        {
            throw new OvException(ErrorCode.NotOperator, $"{agent.Name} is an agent and works inside its own run, so it opens none again.");
        }

        if (!new GitRefs(app.Git).BranchExists(app.Project.CommonDir, run.Target))
        {
            throw new OvException(
                ErrorCode.NotFound, $"The branch {run.Target} that run {run.Name} lands on is gone.", $"Make it again first (git branch {run.Target} <commit>), or start another run: ov run start");
        }

        return app.Ledger.Write(tx => RunStore.Move(tx, RunStore.ById(tx.Sql, run.Id)!, RunState.Active, caller.Actor));
    }
}
