namespace Ov.Core.Git;

/// <summary>The other repositories that this one knows, and the one way in which ov sends anything there.</summary>
public sealed class GitRemotes(GitProgram git)
{
    /// <summary>A network may be slow, but it must not hold a command for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>A question is short.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromMinutes(1);

    /// <summary>The remote that a branch follows, else <c>origin</c>, else the only one; null when none of them tells.</summary>
    public GitRemote? Of(string directory, string branch)
    {
        var names = git.Text(GitCall.Read(directory, "remote")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var followed = git.Run(GitCall.Read(directory, "config", "--get", $"branch.{branch}.remote")).Stdout.Trim();
        var name = names.Contains(followed) ? followed : names.Contains("origin") ? "origin" : names is [var only] ? only : null;
        return name is null ? null : new GitRemote(name, git.Line(GitCall.Read(directory, "remote", "get-url", "--push", "--", name)));
    }

    /// <summary>The commit that the remote has as a branch now; null when it has none of that name.</summary>
    /// <exception cref="OvException">git-failed when it does not answer.</exception>
    public string? Tip(string directory, GitRemote remote, string branch)
    {
        var lines = git.Text(GitCall.Read(directory, "ls-remote", "--refs", "--", remote.Name, $"refs/heads/{branch}") with { TimeLimit = Answer });
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).FirstOrDefault(pair => pair is [_, var name] && name == $"refs/heads/{branch}")?[0];
    }

    /// <summary>Brings what the remote has as a branch here, where git keeps it.</summary>
    /// <returns>Its commit.</returns>
    /// <exception cref="OvException">git-failed in the remote's words.</exception>
    public string Fetch(string directory, GitRemote remote, string branch)
    {
        var kept = $"refs/remotes/{remote.Name}/{branch}";
        git.Text(GitCall.Change(directory, "fetch", "--no-tags", "--no-write-fetch-head", "--quiet", "--", remote.Name, $"+refs/heads/{branch}:{kept}") with { TimeLimit = Patience });
        return git.Line(GitCall.Read(directory, "rev-parse", "--verify", kept));
    }

    /// <summary>Makes a commit the remote's branch, if that is still what it was seen to be; what anybody else put there stays.</summary>
    /// <param name="seen">Null: there was no such branch.</param>
    /// <exception cref="OvException">git-failed in the remote's words.</exception>
    public void Push(string directory, GitRemote remote, string branch, string commit, string? seen) => Push(
        directory, remote, branch, [$"--force-with-lease=refs/heads/{branch}:{seen}"], $"{commit}:refs/heads/{branch}");

    /// <summary>Sends a branch under its own name. Never by force: what the remote has beyond it stays.</summary>
    /// <exception cref="OvException">git-failed in the remote's words.</exception>
    public void Push(string directory, GitRemote remote, string branch) => Push(directory, remote, branch, [], $"refs/heads/{branch}:refs/heads/{branch}");

    private void Push(string directory, GitRemote remote, string branch, IReadOnlyList<string> options, string what)
    {
        var call = GitCall.Change(directory, ["push", "--porcelain", .. options, "--", remote.Name, what]) with { TimeLimit = Patience };
        var result = git.Run(call);
        if (result.ExitCode != 0)
        {
            // The line of a ref that was refused: "!", the refs, why.
            var refused = result.Stdout.Split('\n').Where(line => line.StartsWith("!\t", StringComparison.Ordinal)).Select(line => line.Split('\t')[^1].Trim()).FirstOrDefault();
            throw new OvException(
                ErrorCode.GitFailed, $"{remote.Name} did not take {branch}: {refused ?? GitProgram.LastWords(result.Stderr)}",
                refused is null ? $"Try it by hand: git push {remote.Name} {branch}" : $"See what it has: git fetch {remote.Name}, then git log {branch}..{remote.Name}/{branch}");
        }
    }
}

/// <summary>Another repository, by the name that this one gives it.</summary>
/// <param name="Url">Where pushes go.</param>
public sealed record GitRemote(string Name, string Url);
