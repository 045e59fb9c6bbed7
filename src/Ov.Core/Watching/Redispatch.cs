using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Watching;

/// <summary>
/// Starts a new incarnation for a task whose agent died, on the branch and in the worktree where it stopped: same role, command,
/// scope and parent as it was slung with, unless the task was given another scope since. So does one whose work came back, from a review or from the queue; who was stopped or failed waits for a decision.
/// </summary>
public static class Redispatch
{
    /// <summary>A task that killed this many agents is not given to another one by itself.</summary>
    public const int MostAttempts = 3;

    /// <summary>True when the death of this task's agent is answered by a new start.</summary>
    public static bool Follows(TaskRecord task) => task.State == TaskState.Pending && task.Attempts < MostAttempts;

    /// <summary>Where the tick hands out what is ready, the parts of a living lead are still the lead's own to hand out again.</summary>
    internal static bool IsItsLeads(Sql sql, TaskRecord task) =>
        task.ParentId is { } parent && RunStore.ById(sql, task.RunId) is { Loop: true } && AgentStore.OfTask(sql, parent).Exists(agent => agent.IsLive);

    internal static IEnumerable<TickDecision> Run(TickContext context)
    {
        foreach (var (task, last) in RestartBreaker.IsOpen(context) ? [] : context.Ledger.Read(RedispatchStore.Abandoned))
        {
            if (Follows(task))
            {
                yield return context.Try(
                    "task", $"#{task.Number}", "restarted",
                    last.State == AgentState.Zombie ? $"its agent {last.Name} died in attempt {task.Attempts}" : "a review wants changes", () => Restart(context.App, task, last, context.Stop) is { Success: true });
            }
        }
    }

    /// <summary>Who handed its task over has ended; once its turn is over too, the role it named goes on (S3-63).</summary>
    internal static IEnumerable<TickDecision> HandOn(TickContext context)
    {
        foreach (var (task, last) in context.Ledger.Read(HandoffStore.Open).Where(found => !IsAtWork(context.App, found.Last)))
        {
            var decision = context.Try("task", $"#{task.Number}", "started", $"{last.Name} handed it over to {Article.Of(task.Role)}", () => Restart(context.App, task, last, context.Stop) is { Success: true });
            if (!decision.Done)
            {
                context.Memory?.WasStuck(NameOf(task), context.Ledger.Now);
            }

            yield return decision;
        }
    }

    /// <summary>Of a task that was handed on and could not be taken up.</summary>
    internal static string NameOf(TaskRecord task) => $"handoff {task.Id}";

    /// <summary>It has ended in the ledger, and the turn in which it said so goes on.</summary>
    internal static bool IsAtWork(OvApp app, AgentRecord ended) => Processes.FileLock.IsHeld(app.Project.Files.Agent(ended.Id).HostLock);

    /// <summary>
    /// Where the tick lands what is ready, it also brings back to work what could not land: the task's next agent is told of the conflict
    /// or the gate, re-bases the branch where it lies, and its report queues it again. What conflicts again and again is done anew, once, on the
    /// target as it is then, with the old branch as the reference.
    /// </summary>
    internal static IEnumerable<TickDecision> Mend(TickContext context)
    {
        foreach (var (task, last, anew) in ReadyMerges.IsPolicy(context.App.Config) ? context.Ledger.Read(sql => RedispatchStore.SentBack(sql, MostAttempts)) : [])
        {
            yield return context.Try(
                "task", $"#{task.Number}", "restarted", anew ? $"its branch came back more than {MostAttempts} times, and it is done anew" : "its branch could not land and came back",
                () => Restart(context.App, task, last, context.Stop, anew) is { Success: true });
        }
    }

    /// <param name="anew">On a branch of its own, cut from the run's target.</param>
    /// <exception cref="OvException">What refuses the start.</exception>
    internal static SlingResult Restart(OvApp app, TaskRecord task, AgentRecord last, CancellationToken stop, bool anew = false)
    {
        var parent = last.ParentId is { } id ? app.Ledger.Read(sql => AgentStore.ById(sql, id)) : null;
        var handoff = app.Ledger.Read(sql => HandoffStore.From(sql, last.Id));
        // The first start was allowed; the same start again is not asked for another permission.
        var request = new SlingRequest([task.Id])
        {
            Role = handoff?.Role ?? last.Role, Command = CommandFor(app, last, handoff), Runtime = last.Runtime, Model = handoff is null ? last.Model : null, HandoffFrom = handoff is null ? null : last.Id, Terminal = last.HasTerminal,
            Files = app.Ledger.Read(sql => RedispatchStore.WasRescoped(sql, task, last)) ? [] : last.Scope, SkipReview = last.SkipReview, DispatchMaxAgents = last.MaxChildren, Parent = parent is { IsLive: true } ? parent.Name : null,
            ForceHierarchy = true, Restart = !anew, After = last.Id, BaseBranch = anew ? app.Ledger.Read(sql => RunStore.ById(sql, task.RunId))!.Target : null,
        };
        return new Slinger(app, Caller.Watch, request).Sling(stop).Single();
    }

    /// <summary>What the agent before was slung with; another role has a command of its own where the configuration names one.</summary>
    private static IReadOnlyList<string>? CommandFor(OvApp app, AgentRecord last, HandoffRecord? handoff) =>
        last.Command is null || (handoff is not null && ExecRuntime.Configured(app.Config, handoff.Role) is not null) ? null : TextList.Parse(last.Command);
}
