namespace Ov.Core.Git;

/// <summary>
/// What a view that stays open asks of a repository again and again. Every implementation gives the same answers; one contract suite holds
/// them to it. It reads only, and may be asked from several threads.
/// </summary>
public interface IGitReader
{
    /// <summary>What reads: <c>git</c> or <c>libgit2</c>.</summary>
    string Name { get; }

    /// <summary>How long a view waits between two looks while things change: as long as a look is dear.</summary>
    TimeSpan Rest { get; }

    /// <summary>The commit and tree of each of those branches that exists.</summary>
    IReadOnlyDictionary<string, CommitTree> Tips(IEnumerable<string> branches);

    /// <summary>How far commits and one other have gone apart, by commit.</summary>
    IReadOnlyDictionary<string, Divergence> Distances(string target, IEnumerable<string> commits);

    /// <summary>
    /// The files of a checkout that are staged, changed or untracked, by name; empty for a clean one. A renamed file counts with both names,
    /// an ignored one not at all.
    /// </summary>
    IReadOnlyList<string> ChangedFiles(string worktree);
}

/// <summary>A commit and what it holds.</summary>
public sealed record CommitTree(string Oid, string Tree);

/// <param name="Ahead">Commits that the other lacks.</param>
/// <param name="Behind">Commits that only the other has.</param>
public sealed record Divergence(int Ahead, int Behind);
