using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Tasks;

/// <summary>Who may do what with a task (contract, "State transitions" and "Identity"), in one table.</summary>
public static class TaskRights
{
    private const TaskParty Anyone = TaskParty.Operator | TaskParty.Desk | TaskParty.Agent;

    /// <summary>The parties of which any one is enough.</summary>
    public static TaskParty Allowed(TaskVerb verb) => verb switch
    {
        TaskVerb.Add or TaskVerb.WriteSpec => Anyone,
        TaskVerb.Edit => TaskParty.Operator | TaskParty.Desk | TaskParty.Lead,
        TaskVerb.Claim => TaskParty.Agent,
        TaskVerb.Release => TaskParty.Operator | TaskParty.Lead | TaskParty.Owner,
        TaskVerb.Done or TaskVerb.Block or TaskVerb.HandOver => TaskParty.Owner,
        TaskVerb.Cancel or TaskVerb.Close or TaskVerb.Reopen or TaskVerb.Reassign => TaskParty.Operator | TaskParty.Lead,
        TaskVerb.ReopenClosed => TaskParty.Operator,
        _ => TaskParty.None,
    };

    /// <summary>Roles that hand work to others and answer for it.</summary>
    public static bool Leads(string role) => role is "lead" or "coordinator" or "orchestrator";

    /// <param name="parent">The task that <paramref name="task"/> is a part of, if any.</param>
    public static TaskParty PartyOf(Caller caller, TaskRecord task, TaskRecord? parent)
    {
        if (caller.Agent is not { } agent)
        {
            return caller.IsOperator ? TaskParty.Operator : TaskParty.Desk;
        }

        var owner = task.OwnerId == agent.Id ? TaskParty.Owner : TaskParty.None;
        var leads = Leads(agent.Role) && owner == TaskParty.None && (parent?.OwnerId == agent.Id || task.CreatedBy == agent.Name);
        return agent.RunId == task.RunId ? TaskParty.Agent | owner | (leads ? TaskParty.Lead : TaskParty.None) : TaskParty.None;
    }

    /// <summary>Refuses whoever may not, and an incarnation that was replaced meanwhile.</summary>
    /// <exception cref="OvException">fenced, not-owner or not-operator.</exception>
    public static void Require(Sql sql, Caller caller, TaskVerb verb, TaskRecord task)
    {
        CallerFence.Require(sql, caller);
        var party = PartyOf(caller, task, task.ParentId is { } parentId ? TaskStore.ById(sql, parentId) : null);
        var allowed = Allowed(verb);
        if ((party & allowed) != 0 || (caller.Agent?.TaskId is { } own && MayReplan(sql, verb, own, task)))
        {
            return;
        }

        var code = allowed.HasFlag(TaskParty.Operator) ? ErrorCode.NotOperator : ErrorCode.NotOwner;
        throw new OvException(code, $"Only {Words(allowed)} may {Words(verb)} task {task.Number}, and this command runs as {caller.Actor}.", Hint(verb, caller));
    }

    /// <summary>Who plans a task anew may edit it, and who plans the run drops what nobody has begun, too.</summary>
    private static bool MayReplan(Sql sql, TaskVerb verb, string own, TaskRecord task) =>
        (verb == TaskVerb.Edit && Phases.ReplanStore.Plans(sql, own, task.Id)) || (verb is TaskVerb.Edit or TaskVerb.Cancel && Planning.BeginningStore.Plans(sql, own, task));

    private static string Words(TaskParty allowed)
    {
        var words = new List<string>();
        foreach (var (party, word) in new[]
        {
            (TaskParty.Operator, "the operator"), (TaskParty.Desk, "the desk"), (TaskParty.Lead, "the lead it belongs to"),
            (TaskParty.Owner, "the agent that holds it"), (TaskParty.Agent, "an agent of its run"),
        })
        {
            if (allowed.HasFlag(party))
            {
                words.Add(word);
            }
        }

        return string.Join(" or ", words);
    }

    private static string Words(TaskVerb verb) => verb switch
    {
        TaskVerb.WriteSpec => "write a spec for",
        TaskVerb.Done => "report",
        TaskVerb.HandOver => "hand over",
        TaskVerb.ReopenClosed => "reopen the closed",
        _ => verb.Word(),
    };

    private static string? Hint(TaskVerb verb, Caller caller) => (verb, caller.Kind) switch
    {
        (TaskVerb.Claim, not CallerKind.Agent) => "Start an agent on it: ov sling <task>",
        (TaskVerb.Done, not CallerKind.Agent) => "Without an agent: 'ov task cancel' ends it and keeps the work, 'ov merge --branch' lands a branch.",
        (_, CallerKind.Unidentified) => "Run it yourself in a terminal, or set OV_OPERATOR_TOKEN to a token made by 'ov token create'.",
        _ => null,
    };
}
