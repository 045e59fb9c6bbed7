using System.Text;
using Ov.Core.Processes;

namespace Ov.Core.Git;

/// <summary>Adds, lists and removes checkouts.</summary>
public sealed class GitWorktrees(GitProgram git)
{
    private const string HeadsPrefix = "refs/heads/";

    /// <summary>A big checkout with filters takes minutes.</summary>
    private static readonly TimeSpan CheckoutLimit = TimeSpan.FromMinutes(15);

    /// <summary>All checkouts, the main one first.</summary>
    public IReadOnlyList<GitWorktree> List(string directory)
    {
        var call = GitCall.Read(directory, "worktree", "list", "--porcelain", "-z");
        try
        {
            return Parse(git.Text(call));
        }
        catch (OvException failure) when (failure.Code == ErrorCode.GitFailed)
        {
            // It may have met a worktree that another process is just adding.
            return Alone(directory, () => Parse(git.Text(call)));
        }
    }

    /// <summary>The checkouts that have a branch checked out: a ref never moves under one of them.</summary>
    public IReadOnlyList<GitWorktree> CheckoutsOf(string directory, string branch) => [.. List(directory).Where(w => w.Branch == branch)];

    /// <summary>A new branch at a commit, checked out at a path that must be free. The branch follows no upstream.</summary>
    /// <returns>A sentence about a hook that failed, or null.</returns>
    public string? AddNewBranch(string directory, string path, string branch, string startOid)
    {
        RequireFree(path);
        if (!RefName.IsValidBranch(branch))
            throw new OvException(ErrorCode.Usage, $"git does not take '{branch}' as a branch name.");
        // --no-track also keeps git from writing the shared config, on whose lock racing calls would fail.
        return Add(directory, path, "worktree", "add", "--quiet", "--no-track", "-b", branch, "--", path, startOid);
    }

    /// <summary>An existing branch, checked out at a path that must be free. Git refuses one that is checked out elsewhere.</summary>
    public string? AddExistingBranch(string directory, string path, string branch)
    {
        RequireFree(path);
        if (git.Run(GitCall.Read(directory, "show-ref", "--verify", "--quiet", HeadsPrefix + branch)).ExitCode != 0)
            throw new OvException(ErrorCode.NotFound, $"There is no branch {branch}.");
        return Add(directory, path, "worktree", "add", "--quiet", "--", path, branch);
    }

    /// <summary>
    /// A checkout of some folders and the files on the way to them. Git keeps the choice in the worktree's own configuration and moves
    /// core.bare and core.worktree out of the shared one, where they would otherwise count for every worktree.
    /// </summary>
    /// <param name="startOid">Where a new branch begins; null for a branch that exists.</param>
    public string? AddSparse(string directory, string path, string branch, string? startOid, IReadOnlyList<string> folders)
    {
        RequireFree(path);
        if (startOid is not null && !RefName.IsValidBranch(branch))
            throw new OvException(ErrorCode.Usage, $"git does not take '{branch}' as a branch name.");
        string[] add = startOid is null ? ["--", path, branch] : ["--no-track", "-b", branch, "--", path, startOid];
        return Alone(directory, () =>
        {
            git.Text(Long(directory, ["worktree", "add", "--quiet", "--no-checkout", .. add]));
            git.Text(Long(path, "sparse-checkout", "set", "--cone", "--stdin") with { Input = Encoding.UTF8.GetBytes(string.Join('\n', folders) + "\n") });
            return Whole(path, Long(path, "checkout", "--quiet", branch, "--"));
        });
    }

    /// <summary>A full checkout, also where the one it was made from is sparse: git hands that on.</summary>
    public void MakeFull(string path)
    {
        if (git.Run(GitCall.Read(path, "config", "--type=bool", "--get", "core.sparseCheckout")).Stdout.Trim() == "true")
            Alone(path, () => git.Text(Long(path, "sparse-checkout", "disable")));
    }

    /// <summary>A checkout without a branch, for building merges off to the side.</summary>
    public void AddDetached(string directory, string path, string oid)
    {
        RequireFree(path);
        Add(directory, path, "-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--detach", "--", path, oid);
    }

