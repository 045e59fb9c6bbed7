using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Dispatching;

/// <summary>One task that could be started as far as it goes, and what keeps it from that.</summary>
/// <param name="Reason">Null: it is started.</param>
public sealed record DispatchChoice(TaskRecord Task, DispatchReason? Reason, string Sentence)
{
    /// <summary>The id of the task whose files it wants too; null where that is not what keeps it.</summary>
    public string? Holder { get; init; }
}

/// <summary>
/// Which pending tasks of a run start now. One rule for what may run together: neither waits for the other, their scopes cannot meet, and
/// there is room. Interrupted work comes first, then priority, then the longest chain of what waits for it, then the number (S0-20, S0-21).
/// </summary>
/// <param name="Whole">What keeps the whole run from starting anything; null for nothing.</param>
public sealed record DispatchPlan(DispatchReason? Whole, string Sentence, IReadOnlyList<DispatchChoice> Choices)
{
    private static readonly DispatchPlan Nothing = new(null, "", []);

    public static DispatchPlan For(DispatchFacts facts)
    {
        var pending = facts.Graph.Tasks.Where(task => task.State == TaskState.Pending && !IsHandedOut(task, facts)).ToList();
        if (pending.Count > 0 && !facts.Run.Loop)
        {
            return new(DispatchReason.LoopOff, $"the loop is off: ov run loop on --run {facts.Run.Name}", []);
        }

        if (pending.Count > 0 && facts.Run.Stage is not ("" or RunTemplate.Executing))
        {
            // Who looks and plans is at work while nothing else is.
            return new(DispatchReason.Stage, Staged(facts.Run), facts.Run.Stage == RunTemplate.Planning ? Choose(facts, [.. pending.Where(task => facts.PlanSteps.Contains(task.Id))]) : []);
        }

        return pending.Count == 0 ? Nothing : new(null, "", Choose(facts, pending));
    }

    /// <summary>In the order in which they would start.</summary>
    internal static IEnumerable<TaskRecord> Order(Graphs.TaskGraph graph, IEnumerable<TaskRecord> tasks)
    {
        var chains = Chains(graph);
        return tasks.OrderByDescending(task => task.Attempts > 0).ThenBy(task => task.Priority).ThenByDescending(task => chains.GetValueOrDefault(task.Id)).ThenBy(task => task.Number);
    }

    private static List<DispatchChoice> Choose(DispatchFacts facts, List<TaskRecord> pending)
    {
        var package = CurrentPackage(facts);
        var busy = facts.Live.Count(agent => !Role.Coordinates(agent.Role));
        var started = new List<TaskRecord>();
        var choices = new List<DispatchChoice>();
        foreach (var task in Order(facts.Graph, pending))
        {
            var choice = (Obstacle(facts, task, package) ?? Limit(facts, busy, started.Count)) is var (reason, sentence) ? new DispatchChoice(task, reason, sentence)
                : Overlap(facts, task, started) ?? new DispatchChoice(task, null, Why(facts, task));
            choices.Add(choice);
            if (choice.Reason is null)
            {
                started.Add(task);
            }
        }

        return choices;
    }

    private static (DispatchReason?, string)? Obstacle(DispatchFacts facts, TaskRecord task, string? package)
    {
        var readiness = TaskReadiness.Decide(task, facts.Run, null, facts.Graph.Needs(task));
        if (!readiness.IsReady)
        {
            return (DispatchReason.Deps, readiness.Sentence);
        }

        if (facts.Held.GetValueOrDefault(task.Id) is { } held)
        {
            return (held.Refusal == ErrorCode.Held ? DispatchReason.EscalatedArea : held.Refusal == ErrorCode.PhasePending ? DispatchReason.Phase : DispatchReason.Gate, held.Sentence);
        }

        if (Planned(facts, task) is { } planned)
        {
            return (DispatchReason.Planning, planned);
        }

        if (task.Attempts >= facts.Policy.Ceilings.Attempts)
        {
            return (DispatchReason.Attempts, Text($"it took {task.Attempts} of {facts.Policy.Ceilings.Attempts} attempts; start it by hand: ov sling {task.Number}"));
        }

        if (facts.Policy.Dispatch.Serial && !facts.PlanSteps.Contains(task.Id) && PackageOf(facts, task) != package)
        {
            return (DispatchReason.Package, "an earlier package is not done");
        }

        return null;
    }

    /// <summary>While a planner looks for more work nothing else starts, and while there is work no planner looks for more (S0-45).</summary>
    private static string? Planned(DispatchFacts facts, TaskRecord task) =>
        facts.Rounds.Contains(task.Id) ? facts.Graph.Tasks.Any(other => other.State is TaskState.Pending or TaskState.InProgress && !facts.Rounds.Contains(other.Id)) ? "there is work again; a planner looks for more once that is done" : null
        : facts.Graph.Tasks.FirstOrDefault(other => other.State == TaskState.InProgress && facts.Rounds.Contains(other.Id)) is { } round ? Text($"a planner looks for more work (task {round.Number}), and nothing else starts meanwhile") : null;

