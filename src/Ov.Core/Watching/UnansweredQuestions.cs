using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Watching;

/// <summary>
/// Where <c>mail.questionTimeout</c> says so: an agent that waits for an answer for too long is ended. Its work stays where it is, its attempt counts
/// as canceled, not as failed, and its task waits, blocked, for whoever has the answer (S3-61).
/// </summary>
internal static class UnansweredQuestions
{
    public static IEnumerable<TickDecision> Cancel(TickContext context)
    {
        var limit = context.App.Config.QuestionTimeout;
        if (limit == TimeSpan.Zero || !context.MayJudgeSilence)
        {
            yield break;
        }

        foreach (var (agent, question) in context.Ledger.Read(sql => Overdue(sql, context.Ledger.Now - limit)))
        {
            var reason = $"nobody answered its question within {Duration.Text(limit)}: {question.Subject}";
            yield return context.Try("agent", agent.Name, "canceled", reason, () => Cancel(context, agent, question, reason));
        }
    }

    /// <summary>Agents that hold a task and rest until they are answered, each with its oldest question.</summary>
    private static List<(AgentRecord Agent, Message Question)> Overdue(Sql sql, DateTimeOffset before) =>
        [.. AgentStore.AllLive(sql).Where(agent => Rests(sql, agent)).SelectMany(agent => MailStore.OpenQuestionsOf(sql, agent.Name, agent.Id).TakeLast(1).Select(question => (agent, question)))
            .Where(asked => asked.question.CreatedAt < before)];

    /// <summary>Who goes on without the answer, or still waits for its own agents, is left alone.</summary>
    private static bool Rests(Sql sql, AgentRecord agent) =>
        agent is { State: AgentState.Waiting or AgentState.Idle, TaskId: not null } && HostView.Of(sql, agent.Id) is { HoldsWork: true, WaitsForOthers: false, HasMail: false };

    /// <summary>An answer that comes between the two looks is read by whoever takes the task up, as after any other death.</summary>
    private static bool Cancel(TickContext context, AgentRecord agent, Message question, string reason)
    {
        if (!context.Ledger.Read(sql => IsOpen(sql, agent, question)))
        {
            return false;
        }

        if (AgentTree.End(agent, AgentTree.Grace).Left is { Count: > 0 } left)
        {
            throw new OvException(ErrorCode.Failed, $"{left.Count} of its processes survived SIGKILL.");
        }

        WipKeeper.Between(context.App, agent.Id, "before it was canceled");
        return context.Ledger.Write(tx =>
        {
            if (!IsOpen(tx.Sql, agent, question))
            {
                return false;
            }

            var held = TaskStore.HeldBy(tx.Sql, agent.Id).Where(task => task.State == TaskState.InProgress).ToList();
            held.ForEach(task => Block(tx, agent, task, reason));
            AgentEnder.End(tx, context.Ledger.Files, agent, AgentState.Stopped, Caller.Watch.Actor, reason, TaskAfter.Keep);
            held.ForEach(task => Tell(tx, agent, task, question, reason));
            return true;
        });
    }

    private static bool IsOpen(Sql sql, AgentRecord agent, Message question) =>
        AgentStore.ById(sql, agent.Id) is { IsLive: true } && MailStore.OpenQuestionsOf(sql, agent.Name, agent.Id).Exists(open => open.Id == question.Id);

    private static void Block(Tx tx, AgentRecord agent, TaskRecord task, string reason)
    {
        TaskAttemptStore.Add(tx, task, new TaskAttempt(agent.Name, AttemptStatus.Canceled, reason, [], [], null, tx.Now));
        TaskStore.Move(tx, task, TaskState.Blocked, Caller.Watch.Actor, $"{agent.Name}: {reason}");
    }

    private static void Tell(Tx tx, AgentRecord agent, TaskRecord task, Message question, string reason)
    {
        var heir = MailRoute.Heir(tx.Sql, agent);
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            Mailbox.SystemSender, heir.Name, MailType.Escalation, $"Task {task.Number} is blocked: {task.Title}",
            $"{agent.Name} was canceled: {reason}\nIts question: ov mail read {question.Id}\nIts work is kept{(agent.Branch is null ? "" : $" in {agent.Worktree} on branch {agent.Branch}")}.\n"
            + $"With the answer in it: ov task reopen {task.Number} --reason \"the answer\", and where tasks do not start by themselves: ov sling {task.Number} --restart")
        {
            Priority = MailPriority.High, RunId = task.RunId, TaskId = task.Id, IdempotencyKey = $"question-timeout:{question.Id}:{task.Id}",
        });
    }
}
