using Ov.Core.Git;
using Ov.Core.Runs;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>What git says before the transaction: where branches of a run begin, and which names are taken.</summary>
/// <param name="BaseBranch">The run's target unless another was asked for.</param>
/// <param name="Tips">Branches that agents may have, with their commits.</param>
public sealed record SlingGround(string BaseBranch, string BaseCommit, IReadOnlyDictionary<string, string> Tips)
{
    private const string Heads = "refs/heads/";

    /// <summary>One call of git for an ordinary sling.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public static SlingGround Of(OvApp app, RunRecord run, SlingRequest request, SlingRules rules, IEnumerable<string> taskBranches)
    {
        var refs = new GitRefs(app.Git);
        var root = app.Project.Root;
        var based = request.BaseBranch ?? run.Target;
        var wanted = taskBranches.Append(based).Concat(request.Open is { } open ? [open] : []).Distinct().Select(branch => Heads + branch);
        var tips = refs.List(root, [.. wanted, Heads + BranchName.Prefix(rules.BranchTemplate)])
            .DistinctBy(found => found.Name).ToDictionary(found => found.Name[Heads.Length..], found => found.Oid);
        var commit = tips.GetValueOrDefault(based) ?? refs.Resolve(root, based) ?? throw Missing(refs, root, based, run.Target);
        if (request.Open is { } opened && !tips.ContainsKey(opened))
        {
            throw Missing(refs, root, opened, run.Target);
        }

        // A branch opened for work counts from where it left the target.
        return request.Open is { } branch && new GitCommits(app.Git).MergeBase(root, commit, tips[branch]) is { } fork
            ? new SlingGround(based, fork, tips)
            : new SlingGround(based, commit, tips);
    }

    private static OvException Missing(GitRefs refs, string root, string branch, string target) => new(
        ErrorCode.NotFound, $"There is no branch '{branch}'.{Nearest.Sentence(branch, refs.List(root, Heads).Select(found => found.Name[Heads.Length..]))}",
        branch == target ? "The run's target is gone: create it again, or start another run." : "See 'git branch'.");
}
