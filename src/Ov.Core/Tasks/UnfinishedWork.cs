using Ov.Core.Agents;
using Ov.Core.Git;

namespace Ov.Core.Tasks;

/// <summary>Commits what an agent leaves half done, where it lies: whoever goes on finds it on the branch (S2-70).</summary>
/// <param name="Commit">Null when nothing was committed.</param>
/// <param name="Left">Why what is uncommitted stays so; null when nothing does.</param>
public sealed record UnfinishedWork(string? Commit, string? Left)
{
    public static readonly UnfinishedWork None = new(null, null);

    /// <summary>Never fails: whoever cannot go on must be able to say so.</summary>
    public static UnfinishedWork Keep(OvApp app, AgentRecord agent, TaskRecord task, string reason)
    {
        if (agent.Worktree is not { } folder || !Directory.Exists(folder) || RepositoryLocator.Find(folder) is not { WorktreeRoot: { } root } place)
        {
            return None;
        }

        try
        {
            if (!new GitStatusReader(app.Git).Read(root).IsDirty)
            {
                return None;
            }

            return Obstacle(place.GitDir, agent) is { } obstacle ? new UnfinishedWork(null, obstacle)
                : new UnfinishedWork(new GitWorkingTree(app.Git).CommitAll(root, $"Unfinished: {task.Title}\n\n{reason}\n\nOv-Agent: {agent.Name}\n"), null);
        }
        catch (OvException refusal)
        {
            return new UnfinishedWork(null, refusal.Message);
        }
    }

    /// <summary>A commit must land on the agent's branch, and not in the middle of something.</summary>
    private static string? Obstacle(string gitDir, AgentRecord agent) => OperationInProgress.In(gitDir) switch
    {
        GitOperation.None => HeadReader.CurrentBranch(gitDir) is var branch && branch == agent.Branch ? null : $"{branch ?? "no branch"} is checked out there, not {agent.Branch}.",
        var operation => $"a {operation.ToString().ToLowerInvariant()} is under way there.",
    };
}
