using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>Says where a stopped agent's work is.</summary>
internal static class StopReport
{
    public static StopResult Of(OvApp app, string word, AgentRecord agent, TreeEnd tree)
    {
        var root = app.Project.Root;
        var result = new StopResult(word, true)
        {
            AgentName = agent.Name, AgentId = agent.Id, Capability = agent.Role, TaskId = agent.TaskId,
            ProcessesEnded = tree.Ended.Count, ProcessesLeft = [.. tree.Left.Select(process => process.Pid)],
        };
        if (agent.Branch is not { } branch || new GitRefs(app.Git).Tip(root, branch) is not { } tip)
        {
            return result;
        }

        var ahead = agent.BaseCommit is { } from ? new GitCommits(app.Git).Count(root, $"{from}..{tip}") : (int?)null;
        var there = agent.Worktree is { } path && Directory.Exists(path);
        return result with
        {
            Branch = branch, CommitsAhead = ahead, Worktree = there ? agent.Worktree : null,
            DirtyFiles = there ? new GitStatusReader(app.Git).Read(agent.Worktree!).AllPaths : [],
        };
    }
}
