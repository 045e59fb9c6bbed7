using System.Text;

namespace Ov.Core.Git;

/// <summary>Commits what lies in a checkout.</summary>
public sealed class GitWorkingTree(GitProgram git)
{
    /// <summary>
    /// Everything that is not ignored, onto the branch that is checked out. Nothing of the project's runs: its hooks judge finished work.
    /// </summary>
    /// <returns>The commit; null when there was nothing to commit.</returns>
    public string? CommitAll(string checkout, string message)
    {
        git.Text(GitCall.Change(checkout, "-c", "core.safecrlf=false", "-c", "advice.addEmbeddedRepo=false", "add", "--all"));
        if (git.Run(GitCall.Read(checkout, "diff", "--cached", "--quiet")).ExitCode == 0)
        {
            return null;
        }

        var identity = new GitCommits(git).Identity(checkout);
        git.Text(GitCall.Change(checkout, "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "commit", "--quiet", "--no-verify", "--file=-") with
        {
            Input = Encoding.UTF8.GetBytes(message),
            Variables = new Dictionary<string, string?>
            {
                ["GIT_AUTHOR_NAME"] = identity.Name, ["GIT_AUTHOR_EMAIL"] = identity.Email, ["GIT_COMMITTER_NAME"] = identity.Name, ["GIT_COMMITTER_EMAIL"] = identity.Email,
            },
        });
        return git.Line(GitCall.Read(checkout, "rev-parse", "HEAD"));
    }
}