    private static (DispatchReason?, string)? Limit(DispatchFacts facts, int busy, int started)
    {
        var rules = facts.Policy.Dispatch;
        if (started == 0 && facts.Spawned is { } last && last.AddSeconds(rules.CooldownSeconds) is var until && facts.Now < until && !(facts.Ended >= last))
        {
            return (DispatchReason.Cooldown, Text($"the last start was {(facts.Now - last).TotalSeconds:0} s ago, and {rules.CooldownSeconds} s lie between two"));
        }

        if (rules.Cap > 0 && busy + started >= rules.Cap)
        {
            return (DispatchReason.Capacity, Text($"{busy + started} of {rules.Cap} agents of the run are at work"));
        }

        if (rules.Cap == 0 && facts.AskAbove > 0 && busy + started >= facts.AskAbove)
        {
            return (DispatchReason.Capacity, Text($"{busy + started} agents of the run are at work, and more are not started unasked (agents.askAbove): ov run set dispatch.cap={facts.AskAbove * 2} --run {facts.Run.Name}"));
        }

        if (rules.PerTick > 0 && started >= rules.PerTick && started < facts.Free)
        {
            return (DispatchReason.PerTick, Text($"{rules.PerTick} {(rules.PerTick == 1 ? "starts" : "start")} in one tick"));
        }

        return started >= facts.Free ? (DispatchReason.Capacity, "the project has as many agents at work as it may (agents.maxConcurrent)") : null;
    }

    private static DispatchChoice? Overlap(DispatchFacts facts, TaskRecord task, List<TaskRecord> started)
    {
        if (task.Scope.Count == 0)
        {
            return null;
        }

        var holders = facts.Live.Where(agent => agent.TaskId != task.Id).Select(agent => (agent.Name, agent.TaskId, agent.Scope)).Concat(started.Select(other => (Text($"task {other.Number}"), (string?)other.Id, other.Scope)));
        foreach (var (name, holder, scope) in holders)
        {
            if (ScopeOverlap.Find(task.Scope, scope) is { } meeting)
            {
                return new DispatchChoice(task, DispatchReason.Overlap, $"{name} holds {meeting.Other}") { Holder = holder };
            }
        }

        return null;
    }

    /// <summary>A part of what a lead works on is that lead's to hand out.</summary>
    private static bool IsHandedOut(TaskRecord task, DispatchFacts facts) =>
        task.ParentId is { } parent && facts.Live.Any(agent => agent.TaskId == parent);

    /// <summary>The first package that has begun or may begin and is not over; one whose rest is blocked or failed lets the next one go on.</summary>
    private static string? CurrentPackage(DispatchFacts facts) => facts.Graph.Tasks
        .Where(task => task.State is TaskState.InProgress or TaskState.Completed || (task.State == TaskState.Pending && facts.Graph.Needs(task).All(TaskReadiness.IsSatisfied)))
        .OrderByDescending(task => task.State != TaskState.Pending).ThenBy(task => task.Number).Select(task => PackageOf(facts, task)).FirstOrDefault();

    private static string PackageOf(DispatchFacts facts, TaskRecord task) => facts.Packages.GetValueOrDefault(task.Id, task.Id);

    /// <summary>How many tasks stand in the longest chain that begins with each open one.</summary>
    private static Dictionary<string, int> Chains(Graphs.TaskGraph graph)
    {
        var chains = new Dictionary<string, int>();
        foreach (var task in graph.Sorted().Order.Where(Graphs.TaskGraph.IsOpen).Reverse())
        {
            chains[task.Id] = 1 + graph.NeededBy(task).Select(next => chains.GetValueOrDefault(next.Id)).DefaultIfEmpty(0).Max();
        }

        return chains;
    }

    private static string Why(DispatchFacts facts, TaskRecord task) =>
        TaskReadiness.Decide(task, facts.Run, null, facts.Graph.Needs(task)).StandsOn is { } lower ? Text($"it begins on the branch of task {lower.Number}, which has not landed")
        : task.Attempts > 0 ? Text($"it goes on after attempt {task.Attempts}") : "all that it needs is done";

    private static string Staged(RunRecord run) => run.Stage switch
    {
        RunSteering.Stage => $"the run is being steered; it goes on with: ov run steer --run {run.Name} --amend \"what was decided\"",
        RunTemplate.Planning => $"the stage is planning; an approved plan gate begins the work: ov gate open --run {run.Name} --kind plan --question \"…\"",
        _ => $"the stage is {run.Stage}; tasks start in {RunTemplate.Executing}: ov run stage {RunTemplate.Executing} --run {run.Name}",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
