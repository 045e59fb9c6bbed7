using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;

namespace Ov.Core.Worktrees;

/// <summary>The worktree that holds the working directory, with what belongs to it.</summary>
/// <param name="Name">The agent's name, or the worktree's own.</param>
/// <param name="Branch">What is checked out there now; null when detached.</param>
/// <param name="RecordedBranch">What it was made for.</param>
public sealed record CurrentWorktree(
    string Id, string Name, string Path, string? AgentName, AgentState? AgentState, string? TaskId, string? Task, string? RunId, string? Branch, string RecordedBranch,
    string? BaseBranch, string BaseCommit, IReadOnlyList<string> Scope, IReadOnlyList<string> Sparse, IReadOnlyList<int> Ports)
{
    /// <summary>Without any git call.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public static CurrentWorktree Require(OvApp app)
    {
        var worktree = RequireRecord(app);
        return app.Ledger.Read(sql =>
        {
            var agent = worktree.AgentId is { } id ? AgentStore.ById(sql, id) : null;
            var place = WorktreePlace.Of(sql, worktree);
            return new CurrentWorktree(
                worktree.Id, place.Name, worktree.Path, agent?.Name, agent?.State, agent?.TaskId ?? worktree.TaskId, place.Task.Length > 0 ? place.Task : null, worktree.RunId,
                HeadReader.CurrentBranch(app.Project.Here.GitDir), worktree.Branch, agent?.BaseBranch ?? worktree.BaseBranch, worktree.BaseCommit,
                agent?.Scope ?? worktree.Scope, worktree.Sparse, place.Ports);
        });
    }

    /// <exception cref="OvException">not-found: here is the project itself, a checkout of somebody else, or no checkout at all.</exception>
    public static WorktreeRecord RequireRecord(OvApp app)
    {
        var here = app.Project.Here.WorktreeRoot;
        if (here is not null && app.Project.Here.IsLinkedWorktree && app.Ledger.Read(sql => WorktreeStore.AtPath(sql, here)) is { } worktree)
        {
            return worktree;
        }

        throw new OvException(
            ErrorCode.NotFound,
            here is null ? "This is not inside a checkout." : app.Project.Here.IsLinkedWorktree ? $"{here} is a checkout that ov did not make." : "This is the project itself, not one of its worktrees.",
            "See 'ov worktree list'.");
    }
}
