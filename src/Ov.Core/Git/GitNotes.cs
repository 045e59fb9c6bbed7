using System.Text;

namespace Ov.Core.Git;

/// <summary>Notes on commits, below a ref of ours: history itself is never touched by them.</summary>
public sealed class GitNotes(GitProgram git)
{
    public const string Ref = "refs/notes/overstory";

    private const int Fields = 5;

    /// <summary>Writes the note of a commit, in place of one that it has. Git guards the ref by nothing, so the caller holds a lock.</summary>
    public void Write(string directory, string commit, string text, GitIdentity identity) =>
        git.Text(GitCall.Change(directory, "notes", $"--ref={Ref}", "add", "-f", "-F", "-", commit) with
        {
            Input = Encoding.UTF8.GetBytes(text),
            Variables = new Dictionary<string, string?>
            {
                ["GIT_AUTHOR_NAME"] = identity.Name, ["GIT_AUTHOR_EMAIL"] = identity.Email, ["GIT_COMMITTER_NAME"] = identity.Name, ["GIT_COMMITTER_EMAIL"] = identity.Email,
            },
        });

    /// <summary>The commits of a range along first parents, newest first, each with its note; null where it has none.</summary>
    public IReadOnlyList<NotedCommit> Log(string directory, string range, int most)
    {
        var fields = git.Text(GitCall.Read(
            directory, "log", "-z", "--first-parent", "--no-show-signature", "--no-color", "--no-standard-notes", $"--notes={Ref}", $"--max-count={most}",
            "--format=%H%x00%T%x00%P%x00%s%x00%N", "--end-of-options", range)).Split('\0');
        return [.. fields.Chunk(Fields).Where(f => f.Length == Fields).Select(f => new NotedCommit(f[0], f[1], f[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), f[3], f[4].Trim() is { Length: > 0 } note ? note : null))];
    }

    /// <summary>Every note there is, by its commit.</summary>
    public IReadOnlyDictionary<string, string> All(string directory)
    {
        var lines = git.Run(GitCall.Read(directory, "notes", $"--ref={Ref}", "list")).Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Where(pair => pair.Length == 2).ToList();
        var trees = new GitTrees(git);
        return lines.ToDictionary(pair => pair[1], pair => Encoding.UTF8.GetString(trees.Blob(directory, pair[0]).Span).Trim());
    }
}

/// <summary>A commit and what was noted on it.</summary>
public sealed record NotedCommit(string Oid, string Tree, IReadOnlyList<string> Parents, string Subject, string? Note);
