using System.Globalization;
using Ov.Core.Git;

namespace Ov.Core.Watching;

/// <summary>How many commits branches have that their target lacks: one call of git for all branches of a target.</summary>
internal sealed class UnlandedCounts(GitProgram git, string directory)
{
    /// <summary>An older git counts branch by branch; more than this many are not worth the wait.</summary>
    private const int MostSingleCounts = 20;

    /// <summary>By branch; a branch or target that does not exist is left out.</summary>
    public IReadOnlyDictionary<string, BranchTip> Of(IEnumerable<(string Branch, string Target)> wanted)
    {
        var tips = new Dictionary<string, BranchTip>();
        foreach (var group in wanted.Distinct().GroupBy(pair => pair.Target, pair => pair.Branch))
        {
            foreach (var tip in OfTarget(group.Key, [.. group]))
            {
                tips[tip.Branch] = tip;
            }
        }

        return tips;
    }

    private IEnumerable<BranchTip> OfTarget(string target, string[] branches)
    {
        var refs = branches.Select(branch => "refs/heads/" + branch);
        var result = git.Run(GitCall.Read(directory, ["for-each-ref", $"--format=%(refname) %(objectname) %(ahead-behind:refs/heads/{target})", .. refs]));
        return result.ExitCode == 0
            ? result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)
            : OneByOne(target, branches);
    }

    private IEnumerable<BranchTip> OneByOne(string target, string[] branches)
    {
        var commits = new GitCommits(git);
        var refs = new GitRefs(git);
        var hasTarget = refs.BranchExists(directory, target);
        foreach (var tip in refs.List(directory, [.. branches.Take(MostSingleCounts).Select(branch => "refs/heads/" + branch)]))
        {
            yield return new BranchTip(Short(tip.Name), tip.Oid, hasTarget ? commits.Count(directory, $"refs/heads/{target}..{tip.Oid}") : null);
        }
    }

    private static BranchTip Parse(string line)
    {
        var parts = line.Split(' ');
        return new BranchTip(Short(parts[0]), parts[1], int.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static string Short(string refName) => refName["refs/heads/".Length..];
}

/// <summary>Where a branch stands.</summary>
/// <param name="Ahead">Null when the target does not exist.</param>
internal sealed record BranchTip(string Branch, string Oid, int? Ahead);
