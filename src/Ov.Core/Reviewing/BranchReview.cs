using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Stacking;
using Ov.Core.Tasks;

namespace Ov.Core.Reviewing;

/// <summary>What landing a branch would bring, as the target is now. Nothing is queued and no ref moves.</summary>
/// <param name="Tip">The commit that would land: a landing may be bound to it.</param>
/// <param name="Seen">The target as it is.</param>
/// <param name="Tree">The tree that would land; null with conflicts.</param>
/// <param name="Diff">From the target to that tree; with conflicts, what the branch changes.</param>
/// <param name="Summary">What its owner reported.</param>
public sealed record BranchReview(
    string Branch, string Target, string Tip, string Seen, string? Tree, TaskRecord? Task, string? Summary, MergeEntry? Entry, IReadOnlyList<GitCommit> Commits,
    IReadOnlyList<ChangedFile> Files, IReadOnlyList<string> Conflicts, IReadOnlyList<ReviewCheck> Checks, string Diff)
{
    /// <summary>How many commits are named.</summary>
    private const int MostCommits = 50;

    /// <param name="check">Run the gates on that tree now; else what is known of them is told.</param>
    /// <param name="trust">The operator approves the gates as they are now.</param>
    /// <exception cref="OvException">not-found, no-commit, state, busy; untrusted when gates are to run.</exception>
    public static BranchReview Of(OvApp app, Caller caller, string branch, bool check = false, bool trust = false, CancellationToken stop = default)
    {
        // To look is nobody's privilege.
        var request = MergeAdmission.Check(app, Caller.Operator, branch, pin: false);
        var entry = app.Ledger.Read(sql => MergeStore.OpenOf(sql, branch, request.Target));
        var (tip, strategy, target, root) = (entry?.Tip ?? request.Tip, entry?.Strategy ?? request.Strategy, request.Target, app.Project.CommonDir);
        using var lease = TargetLease.Take(app, target, caller.Actor, TimeSpan.FromSeconds(10));
        using var step = app.Progress.Step($"Building what {branch} would bring to {target}");
        var (commits, diffs, worktree) = (new GitCommits(app.Git), new GitDiffs(app.Git), IntegrationWorktree.Of(app, target));
        var seen = new GitRefs(app.Git).Tip(root, target)!;
        worktree.Prepare(app, seen);
        var built = new LandingBuilder(app, worktree, target, seen, stop: stop).Foresee(branch, strategy, tip, entry?.RevertedBy);
        var tree = built.IsClean ? built.Tree : null;
        if (check && tree is not null)
        {
            var gates = GateRunner.Approved(app, caller, trust);
            worktree.Prepare(app, commits.Create(root, new CommitDraft(tree, [seen, tip], $"What {branch} would bring to {target}", app.Ledger.Now)));
            GateRunner.Run(app, gates, worktree.Path, target, tree, entry?.Id ?? $"review-{RefName.Sanitize(branch).Replace('/', '-')}", stop);
        }

        var below = app.Ledger.Read(sql => StackBase.Of(sql, branch, target));
        var held = below?.Held(app.Git, root, tip, seen) is [.., var last] ? last : null;
        // What it stands on is reviewed by itself.
        var (from, to) = tree is not null && (held is null || below!.HasLanded) ? (seen, tree) : (held ?? commits.MergeBase(root, seen, tip)!, tip);
        return new BranchReview(
            branch, target, tip, seen, tree, request.Task, request.Task?.Summary, entry, commits.Log(root, $"{held ?? seen}..{tip}", MostCommits),
            diffs.ChangedFiles(root, commits.Tree(root, from), commits.Tree(root, to)), built.Conflicts, Judged(app, tree), diffs.Text(root, from, to));
    }

    private static IReadOnlyList<ReviewCheck> Judged(OvApp app, string? tree) =>
        app.Ledger.Read(sql => (IReadOnlyList<ReviewCheck>)[.. app.Config.Gates.Select(gate => ReviewCheck.Of(gate, tree is null ? null : VerdictStore.Find(sql, tree, gate, app.Config.Env)))]);
}
