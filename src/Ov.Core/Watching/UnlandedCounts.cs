using Ov.Core.Git;

namespace Ov.Core.Watching;

/// <summary>How many commits branches have that their target lacks: two calls of git, however many branches there are.</summary>
internal sealed class UnlandedCounts(GitProgram git, string directory)
{
    /// <summary>By branch; a branch that does not exist is left out.</summary>
    public IReadOnlyDictionary<string, BranchTip> Of(IReadOnlyList<(string Branch, string Target)> wanted)
    {
        var tips = new GitRefs(git).Named(directory, wanted.SelectMany(pair => new[] { pair.Branch, pair.Target }));
        var counts = new Dictionary<string, BranchTip>();
        foreach (var group in wanted.Where(pair => tips.ContainsKey(pair.Branch)).GroupBy(pair => pair.Target, pair => pair.Branch))
        {
            var target = tips.GetValueOrDefault(group.Key);
            var parents = target is null ? null : new GitCommits(git).Parents(directory, group.Select(branch => tips[branch]).Where(tip => tip != target), target);
            foreach (var branch in group)
            {
                counts[branch] = new BranchTip(branch, tips[branch], parents is null ? null : Reached(parents, tips[branch]));
            }
        }

        return counts;
    }

    /// <summary>How many of the commits that the target lacks a tip leads to.</summary>
    private static int Reached(IReadOnlyDictionary<string, string[]> parents, string tip)
    {
        var (seen, open) = (new HashSet<string>(), new Stack<string>([tip]));
        while (open.TryPop(out var commit))
        {
            if (parents.TryGetValue(commit, out var before) && seen.Add(commit))
            {
                foreach (var parent in before)
                {
                    open.Push(parent);
                }
            }
        }

        return seen.Count;
    }
}

/// <summary>Where a branch stands.</summary>
/// <param name="Ahead">Null when the target does not exist.</param>
internal sealed record BranchTip(string Branch, string Oid, int? Ahead);
