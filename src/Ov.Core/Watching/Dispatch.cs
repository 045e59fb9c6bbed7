using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Dispatching;
using Ov.Core.Gates;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Planning;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Watching;

/// <summary>Starts the pending tasks of runs whose loop is on, and says of each other one why it is not started (the tick's step 9).</summary>
internal static class Dispatch
{
    public static IEnumerable<TickDecision> Start(TickContext context)
    {
        var (newest, waits) = (context.Ledger.Read(EventStore.LastSequence), false);
        foreach (var run in context.Ledger.Read(DispatchStore.Runs))
        {
            foreach (var decision in Planned(context, run))
            {
                waits |= decision.Code == DispatchReason.Backoff.Word();
                yield return decision;
            }

            var facts = context.Ledger.Read(sql => DispatchStore.Facts(sql, run, Roles.In(context.App.Config), context.App.Config.Agents.MaxConcurrent, context.Ledger.Now)) with { AskAbove = context.App.Config.Agents.AskAbove };
            foreach (var decision in Decided(context, facts))
            {
                waits |= WaitsForTime(decision);
                yield return decision;
            }
        }

        context.Memory?.Decided(waits, newest);
    }

    /// <summary>A run with nothing left to do may ask a planner for more: one task more, which starts like any other (S0-45, the tick's step 10).</summary>
    private static IEnumerable<TickDecision> Planned(TickContext context, RunRecord run)
    {
        var verdict = context.Ledger.Read(sql => RoundVerdict.Of(sql, run, context.Ledger.Now));
        return verdict.Due ? [context.Try("run", run.Name, "planned", verdict.Sentence, () => context.Ledger.Write(tx => PlanningRound.Add(tx, run)))]
            : verdict.Reason is { } reason ? [Left("run", run.Name, reason, verdict.Sentence)] : [];
    }

    /// <summary>A start that failed is tried again, and what has no room or must wait a while comes by itself.</summary>
    private static bool WaitsForTime(TickDecision decision) => decision is { Done: false, Step: "task" }
        && (decision.Code is null || SnakeCase.TryParse<DispatchReason>(decision.Code, out var reason) is false || reason is DispatchReason.Cooldown or DispatchReason.PerTick or DispatchReason.Capacity);

    private static List<TickDecision> Decided(TickContext context, DispatchFacts facts)
    {
        var plan = DispatchPlan.For(facts);
        if (plan is { Whole: { } whole, Choices: [] })
        {
            return [Left("run", facts.Run.Name, whole, plan.Sentence)];
        }

        var due = plan.Choices.Where(choice => choice.Reason is null && context.Memory?.MayTry(choice.Task.Id, facts.Now) != false).ToList();
        var decisions = new List<TickDecision>(Started(context, facts, due));
        // What waits for other tasks is told when nothing else will come of itself: then it is why the run is stuck (S0-24).
        var stuck = plan.Choices.All(choice => choice.Reason is not null) && facts.Graph.Tasks.All(task => task.State is not (TaskState.InProgress or TaskState.Completed));
        decisions.AddRange(Kept(context, facts, [.. plan.Choices.Where(choice => choice.Reason is { } reason && (stuck || reason != DispatchReason.Deps))]));
        if (stuck && plan.Choices.Count > 0)
        {
            decisions.Add(new TickDecision("run", facts.Run.Name, "left", ReadyExplanation.Of(facts.Graph, facts.Run, new Dictionary<string, string>(), facts.Held).Sentence, false) { Code = "stuck" });
        }

        return decisions;
    }

    private static IEnumerable<TickDecision> Kept(TickContext context, DispatchFacts facts, List<DispatchChoice> kept)
    {
        var pairs = new Dictionary<string, (TaskRecord Task, TaskRecord Holder)>();
        if (GateOpener.ModeOf(context.App, facts.Run) == RunMode.Autonomous)
        {
            pairs = Tied(facts, kept);
        }

        var put = new Lazy<HashSet<string>>(() => context.Ledger.Write(tx => ScopeOrder.Put(tx, facts.Run.Id, [.. pairs.Values], Caller.Watch)));
        return kept.Select(choice => pairs.ContainsKey(choice.Task.Id)
            ? context.Try("task", Name(choice.Task), "serialized", choice.Sentence, () => put.Value.Contains(choice.Task.Id))
            : Left("task", Name(choice.Task), choice.Reason!.Value, choice.Sentence));
    }

