using System.Text;

namespace Ov.Core.Git;

/// <summary>
/// Commits some files of a checkout as they lie there. Runs no hook: where the checkout is somebody else's to write, so are the programs that
/// a hook starts.
/// </summary>
/// <param name="git">One that <see cref="GitProgram.RunsHooks">runs no hooks</see>.</param>
public sealed class GitPathCommits(GitProgram git)
{
    private readonly GitCommits _commits = new(git);

    /// <summary>The new commit on the branch that the checkout has, or null when these files are committed already. What else is staged stays so.</summary>
    /// <param name="paths">From the root; literal, none of them a pattern.</param>
    /// <exception cref="OvException">git-failed, target-moved.</exception>
    public string? Commit(Repository checkout, string branch, IReadOnlyList<string> paths, string message, DateTimeOffset now)
    {
        var root = checkout.WorktreeRoot!;
        var head = _commits.Read(root, $"refs/heads/{branch}").Oid;
        var index = Path.Combine(checkout.GitDir, $"ov-commit-{Guid.NewGuid():n}");
        var tree = "";
        try
        {
            git.Text(Call(root, index, [], "read-tree", head));
            Add(root, index, paths);
            tree = git.Line(Call(root, index, [], "write-tree"));
        }
        finally
        {
            File.Delete(index);
            File.Delete(index + ".lock");
        }

        var oid = tree == _commits.Tree(root, head) ? null : _commits.Create(root, new CommitDraft(tree, [head], message, now));
        if (oid is not null && new GitRefs(git).Update(root, $"refs/heads/{branch}", oid, head, "commit: by ov for its agent") == RefUpdate.Moved)
        {
            throw new OvException(ErrorCode.TargetMoved, $"{branch} moved while ov was committing on it.", "Nothing was committed.");
        }

        // The checkout's own index follows; after a crash before this, the next commit does it.
        Add(root, null, paths);
        return oid;
    }

    private void Add(string root, string? index, IReadOnlyList<string> paths) => git.Text(Call(
        root, index, Encoding.UTF8.GetBytes(string.Join('\0', paths)), "add", "--all", "--pathspec-from-file=-", "--pathspec-file-nul"));

    private static GitCall Call(string root, string? index, byte[] input, params string[] arguments) =>
        GitCall.Change(root, ["-c", "core.fsmonitor=false", "-c", "core.safecrlf=false", "--literal-pathspecs", .. arguments]) with
        {
            Input = input, Variables = index is null ? null : new Dictionary<string, string?> { ["GIT_INDEX_FILE"] = index }, TimeLimit = TimeSpan.FromMinutes(10),
        };
}
