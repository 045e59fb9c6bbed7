namespace Ov.Core.Git;

/// <summary>The other repositories that this one knows, and the one way in which ov sends anything there.</summary>
public sealed class GitRemotes(GitProgram git)
{
    /// <summary>A network may be slow, but it must not hold a command for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The remote that a branch follows, else <c>origin</c>, else the only one; null when none of them tells.</summary>
    public GitRemote? Of(string directory, string branch)
    {
        var names = git.Text(GitCall.Read(directory, "remote")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var followed = git.Run(GitCall.Read(directory, "config", "--get", $"branch.{branch}.remote")).Stdout.Trim();
        var name = names.Contains(followed) ? followed : names.Contains("origin") ? "origin" : names is [var only] ? only : null;
        return name is null ? null : new GitRemote(name, git.Line(GitCall.Read(directory, "remote", "get-url", "--push", "--", name)));
    }

    /// <summary>Sends a branch under its own name. Never by force: what the remote has beyond it stays.</summary>
    /// <exception cref="OvException">git-failed in the remote's words.</exception>
    public void Push(string directory, GitRemote remote, string branch)
    {
        var call = GitCall.Change(directory, "push", "--porcelain", "--", remote.Name, $"refs/heads/{branch}:refs/heads/{branch}") with { TimeLimit = Patience };
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
