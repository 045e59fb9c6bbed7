using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;

namespace Ov.Core.Stacking;

/// <summary>Tells those whose branches stand on another task's branch what became of that.</summary>
internal static class StackNotice
{
    /// <summary>The work below came back, was undone or given up: what stands on it waits.</summary>
    public static void CameBack(Tx tx, TaskRecord lower, string what)
    {
        if (lower.Branch is not { } branch)
        {
            return;
        }

        foreach (var upper in AgentStore.CutFrom(tx.Sql, lower.RunId, branch).GroupBy(agent => agent.TaskId).Select(agents => agents.Last()))
        {
            if (upper.TaskId is { } taskId && taskId != lower.Id && TaskStore.ById(tx.Sql, taskId) is { State: not (TaskState.Closed or TaskState.Canceled) } task)
            {
                Mailbox.Deliver(tx, tx.Files, new MailDraft(
                    Mailbox.SystemSender, upper.Name, MailType.Status, $"What {upper.Branch} stands on came back: task {lower.Number}",
                    $"{branch} (task {lower.Number}, {lower.Title}) has not landed: {what}\n{upper.Branch} stands on it and waits; go on working. Once {branch} was reported again you may take its new commits in: git merge {branch}")
                {
                    Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id,
                });
            }
        }
    }

    /// <summary>How an owner brings a branch onto its target, without what was below it.</summary>
    public static string Rebase(string target, StackBase? below) => below is null ? $"git rebase {target}" : $"git rebase --onto {target} {below.Commit[..12]}";
}
