using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Runtimes;

/// <summary>What an overlay is rendered from: rows, and the few words that only the sling knew.</summary>
public sealed record OverlayFacts(AgentRecord Agent, RunRecord Run, TaskRecord? Task, string Parent, bool IsReadOnly, IReadOnlyList<string> MaySpawn)
{
    /// <summary>A file given with <c>--spec</c>.</summary>
    public string? SpecFile { get; init; }

    /// <summary>Agents that work beside this one.</summary>
    public IReadOnlyList<string> Siblings { get; init; } = [];

    /// <summary>The folders of a sparse checkout; empty for a full one.</summary>
    public IReadOnlyList<string> Sparse { get; init; } = [];

    /// <summary>The most it may use.</summary>
    public RoleBudget Budget { get; init; } = RoleBudget.None;

    public bool SkipScout { get; init; }

    /// <summary>What an earlier incarnation, or this one before its context was compacted, wrote down for later.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The project's own definition of the role, as it reaches this agent.</summary>
    public string? Definition { get; init; }

    /// <summary>What earlier work learned, fenced; empty when nothing fits.</summary>
    public string Lessons { get; init; } = "";

    /// <summary>What another agent left for this one, as a section.</summary>
    public string? Handoff { get; init; }

    /// <summary>What the sling said to it beside its task.</summary>
    public string? Prompt { get; init; }

    /// <summary>Text of a profile, appended as it is.</summary>
    public string? Profile { get; init; }

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
        Budget = roles.Budget(agent.Role),
        Sparse = Worktrees.WorktreeStore.OfAgent(sql, agent.Id)?.Sparse ?? [],
    };
}
