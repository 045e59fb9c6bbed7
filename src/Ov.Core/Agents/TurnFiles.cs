using Ov.Core.Ledger;
using Ov.Core.Runtimes;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Writes the files that a launch needs: private ones, and those that the runtime reads only from within the worktree.</summary>
internal static class TurnFiles
{
    public static void Write(OvApp app, AgentRecord agent, TurnLaunch launch)
    {
        foreach (var (path, text) in launch.Files)
        {
            if (agent.Worktree is { } worktree && path.StartsWith($"{worktree}/", StringComparison.Ordinal))
            {
                Hide(app, agent, path[(worktree.Length + 1)..], text);
            }
            else
            {
                PrivateFolder.Create(Path.GetDirectoryName(path)!);
                PrivateFile.Write(path, text);
            }
        }
    }

    private static void Hide(OvApp app, AgentRecord agent, string relative, string text)
    {
        if (app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, agent.Id)) is not { } worktree || HiddenFiles.Write(app, worktree, relative, text))
        {
            return;
        }

        app.Ledger.Write(tx => tx.Record(new EventDraft("runtime.trouble")
        {
            RunId = agent.RunId, Actor = agent.Name, AgentId = agent.Id, TaskId = agent.TaskId, Level = "warn",
            Text = $"the project has a {relative} of its own, so what ov would say there is left out: hooks, guard and ov's tools; {agent.Runtime}'s own permissions hold",
        }));
    }
}
