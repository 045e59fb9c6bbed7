using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Core.Tasks;

/// <summary>An agent takes a ready task: of any number of racing claimers exactly one gets it.</summary>
public static class TaskClaimer
{
    /// <exception cref="OvException">already-claimed naming the holder, not-ready, state, not-owner for who is no agent of the run, fenced.</exception>
    public static TaskRecord Claim(OvApp app, Caller caller, TaskRecord task)
    {
        var isReadOnly = caller.Agent is { } agent && Roles.In(app.Config).IsReadOnly(agent.Role);
        return app.Ledger.Write(tx => Claim(tx, caller, task, isReadOnly));
    }

    private static TaskRecord Claim(Tx tx, Caller caller, TaskRecord task, bool isReadOnly)
    {
        var current = TaskStore.ById(tx.Sql, task.Id)!;
        TaskRights.Require(tx.Sql, caller, TaskVerb.Claim, current);
        var agent = AgentStore.ById(tx.Sql, caller.Agent!.Id)!;
        if (current.State == TaskState.InProgress && current.OwnerId == agent.Id)
        {
            return current;
        }

        return Give(tx, current, agent, isReadOnly, caller.Actor);
    }

    /// <summary>pending → in_progress, as that agent's own, in the caller's transaction.</summary>
    /// <exception cref="OvException">not-ready, state.</exception>
    internal static TaskRecord Give(Tx tx, TaskRecord current, AgentRecord agent, bool isReadOnly, string actor)
    {
        TaskReadiness.For(tx.Sql, current, mayStack: false).Require(current);
        RequireFree(tx.Sql, agent);
        TaskStore.Move(tx, current, TaskState.InProgress, actor);
        TaskStore.SetOwner(tx, current.Id, agent.Id);
        AgentStore.SetTask(tx, agent.Id, current.Id);
        if (!isReadOnly && agent.Branch is { } branch)
        {
            TaskStore.SetBranch(tx, current.Id, branch);
            MergeQueue.AfterNewBranch(tx, current.Id, branch, actor);
        }

        return TaskStore.ById(tx.Sql, current.Id)!;
    }

    /// <summary>One task at a time: an agent's branch carries the work of one.</summary>
    private static void RequireFree(Sql sql, AgentRecord agent)
    {
        if (TaskStore.HeldBy(sql, agent.Id) is [var held, ..])
        {
            throw new OvException(
                ErrorCode.State, $"{agent.Name} works on task {held.Number} already, and an agent holds one task at a time.",
                $"Report it with 'ov task done {held.Number}', or give it back with 'ov task release {held.Number}'.");
        }
    }
}
