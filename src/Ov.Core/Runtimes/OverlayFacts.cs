using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Runtimes;

/// <summary>What an overlay is rendered from: rows.</summary>
public sealed record OverlayFacts(AgentRecord Agent, RunRecord Run, TaskRecord? Task, string Parent, bool IsReadOnly, IReadOnlyList<string> MaySpawn)
{
    /// <summary>What the sling said beside the task.</summary>
    public Briefing Briefing { get; init; } = Briefing.None;

    /// <summary>The folders of a sparse checkout; empty for a full one.</summary>
    public IReadOnlyList<string> Sparse { get; init; } = [];

    /// <summary>The most it may use.</summary>
    public Budget Budget { get; init; } = Budget.None;

    /// <summary>What an earlier incarnation, or this one before its context was compacted, wrote down for later.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The project's own definition of the role, as it reaches this agent.</summary>
    public string? Definition { get; init; }

    /// <summary>What earlier work learned, fenced; empty when nothing fits.</summary>
    public string Lessons { get; init; } = "";

    public static OverlayFacts Of(Sql sql, AgentRecord agent) => Of(sql, agent, Roles.With(new Dictionary<string, Config.RoleOverride>()));

    public static OverlayFacts Of(Sql sql, AgentRecord agent, Roles roles) => new(
        agent,
        RunStore.ById(sql, agent.RunId)!,
        agent.TaskId is { } taskId ? TaskStore.ById(sql, taskId) : null,
        agent.ParentId is { } parentId ? AgentStore.ById(sql, parentId)!.Name : Caller.OperatorName,
        roles.IsReadOnly(agent.Role),
        roles.MaySpawn(agent.Role))
    {
        Checkpoint = NoteStore.Newest(sql, NoteKind.Checkpoint, agent.Name, agent.RunId)?.Body,
        Briefing = AgentStore.BriefingOf(sql, agent.Id),
        Budget = roles.Budget(agent.Role),
        Sparse = Worktrees.WorktreeStore.OfAgent(sql, agent.Id)?.Sparse ?? [],
    };
}