    /// <summary>Where nobody is asked, what wants the same files waits until they have landed, and not only until their agent is gone (S1-61).</summary>
    private static Dictionary<string, (TaskRecord Task, TaskRecord Holder)> Tied(DispatchFacts facts, List<DispatchChoice> kept)
    {
        var wanted = kept.Where(choice => choice.Holder is not null).ToList();
        var named = wanted.Select(choice => choice.Holder).ToHashSet();
        var holders = facts.Graph.Tasks.Where(task => named.Contains(task.Id)).ToDictionary(task => task.Id);
        var order = new TaskOrder(facts.Graph, wanted.Select(choice => choice.Task).Concat(holders.Values));
        return wanted.Where(choice => holders.TryGetValue(choice.Holder!, out var holder) && !order.AreOrdered(choice.Task, holder)).ToDictionary(choice => choice.Task.Id, choice => (choice.Task, holders[choice.Holder!]));
    }

    private static IEnumerable<TickDecision> Started(TickContext context, DispatchFacts facts, List<DispatchChoice> due)
    {
        if (context.DryRun)
        {
            return due.Select(choice => new TickDecision("task", Name(choice.Task), "started", choice.Sentence, false));
        }

        var fresh = due.Where(choice => choice.Task.Attempts == 0).ToList();
        return [.. due.Except(fresh).Select(choice => Again(context, choice)), .. Fresh(context, facts, fresh)];
    }

    private static TickDecision Again(TickContext context, DispatchChoice choice)
    {
        if (RestartBreaker.IsOpen(context))
        {
            return new TickDecision("task", Name(choice.Task), "left", "agents that were restarted die one after the other", false);
        }

        var last = context.Ledger.Read(sql => AgentStore.OfTask(sql, choice.Task.Id)).LastOrDefault();
        if (last is not null && Redispatch.IsAtWork(context.App, last))
        {
            return new TickDecision("task", Name(choice.Task), "left", $"the last turn of {last.Name} is not over", false);
        }

        var decision = context.Try("task", Name(choice.Task), "restarted", choice.Sentence, () => last is not null && Redispatch.Restart(context.App, choice.Task, last, context.Stop) is { Success: true });
        return Remembered(context, choice.Task, decision);
    }

    /// <summary>All that is ready starts in one call: it is decided in one transaction, and a second tick finds it taken (S0-37, S1-54).</summary>
    private static IEnumerable<TickDecision> Fresh(TickContext context, DispatchFacts facts, List<DispatchChoice> due)
    {
        if (due.Count == 0)
        {
            return [];
        }

        var request = new SlingRequest([.. due.Select(choice => choice.Task.Id)]) { ForceHierarchy = true, Serialize = GateOpener.ModeOf(context.App, facts.Run) == RunMode.Autonomous };
        try
        {
            return [.. new Slinger(context.App, Caller.Watch, request).Sling(context.Stop).Zip(due).Select(pair => Remembered(context, pair.Second.Task, Told(pair.First, pair.Second)))];
        }
        catch (OvException refusal)
        {
            return [.. due.Select(choice => Remembered(context, choice.Task, new TickDecision("task", Name(choice.Task), "left", refusal.Message, false) { Code = refusal.Code.Name }))];
        }
    }

    private static TickDecision Told(SlingResult result, DispatchChoice choice) => result switch
    {
        { Success: false } => new TickDecision("task", Name(choice.Task), "left", result.Error!, false) { Code = result.Code },
        { State: "waiting" } => new TickDecision("task", Name(choice.Task), "serialized", result.Warnings[0], true),
        _ => new TickDecision("task", Name(choice.Task), "started", $"{choice.Sentence}: {result.AgentName}", true),
    };

    /// <summary>What could not be started is tried again now and then, not at every tick.</summary>
    private static TickDecision Remembered(TickContext context, TaskRecord task, TickDecision decision)
    {
        if (!decision.Done)
        {
            context.Memory?.WasStuck(task.Id, context.Ledger.Now);
        }

        return decision;
    }

    private static TickDecision Left(string step, string subject, DispatchReason reason, string sentence) => new(step, subject, "left", $"{reason.Word()}: {sentence}", false) { Code = reason.Word() };

    private static string Name(TaskRecord task) => string.Create(CultureInfo.InvariantCulture, $"#{task.Number}");
}
