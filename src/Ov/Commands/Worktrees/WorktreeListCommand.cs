using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Worktrees;

namespace Ov.Commands.Worktrees;

/// <summary><c>ov worktree list</c>.</summary>
internal static class WorktreeListCommand
{
    public static Command Create(CommandRunner runner) => runner.Define(
        new Command("list", "List the worktrees and who works in them"),
        new CommandGuide("ov worktree list", "ov worktree list --json"),
        (app, _) => CommandResult.Of(List(app), WorktreeJson.Default.WorktreeListAnswer, WorktreeView.WriteList));

    private static WorktreeListAnswer List(OvApp app)
    {
        var checkouts = new GitWorktrees(app.Git).List(app.Project.CommonDir);
        return app.Ledger.Read(sql => new WorktreeListAnswer(
        [
            .. WorktreeStore.Present(sql).Select(worktree =>
            {
                var agent = worktree.AgentId is { } id ? AgentStore.ById(sql, id) : null;
                var checkout = checkouts.FirstOrDefault(c => c.Path == worktree.Path);
                return new WorktreeItem(
                    worktree.Path, worktree.Branch, checkout?.Head, agent?.Name, agent?.State, agent?.TaskId, worktree.Id, checkout is null or { Prunable: not null });
            }),
        ]));
    }
}
