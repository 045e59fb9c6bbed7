using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>How an agent comes by its branch.</summary>
public enum BranchOrigin
{
    /// <summary>Cut for it.</summary>
    New,

    /// <summary>Exists; gets a new worktree.</summary>
    Attached,

    /// <summary>Branch and worktree of an ended agent are taken over, uncommitted work included.</summary>
    TakenOver,
}

/// <summary>What was decided for one agent, before anything is written.</summary>
/// <param name="Held">The existing worktree that is taken over.</param>
/// <param name="Branch">Null while the task has no number yet: then it is named once the task exists.</param>
public sealed record SlingPlan(
    SlingSubject Subject, Role Role, AgentRecord? Parent, int Depth, IReadOnlyList<string> Scope, BranchOrigin Origin, string? Branch,
    string BaseBranch, string BaseCommit, WorktreeRecord? Held, string? KeptName)
{
    /// <summary>With <c>--serialize</c>: the task that holds an overlapping scope; nothing is started now.</summary>
    public string? WaitsFor { get; init; }
}
