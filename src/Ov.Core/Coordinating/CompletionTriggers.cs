using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Coordinating;

/// <summary>Whether a coordinator may end by itself: every enabled trigger is met, and at least one is enabled.</summary>
/// <remarks>What a run was started with, or was set since, goes before the settings.</remarks>
/// <param name="Triggers">Overstory's names: allAgentsDone, taskTrackerEmpty, onShutdownSignal.</param>
public sealed record CompletionTriggers(bool Complete, string Run, IReadOnlyDictionary<string, CompletionTrigger> Triggers)
{
    public static CompletionTriggers Of(Sql sql, CoordinatorSettings settings, RunRecord run, AgentRecord? coordinator)
    {
        var own = run.Policy is null ? null : RunTemplate.Of(run).Exit;
        var tasks = TaskStore.OfRun(sql, run.Id);
        var triggers = new Dictionary<string, CompletionTrigger>
        {
            ["allAgentsDone"] = AgentsDone(sql, run, tasks, own?.AllAgentsDone ?? settings.ExitWhenAgentsDone),
            ["taskTrackerEmpty"] = TrackerEmpty(tasks, own?.TaskTrackerEmpty ?? settings.ExitWhenTrackerEmpty),
            ["onShutdownSignal"] = Shutdown(sql, coordinator, own?.OnShutdownSignal ?? settings.ExitOnShutdown),
        };
        var enabled = triggers.Values.Where(trigger => trigger.Enabled).ToList();
        return new CompletionTriggers(enabled.Count > 0 && enabled.TrueForAll(trigger => trigger.Met), run.Name, triggers);
    }

    /// <summary>What somebody still has to do, or to decide about.</summary>
    public static List<TaskRecord> Unfinished(Sql sql, string runId) => [.. TaskStore.OfRun(sql, runId).Where(IsUnfinished)];

    private static bool IsUnfinished(TaskRecord task) => !LeadCompletion.IsFinished(task.State);

    /// <summary>Completed and landed: an agent's own word is not enough. One that died counts by what became of its task.</summary>
    private static CompletionTrigger AgentsDone(Sql sql, RunRecord run, IReadOnlyList<TaskRecord> tasks, bool enabled)
    {
        var workers = AgentStore.OfRun(sql, run.Id).Where(agent => !Role.Coordinates(agent.Role)).ToList();
        var live = workers.Count(agent => agent.IsLive);
        var known = tasks.ToDictionary(task => task.Id);
        var begun = workers.Select(agent => agent.TaskId).OfType<string>().Distinct().Select(id => known.GetValueOrDefault(id) ?? TaskStore.ById(sql, id)!).ToList();
        var open = begun.Count(task => !LeadCompletion.IsFinished(task.State) && !(task.State == TaskState.Completed && task.NoMerge));
        var queued = MergeStore.AllOpen(sql, run.Id).Count;
        return new CompletionTrigger(enabled, workers.Count > 0 && live + open + queued == 0, workers.Count == 0 ? "No agent has worked in this run." : Sentence($"{live} at work, {open} tasks not landed, {queued} landings queued."));
    }

    private static CompletionTrigger TrackerEmpty(IReadOnlyList<TaskRecord> tasks, bool enabled)
    {
        var open = tasks.Count(IsUnfinished);
        return new CompletionTrigger(enabled, open == 0, Sentence($"{open} unfinished tasks."));
    }

    private static CompletionTrigger Shutdown(Sql sql, AgentRecord? coordinator, bool enabled)
    {
        var told = coordinator is not null && MailStore.WasTold(sql, coordinator.Name, coordinator.Id, "shutdown");
        return new CompletionTrigger(enabled, told, told ? "Its mail asks for a shutdown." : "No mail asks for a shutdown.");
    }

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Detail">One sentence on how things stand.</param>
public sealed record CompletionTrigger(bool Enabled, bool Met, string Detail);
