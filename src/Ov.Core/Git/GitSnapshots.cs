using System.Text;

namespace Ov.Core.Git;

/// <summary>Keeps uncommitted work before a checkout is removed.</summary>
public sealed class GitSnapshots(GitProgram git)
{
    private readonly GitCommits _commits = new(git);

    /// <summary>
    /// Commits staged, unstaged and untracked work (not what is ignored) without touching the checkout's index, files or HEAD; null
    /// when there is nothing uncommitted. The commit hangs on no ref: the caller keeps it with <see cref="GitRefs.BackUp"/>.
    /// </summary>
    /// <param name="leaveOut">Paths whose uncommitted content stays out of it.</param>
    public GitSnapshot? Take(string worktree, string message, DateTimeOffset now, params IReadOnlyList<string> leaveOut) =>
        WithCopy(worktree, (root, index) => Take(root, index, message, now, leaveOut));

    /// <summary>Brings the files of a snapshot back, without touching index and HEAD. What the snapshot does not know stays.</summary>
    public void Restore(string worktree, string oid) => git.Text(GitCall.Change(worktree, "restore", $"--source={oid}", "--worktree", "--", ":/"));

    /// <summary>The tree that committing everything would give: what is staged, unstaged and untracked, not what is ignored.</summary>
    public string Tree(string worktree) => WithCopy(worktree, (root, index) => Tree(root, index, []));

    private static T WithCopy<T>(string worktree, Func<string, string, T> use)
    {
        var repository = RepositoryLocator.Find(worktree);
        if (repository?.WorktreeRoot is not { } root)
            throw new OvException(ErrorCode.NotARepository, $"{worktree} is no checkout, so its work cannot be kept.");
        var index = Path.Combine(repository.GitDir, $"ov-snapshot-{Guid.NewGuid():n}");
        try
        {
            CopyIndex(Path.Combine(repository.GitDir, "index"), index);
            return use(root, index);
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }
    }

    private GitSnapshot? Take(string root, string index, string message, DateTimeOffset now, IReadOnlyList<string> leaveOut)
    {
        var head = git.Run(GitCall.Read(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")) is { ExitCode: 0 } born ? born.Stdout.TrimEnd() : null;
        var headTree = head is null ? new GitTrees(git).Empty(root) : _commits.Tree(root, head);
        // An index with conflicts has no tree; its sides are in commits already.
        var staged = git.Run(WithIndex(root, index, "write-tree")) is { ExitCode: 0 } written ? written.Stdout.TrimEnd() : null;
        var tree = Tree(root, index, leaveOut);
        var submodules = new GitStatusReader(git).Read(root).DirtySubmodules;
        var stagedOnly = staged is not null && staged != headTree && staged != tree;
        if (tree == headTree && !stagedOnly && submodules.Count == 0)
            return null;
        List<string> parents = head is null ? [] : [head];
        var identity = _commits.Identity(root);
        if (stagedOnly)
            parents.Add(_commits.Create(root, new CommitDraft(staged!, [.. parents], $"index: {message}", now) { Author = identity }));
        var oid = _commits.Create(root, new CommitDraft(tree, parents, message, now) { Author = identity });
        return new GitSnapshot(oid, tree, [.. submodules.Union(NestedRepositories(root, headTree, tree))]);
    }

    private string Tree(string root, string index, IReadOnlyList<string> leaveOut)
    {
        git.Text(leaveOut.Count == 0 ? WithIndex(root, index, "add", "--all") : WithIndex(root, index, "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul") with
        {
            Input = Encoding.UTF8.GetBytes($":/\0{string.Concat(leaveOut.Select(path => $":(top,exclude,literal){path}\0"))}"),
        });
        return git.Line(WithIndex(root, index, "write-tree"));
    }

    /// <summary>git add notes a repository inside the checkout as a bare commit id, without its content.</summary>
    private List<string> NestedRepositories(string root, string headTree, string tree)
    {
        var fields = git.Text(GitCall.Read(root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--diff-filter=A", headTree, tree)).Split('\0');
        return [.. fields.Chunk(2).Where(f => f is [var meta, _] && meta.StartsWith(":000000 160000 ", StringComparison.Ordinal)).Select(f => f[1])];
    }

    private static GitCall WithIndex(string root, string index, params string[] arguments) =>
        GitCall.Change(root, ["-c", "core.fsmonitor=false", "-c", "core.untrackedCache=false", "-c", "core.safecrlf=false", "-c", "advice.addEmbeddedRepo=false", .. arguments]) with
        {
            Variables = new Dictionary<string, string?> { ["GIT_INDEX_FILE"] = index },
            TimeLimit = TimeSpan.FromMinutes(10),
        };

    /// <summary>
    /// The copy must not look younger than the original: git trusts a file's size and time only when the file is older than the
    /// index, so a younger copy would hide a change made in the same instant.
    /// </summary>
    private static void CopyIndex(string from, string to)
    {
        if (!File.Exists(from))
            return;
        var written = File.GetLastWriteTimeUtc(from);
        File.Copy(from, to);
        File.SetLastWriteTimeUtc(to, written);
    }
}