    /// <summary>Removes a checkout and what git knows of it. Its branch stays.</summary>
    /// <param name="force">Also with uncommitted work or a lock: only after that work was kept.</param>
    public void Remove(string directory, string path, bool force = false)
    {
        string[] arguments = force ? ["worktree", "remove", "--force", "--force", "--", path] : ["worktree", "remove", "--", path];
        Change(directory, arguments);
    }

    /// <summary>Forgets checkouts whose folder is gone, anybody's; one known path is better forgotten by <see cref="Remove"/>.</summary>
    public void Prune(string directory) => Change(directory, "worktree", "prune", "--expire=now");

    private string? Add(string directory, string path, params string[] arguments) => Alone(directory, () => Whole(path, Long(directory, arguments)));

    /// <summary>
    /// A post-checkout hook that fails cannot undo the checkout, but git ends with the hook's exit status: what the hook said is the answer then.
    /// Git's own failures end with 128 or more.
    /// </summary>
    private string? Whole(string path, GitCall call)
    {
        var result = git.Run(call);
        if (result.ExitCode == 0)
            return null;
        var isWhole = result.ExitCode < 128 && RepositoryLocator.Find(path) is { IsLinkedWorktree: true } made && made.WorktreeRoot == path && File.Exists(Path.Combine(made.GitDir, "index"));
        return isWhole ? $"A post-checkout hook of the project failed: {GitProgram.LastWords(result.Stderr)}." : throw WithFilter(git.Failure(call, result));
    }

    /// <summary>A filter that is required and whose program is missing (Git LFS, git-crypt) fails every checkout: that is what has to be mended.</summary>
    private static OvException WithFilter(OvException failure) =>
        failure.Message.Split(" smudge filter ", 2) is [_, var rest] && rest.Split(' ', 2) is [var name, _]
            ? new OvException(failure.Code, failure.Message, $"This repository's files pass through the filter {name}: install its program, or see what it says with 'git checkout'.")
            : failure;

    private void Change(string directory, params string[] arguments) =>
        Alone(directory, () => git.Text(Long(directory, arguments)));

    private static GitCall Long(string directory, params string[] arguments) => GitCall.Change(directory, arguments) with { TimeLimit = CheckoutLimit };

    /// <summary>git does not guard its list of worktrees: one that reads a half-made neighbour fails. So ours change it one at a time.</summary>
    private static T Alone<T>(string directory, Func<T> deed)
    {
        var commonDir = RepositoryLocator.Find(directory)?.CommonDir;
        var folder = commonDir is null ? null : Path.Combine(commonDir, "overstory");
        using var turn = commonDir is null ? null : FileLock.Take(Path.Combine(Directory.Exists(folder) ? folder : commonDir, "worktrees.lock"), CheckoutLimit)
            ?? throw new OvException(ErrorCode.Busy, "Other worktrees have been added or removed for too long; nothing was changed.", "Run the command again.");
        return deed();
    }

    internal static IReadOnlyList<GitWorktree> Parse(string text)
    {
        var worktrees = new List<GitWorktree>();
        foreach (var field in text.Split('\0'))
        {
            var (key, value) = field.Split(' ', 2) is [var k, var v] ? (k, v) : (field, "");
            if (key == "worktree")
                worktrees.Add(new GitWorktree(value, null, null, false, false, null, null));
            else if (worktrees.Count > 0)
                worktrees[^1] = With(worktrees[^1], key, value);
        }
        return worktrees;
    }

    private static GitWorktree With(GitWorktree worktree, string key, string value) => key switch
    {
        "HEAD" => worktree with { Head = value.All(c => c == '0') ? null : value },
        "branch" => worktree with { Branch = value.StartsWith(HeadsPrefix, StringComparison.Ordinal) ? value[HeadsPrefix.Length..] : value },
        "detached" => worktree with { IsDetached = true },
        "bare" => worktree with { IsBare = true },
        "locked" => worktree with { LockReason = value },
        "prunable" => worktree with { Prunable = value },
        _ => worktree,
    };

    private static void RequireFree(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
            throw new OvException(ErrorCode.Foreign, $"The path {path} is in use, and a worktree is never laid over existing files.", "Move that folder away, or set worktrees.dir.");
    }
}
