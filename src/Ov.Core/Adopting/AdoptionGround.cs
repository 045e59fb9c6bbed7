using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Projects;

namespace Ov.Core.Adopting;

/// <summary>What the repository itself says about the work that Overstory's rows speak of.</summary>
/// <param name="Target">Where its merges went.</param>
/// <param name="Unlanded">Commits that the target lacks, by branch; branches that hold none or are gone are left out.</param>
/// <param name="Tips">By branch, for those that exist.</param>
/// <param name="Checkouts">By session id, for those whose worktree exists.</param>
/// <param name="SecondWorkers">Sessions with work of a task that a newer session has work of too, by id.</param>
internal sealed record AdoptionGround(
    string Target, IReadOnlyDictionary<string, int> Unlanded, IReadOnlyDictionary<string, string> Tips, IReadOnlyDictionary<string, ForeignCheckout> Checkouts,
    IReadOnlySet<string> SecondWorkers)
{
    private const int Depth = 2000;
    private const string Heads = "refs/heads/";

    /// <summary>Asks git; writes nothing.</summary>
    public static AdoptionGround Look(OvApp app, OverstoryFolder folder, OverstoryFacts facts)
    {
        var root = app.Project.CommonDir;
        var target = TargetOf(app, facts);
        var refs = new GitRefs(app.Git);
        var asked = facts.Sessions.Select(session => session.Branch).Concat(facts.Merges.Select(merge => merge.Branch)).ToHashSet();
        asked.Remove(target);
        var tips = asked.Count == 0 ? [] : refs.List(root, Heads).Select(found => (Branch: found.Name[Heads.Length..], found.Oid))
            .Where(found => asked.Contains(found.Branch)).ToDictionary(found => found.Branch, found => found.Oid);
        var open = tips.Count == 0 ? [] : refs.BranchExists(root, target) ? refs.NotMerged(root, target) : [.. tips.Keys];
        var merged = facts.Merges.Where(merge => merge.Status == "merged").Select(merge => merge.Branch).ToHashSet();
        var unlanded = open.Where(branch => tips.ContainsKey(branch) && (!merged.Contains(branch) || !IsIn(app, tips[branch], target)))
            .ToDictionary(branch => branch, branch => Own(app, tips[branch], target));
        var checkouts = ForeignCheckout.Of(app, folder, facts.Sessions, target);
        return new AdoptionGround(target, unlanded, tips, checkouts, Seconds(facts, session => unlanded.ContainsKey(session.Branch) || checkouts.GetValueOrDefault(session.Id) is { Uncommitted.Count: > 0 }));
    }

    /// <summary>True when the branch that stands for the task is another one's.</summary>
    public bool IsSecond(ForeignSession session) => SecondWorkers.Contains(session.Id);

    internal static HashSet<string> Seconds(OverstoryFacts facts, Func<ForeignSession, bool> hasWork) => [.. facts.Sessions.Where(hasWork).GroupBy(session => session.Task)
        .SelectMany(group => group.OrderByDescending(session => session.StartedAt).ThenBy(session => session.Id, StringComparer.Ordinal).Skip(1)).Select(session => session.Id)];

    /// <summary>Overstory's own order: the branch of its person's session, the configured one; ours where neither exists.</summary>
    private static string TargetOf(OvApp app, OverstoryFacts facts)
    {
        var refs = new GitRefs(app.Git);
        var configured = app.Config.Setting(ConfigKeys.CanonicalBranch) is { IsBroken: false, Found.Length: > 0 } set ? set.Found : null;
        return new[] { facts.SessionBranch, configured }.OfType<string>()
                .FirstOrDefault(name => RefName.IsValidBranch(name) && refs.BranchExists(app.Project.CommonDir, name))
            ?? BranchGuess.Default(app) ?? configured ?? "main";
    }

    private static int Own(OvApp app, string tip, string target) =>
        new GitRefs(app.Git).Tip(app.Project.CommonDir, target) is { } now ? new GitCommits(app.Git).CountOwn(app.Project.CommonDir, tip, now) : 0;

    /// <summary>Some of its ways to merge leave the branch unmerged in git's eyes: then the content decides.</summary>
    private static bool IsIn(OvApp app, string tip, string target)
    {
        var (root, commits) = (app.Project.CommonDir, new GitCommits(app.Git));
        return new GitRefs(app.Git).Tip(root, target) is { } now && commits.MergeBase(root, now, tip) is { } fork
            && new GitDiffs(app.Git).PatchId(root, fork, tip) is { } patch && new GitPatches(app.Git).Ids(root, $"{fork}..{now}", Depth).Contains(patch);
    }
}
