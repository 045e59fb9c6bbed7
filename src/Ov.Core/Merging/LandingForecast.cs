using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>What a merge would give, built on the target as it is now; nothing is queued and no ref moves.</summary>
/// <param name="PredictedTier"><c>clean-merge</c>, <c>auto-resolve</c>, <c>conflict</c> or <c>already-landed</c>.</param>
/// <param name="WouldRequireAgent">A conflict goes back to the branch's owner.</param>
public sealed record LandingForecast(string BranchName, string Target, string Tip, string PredictedTier, IReadOnlyList<string> ConflictFiles, bool WouldRequireAgent, string Reason)
{
    private const string Conflict = "conflict";

    public static IReadOnlyList<LandingForecast> For(OvApp app, Caller caller, LandingAsk ask)
    {
        var wanted = ask.Branches.Count > 0
            ? ask.Branches.Distinct().Select(branch => MergeAdmission.Check(app, caller, branch, ask.Into, pin: false, ask.Own)).Select(request => Wanted.Of(app, request)).ToList()
            : [.. Queued(app, caller, ask), .. LandingRound.Reported(app, caller, ask.Into, pin: false).Select(request => Wanted.Of(app, request))];
        return [.. wanted.Select(w => w with { Strategy = ask.Strategy ?? w.Strategy }).GroupBy(w => w.Target).SelectMany(group => OfTarget(app, caller, group.Key, [.. group]))];
    }

    private static List<Wanted> Queued(OvApp app, Caller caller, LandingAsk ask) =>
        [.. app.Ledger.Read(sql => LandingRound.Targets(app, sql, caller, ask.Into).SelectMany(t => QueueOrder.Read(sql, t, app.Ledger.Now))).Where(e => !e.IsOffered).Select(e => new Wanted(e.Branch, e.Target, e.Tip, e.Strategy, e.RevertedBy))];

    private static List<LandingForecast> OfTarget(OvApp app, Caller caller, string target, IReadOnlyList<Wanted> branches)
    {
        using var lease = TargetLease.Take(app, target, caller.Actor, TimeSpan.FromSeconds(10));
        var (root, worktree) = (app.Project.CommonDir, IntegrationWorktree.Of(app, target));
        var seen = new GitRefs(app.Git).Tip(root, target) ?? throw new OvException(ErrorCode.NotFound, $"The target {target} does not exist.");
        worktree.Prepare(app, seen);
        var builder = new LandingBuilder(app, worktree, target, seen);
        return [.. branches.Select(wanted => Of(app, wanted, seen, builder))];
    }

    private static LandingForecast Of(OvApp app, Wanted wanted, string seen, LandingBuilder builder)
    {
        var (branch, target, tip, strategy, revertedBy) = wanted;
        var (commits, root) = (new GitCommits(app.Git), app.Project.CommonDir);
        if (commits.IsAncestor(root, tip, seen) && !LandingBuilder.WasTakenOut(commits, root, seen, tip, revertedBy))
        {
            return new LandingForecast(branch, target, tip, MergeTier.AlreadyLanded, [], false, $"{target} has its commits already");
        }

        var merged = builder.Foresee(branch, strategy, tip, revertedBy);
        return merged.Resolutions.Count > 0
            ? new LandingForecast(branch, target, tip, MergeTier.AutoResolve, [], false, $"conflicts that rules resolve: {Resolution.Summary(merged.Resolutions)}")
            : merged.IsClean
            ? new LandingForecast(branch, target, tip, MergeTier.Clean, [], false, "no conflicts: merge-tree reports clean merge")
            : new LandingForecast(branch, target, tip, Conflict, merged.Conflicts, true, $"conflicts in {string.Join(", ", merged.Conflicts)}: its owner rebases");
    }

    private sealed record Wanted(string Branch, string Target, string Tip, MergeStrategy Strategy, string? RevertedBy)
    {
        public static Wanted Of(OvApp app, MergeRequest request) =>
            new(request.Branch, request.Target, request.Tip, request.Strategy, app.Ledger.Read(sql => MergeStore.OpenOf(sql, request.Branch, request.Target))?.RevertedBy);
    }
}
