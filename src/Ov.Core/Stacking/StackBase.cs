using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Core.Stacking;

/// <summary>
/// The branch of another task that a branch was cut from. Until that has landed, what stands on it would bring it along; after it landed as
/// other commits (squash, rebase), git would take what both hold for two changes.
/// </summary>
/// <param name="Branch">The lower branch.</param>
/// <param name="Commit">Where it was cut from it.</param>
/// <param name="Task">Whose work the lower branch carries.</param>
/// <param name="Entry">Its newest entry for the same target; null when it never was in the queue.</param>
public sealed record StackBase(string Branch, string Commit, TaskRecord Task, MergeEntry? Entry)
{
    /// <summary>Null for a branch that was cut from its target.</summary>
    public static StackBase? Of(Sql sql, string branch, string target) =>
        AgentStore.ByBranch(sql, branch) is { BaseBranch: { } below, BaseCommit: { } commit } && below != target && below != branch && TaskStore.ByBranch(sql, below) is { } task
            ? new StackBase(below, commit, task, MergeStore.NewestOf(sql, below, target)) : null;

    public bool HasLanded => Entry is { State: MergeState.Landed };

    /// <summary>Whether a tip has work of the lower branch that the target has not.</summary>
    public bool Carries(GitProgram git, string root, string tip, string seen) => Held(git, root, tip, seen).Count > 0
        || (Entry is { RevertedBy: { } revert } && !HasLanded && Has(git, root, Commit, tip) && !Has(git, root, revert, tip));

    /// <summary>The last commits of the lower branch that a tip has and the target lacks; none once the tip stands on the target itself.</summary>
    public IReadOnlyList<string> Held(GitProgram git, string root, string tip, string seen)
    {
        var lower = HasLanded ? Entry!.Tip : new GitRefs(git).Tip(root, Branch) ?? Entry?.Tip;
        var shared = lower is null || new GitRefs(git).Resolve(root, lower) is null ? null : new GitCommits(git).MergeBase(root, lower, tip);
        var held = new[] { Has(git, root, Commit, tip) ? Commit : null, shared }.OfType<string>().Distinct().Where(commit => !Has(git, root, commit, seen)).ToList();
        return held is [var cut, var later] ? Has(git, root, cut, later) ? [later] : Has(git, root, later, cut) ? [cut] : held : held;
    }

    /// <summary>What was rewritten long ago may have been collected; then nobody stands on it.</summary>
    private static bool Has(GitProgram git, string root, string commit, string tip) => new GitRefs(git).Resolve(root, commit) is not null && new GitCommits(git).IsAncestor(root, commit, tip);
}
