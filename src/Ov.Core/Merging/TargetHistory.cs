using Ov.Core.Git;

namespace Ov.Core.Merging;

/// <summary>
/// Finds landings again in a target that was rewritten (amend, squash, pull --rebase): as a commit, else by what a commit changes, else
/// commit by commit, else because merging it again would change nothing.
/// </summary>
internal sealed class TargetHistory(GitProgram git, string root, string now)
{
    /// <summary>How far back a rewritten target is compared.</summary>
    internal const int Depth = 2000;

    private readonly GitCommits _commits = new(git);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _patches = [];

    public LandedTrace Find(MergeEntry entry)
    {
        if (entry.Landed is not { } landed)
        {
            return new LandedTrace(LandedHow.Missing, null);
        }

        // What was rewritten long ago may have been collected.
        var isThere = new GitRefs(git).Resolve(root, landed) is not null;
        if (isThere && _commits.IsAncestor(root, landed, now))
        {
            return new LandedTrace(LandedHow.AsLanded, landed);
        }

        var patches = Since(isThere ? _commits.MergeBase(root, landed, now) : null);
        return (entry.PatchId is { } patch ? patches.GetValueOrDefault(patch) : null) is { } commit ? new LandedTrace(LandedHow.Rewritten, commit)
            : isThere && entry.Seen is { } seen && Last(patches, $"{seen}..{entry.Tip}") is { } last ? new LandedTrace(LandedHow.Rewritten, last)
            : isThere && entry.Seen is { } start && BringsNothing(start, landed) ? new LandedTrace(LandedHow.Contained, null)
            : new LandedTrace(LandedHow.Missing, null);
    }

    /// <summary>Whether work that no landing is known of is there by content: as one change, or commit by commit.</summary>
    public bool Has(string tip)
    {
        if (_commits.MergeBase(root, now, tip) is not { } fork)
        {
            return false;
        }

        var patches = Since(fork);
        return (new GitDiffs(git).PatchId(root, fork, tip) is { } patch && patches.ContainsKey(patch)) || Last(patches, $"{fork}..{tip}") is not null;
    }

    /// <summary>The commit with the last of a range's changes, when every one of them is there.</summary>
    private string? Last(IReadOnlyDictionary<string, string> patches, string range)
    {
        var own = patches.Count == 0 || _commits.CountMerges(root, range) > 0 ? [] : new GitPatches(git).Named(root, range, Depth);
        return own.Count > 0 && own.All(pair => patches.ContainsKey(pair.Patch)) ? patches[own[0].Patch] : null;
    }

    /// <summary>Older gits take no base from outside, so the three trees get commits of their own that show them the way.</summary>
    private bool BringsNothing(string before, string landed)
    {
        var tree = _commits.Tree(root, now);
        var start = _commits.Side(root, _commits.Tree(root, before));
        var merged = new GitMerge(git).Build(root, _commits.Side(root, tree, start), _commits.Side(root, _commits.Tree(root, landed), start));
        return merged.IsClean && merged.Tree == tree;
    }

    /// <summary>What each commit of the target changes since a fork, by patch id, the newest winning.</summary>
    private IReadOnlyDictionary<string, string> Since(string? fork)
    {
        if (!_patches.TryGetValue(fork ?? "", out var known))
        {
            var found = new Dictionary<string, string>();
            foreach (var (patch, commit) in new GitPatches(git).Named(root, fork is null ? now : $"{fork}..{now}", Depth))
            {
                found.TryAdd(patch, commit);
            }

            _patches[fork ?? ""] = known = found;
        }

        return known;
    }
}
