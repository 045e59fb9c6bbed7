using System.Collections.Concurrent;
using LibGit2Sharp;

namespace Ov.Core.Git;

/// <summary>
/// Reads inside this process by libgit2, so that a look starts no program. The only door to it, and only calls that answer rightly under
/// Native AOT. Opened anew for every answer: nothing goes stale, and no handle is shared between threads.
/// </summary>
/// <param name="directory">The common git folder.</param>
/// <param name="program">Asked about a checkout whose files differ: libgit2 runs no filters and knows no sparse checkouts.</param>
public sealed class LibGit2Reader(string directory, IGitReader program) : IGitReader
{
    private const FileStatus Doubtful = FileStatus.ModifiedInWorkdir | FileStatus.DeletedFromWorkdir | FileStatus.TypeChangeInWorkdir | FileStatus.RenamedInWorkdir | FileStatus.Unreadable;

    private readonly ConcurrentDictionary<string, (string Stamp, IReadOnlyList<string> Files)> _asked = new();

    public string Name => "libgit2";

    public TimeSpan Rest => TimeSpan.FromSeconds(15);

    /// <summary>The version of the native library; fails where it is not there.</summary>
    public static string Version => GlobalSettings.Version.InformationalVersion.Split('+')[0];

    /// <summary>The commit that is checked out where this reader looks, or null before the first.</summary>
    /// <exception cref="NotSupportedException">The repository replaces commits by others, which libgit2 does not see.</exception>
    public string? Head()
    {
        using var repository = Open(directory);
        return repository.Refs.FromGlob("refs/replace/*").Any() || File.Exists(Path.Combine(directory, "info", "grafts"))
            ? throw new NotSupportedException("the repository replaces commits by others")
            : repository.Head.Tip?.Sha;
    }

    public IReadOnlyDictionary<string, CommitTree> Tips(IEnumerable<string> branches)
    {
        using var repository = Open(directory);
        var tips = new Dictionary<string, CommitTree>();
        foreach (var branch in branches.Distinct())
        {
            if (repository.Refs["refs/heads/" + branch]?.ResolveToDirectReference() is { } found && repository.Lookup<Commit>(found.TargetIdentifier) is { } commit)
            {
                tips[branch] = new CommitTree(commit.Sha, commit.Tree.Sha);
            }
        }

        return tips;
    }

    public IReadOnlyDictionary<string, Divergence> Distances(string target, IEnumerable<string> commits)
    {
        using var repository = Open(directory);
        var other = repository.Lookup<Commit>(target);
        return commits.Distinct().ToDictionary(commit => commit, commit =>
        {
            var apart = repository.ObjectDatabase.CalculateHistoryDivergence(repository.Lookup<Commit>(commit), other);
            return new Divergence(apart.AheadBy ?? 0, apart.BehindBy ?? 0);
        });
    }

    /// <summary>A checkout whose index only git understands, such as a sparse or a split one, is no reason to read the others by git too.</summary>
    public IReadOnlyList<string> ChangedFiles(string worktree)
    {
        using var repository = Open(worktree);
        List<StatusEntry> found;
        try
        {
            found = [.. repository.RetrieveStatus(new StatusOptions { DetectRenamesInIndex = false, DetectRenamesInWorkDir = false, IncludeUntracked = true, RecurseUntrackedDirs = true, IncludeIgnored = false })];
        }
        catch (LibGit2SharpException)
        {
            return program.ChangedFiles(worktree);
        }

        IReadOnlyList<string> files = [.. found.Select(entry => entry.FilePath).Distinct().Order(StringComparer.Ordinal)];
        return found.Any(entry => (entry.State & Doubtful) != 0) ? Confirmed(worktree, repository.Info.Path, files) : files;
    }

    /// <summary>Asked once for each state of those files.</summary>
    private IReadOnlyList<string> Confirmed(string worktree, string gitDir, IReadOnlyList<string> files)
    {
        var stamp = FileStamp.Of(worktree, gitDir, files);
        if (stamp is not null && _asked.TryGetValue(worktree, out var known) && known.Stamp == stamp)
        {
            return known.Files;
        }

        var answer = program.ChangedFiles(worktree);
        if (stamp is not null)
        {
            _asked[worktree] = (stamp, answer);
        }

        return answer;
    }

    private static LibGit2Sharp.Repository Open(string path) => new(path);
}
