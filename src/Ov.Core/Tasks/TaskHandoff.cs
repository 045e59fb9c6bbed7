using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Text;

namespace Ov.Core.Tasks;

/// <param name="Kept">What became of the uncommitted work.</param>
/// <param name="Role">Of whoever goes on.</param>
/// <param name="Left">How often the task may still go from hand to hand.</param>
public sealed record HandedOver(TaskRecord Task, UnfinishedWork Kept, string Role, int Left);

/// <summary>
/// The holder of a task finds that another role should go on with it: its work is committed, it ends, and an agent of that role takes the task up
/// on the same branch, with what it was told (S3-63). The tick starts that agent once the turn at hand is over.
/// </summary>
public static class TaskHandoff
{
    /// <summary>A task goes from hand to hand at most so often.</summary>
    public const int Longest = 3;

    /// <summary>Longest reason and context, in characters.</summary>
    public const int LongestWord = 16_000;

    /// <exception cref="OvException">not-owner, fenced, state, not-found or hierarchy for the role, usage, limit-handoffs.</exception>
    public static HandedOver Hand(OvApp app, Caller caller, TaskRecord task, string role, string reason, string? context)
    {
        Require(reason, context);
        var roles = Roles.In(app.Config);
        var to = roles.Require(role.ToLowerInvariant());
        app.Ledger.Read(sql => Require(sql, caller, task, roles, to));
        var kept = app.Options.DryRun ? UnfinishedWork.None : UnfinishedWork.Keep(app, caller.Agent!, task, reason);
        return app.Ledger.Write(tx =>
        {
            var current = Require(tx.Sql, caller, task, roles, to);
            var agent = AgentStore.ById(tx.Sql, caller.Agent!.Id)!;
            HandoffStore.Add(tx, new HandoffRecord(task.Id, agent.Id, to.Name, reason, context, tx.Now));
            TaskStore.Move(tx, current, TaskState.Pending, caller.Actor, $"handed over to {Article.Of(to.Name)}: {reason}");
            TaskStore.SetRole(tx, task.Id, to.Name);
            AgentCompletion.Complete(tx, agent, caller.Actor, $"handed task {current.Number} over to {Article.Of(to.Name)}");
            Tell(tx, agent, current, to.Name, reason);
            return new HandedOver(TaskStore.ById(tx.Sql, task.Id)!, kept, to.Name, Longest - (int)HandoffStore.Count(tx.Sql, task.Id));
        });
    }

    private static void Require(string reason, string? context)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new OvException(ErrorCode.Usage, "A handoff needs its reason.", "Say what the next one can do that you cannot: --reason \"...\"");
        }

        if (reason.Length > LongestWord || context?.Length > LongestWord)
        {
            throw new OvException(
                ErrorCode.Usage, string.Create(CultureInfo.InvariantCulture, $"Reason and context of a handoff have at most {LongestWord:N0} characters each."), "Write the rest into a note, and name it: ov note write");
        }
    }

    private static TaskRecord Require(Sql sql, Caller caller, TaskRecord task, Roles roles, Role to)
    {
        var current = TaskStore.ById(sql, task.Id)!;
        TaskRights.Require(sql, caller, TaskVerb.HandOver, current);
        TaskReopener.RequireState(current, TaskState.Pending, TaskState.InProgress);
        var agent = AgentStore.ById(sql, caller.Agent!.Id)!;
        if (to.Name == agent.Role)
        {
            throw new OvException(ErrorCode.Usage, $"{agent.Name} is {Article.Of(agent.Role)} itself, so {Article.Of(to.Name)} would go on where it stands.", "Go on yourself; a full window is emptied by 'ov compact', and who cannot go on says so with 'ov task block'.");
        }

        // A peer: whoever started this one might have started that one.
        roles.RequireMaySpawn(agent.ParentId is { } parent ? AgentStore.ById(sql, parent) : null, to, force: false);
        if (!LeadCompletion.OwesNothing(sql, task.Id))
        {
            throw new OvException(ErrorCode.State, $"Task {current.Number} has parts that are not finished, and their agents report to {agent.Name}.", "Wait for them, or cancel them: ov task cancel <task>");
        }

        return HandoffStore.Count(sql, task.Id) < Longest ? current : throw new OvException(
            ErrorCode.LimitHandoffs, $"Task {current.Number} went from hand to hand {Longest} times, which is the most.", $"Finish it, or let a person decide: ov task block {current.Number} --reason \"...\"");
    }

    private static void Tell(Tx tx, AgentRecord agent, TaskRecord task, string role, string reason)
    {
        var lead = agent.ParentId is { } parent ? AgentStore.ById(tx.Sql, parent) : null;
        Mailbox.Deliver(tx, tx.Files, new MailDraft(
            agent.Name, lead?.Name ?? Caller.OperatorName, MailType.Info, $"Task {task.Number} was handed over to {Article.Of(role)}: {task.Title}", $"{reason}\n\nThe {role} starts by itself; nothing needs to be done.")
        {
            SenderId = agent.Id, RecipientId = lead?.Id, RunId = task.RunId, TaskId = task.Id,
        });
    }
}
