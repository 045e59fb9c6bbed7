namespace Ov.Core.Git;

/// <summary>Reads by the git program: a call for all tips, two for all distances, one for each checkout.</summary>
/// <param name="directory">Where the repository is found.</param>
public sealed class GitProgramReader(GitProgram git, string directory) : IGitReader
{
    private const string Heads = "refs/heads/";

    public string Name => "git";

    public TimeSpan Rest => TimeSpan.FromMinutes(1);

    public IReadOnlyDictionary<string, CommitTree> Tips(IEnumerable<string> branches)
    {
        var wanted = branches.Select(branch => Heads + branch).ToHashSet();
        // A name given to git also finds what lies below it.
        return wanted.Count == 0 ? new Dictionary<string, CommitTree>()
            : git.Text(GitCall.Read(directory, ["for-each-ref", "--format=%(objectname) %(tree) %(refname)", .. wanted]))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3)).Where(fields => wanted.Contains(fields[2]))
                .ToDictionary(fields => fields[2][Heads.Length..], fields => new CommitTree(fields[0], fields[1]));
    }

    public IReadOnlyDictionary<string, Divergence> Distances(string target, IEnumerable<string> commits)
    {
        var asked = commits.Distinct().ToList();
        if (asked.All(commit => commit == target))
        {
            return asked.ToDictionary(commit => commit, _ => new Divergence(0, 0));
        }

        var parents = SinceTheyParted([target, .. asked]);
        var theirs = Reached(parents, target);
        return asked.ToDictionary(commit => commit, commit => Apart(Reached(parents, commit), theirs));
    }

    public IReadOnlyList<string> ChangedFiles(string worktree) => GitStatusReader.Parse(git.Text(GitCall.Read(
        worktree, "status", "--porcelain=v2", "-z", "--ignore-submodules=none", "--no-renames", "--untracked-files=all"))).AllPaths;

    /// <summary>The parents of every commit that not all of these have.</summary>
    private Dictionary<string, string[]> SinceTheyParted(string[] commits)
    {
        var common = git.Run(GitCall.Read(directory, ["merge-base", "--octopus", .. commits]));
        string[] without = common.ExitCode == 0 ? [.. common.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(oid => "^" + oid)] : [];
        return git.Text(GitCall.Read(directory, ["rev-list", "--parents", "--end-of-options", .. commits.Distinct(), .. without]))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(ids => ids[0], ids => ids[1..]);
    }

    private static HashSet<string> Reached(Dictionary<string, string[]> parents, string tip)
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

        return seen;
    }

    private static Divergence Apart(HashSet<string> ours, HashSet<string> theirs)
    {
        var both = ours.Count(theirs.Contains);
        return new Divergence(ours.Count - both, theirs.Count - both);
    }
}
