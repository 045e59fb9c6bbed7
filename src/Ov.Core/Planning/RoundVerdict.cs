using System.Globalization;
using Ov.Core.Dispatching;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Planning;

/// <param name="Unproductive">When each planner ended that found nothing since there was work last, oldest first.</param>
/// <param name="Tangential">How many proposals lie beside the goals.</param>
public sealed record RoundFacts(IReadOnlyList<TaskRecord> Tasks, EmergentPolicy Policy, bool CoreComplete, int Tangential, IReadOnlyList<DateTimeOffset> Unproductive, DateTimeOffset Now);

/// <summary>Whether a run whose list is empty asks a planner for more now (S0-45 to S0-49).</summary>
/// <param name="Due">A planner is asked.</param>
/// <param name="Reason">What keeps it from that; null when one is asked, or when there is work.</param>
public sealed record RoundVerdict(bool Due, DispatchReason? Reason, string Sentence)
{
    private const int Pause = 10;
    private const int MostDoublings = 4;

    private static readonly RoundVerdict None = new(false, null, "");

    public static RoundVerdict For(RoundFacts facts)
    {
        if (facts.Tasks.Any(IsWork))
        {
            return None;
        }

        if (facts.CoreComplete && facts.Tangential >= facts.Policy.Most)
        {
            return new(false, DispatchReason.EmergentCap, Text($"its goals are reached, and {facts.Tangential} of {facts.Policy.Most} proposals beside them were made (emergent.cap)"));
        }

        var found = facts.Unproductive.Count;
        var pause = Pause << Math.Min(found, MostDoublings);
        if (found > 0 && (facts.Now - facts.Unproductive[^1]).TotalSeconds is var passed && passed < pause && passed >= 0)
        {
            return new(false, DispatchReason.Backoff, Text($"{found} {(found == 1 ? "planner" : "planners")} in a row found nothing; the next one begins {pause} s after that"));
        }

        return new(true, null, "nothing is left to do, and a planner looks for more");
    }

    /// <summary>What a run with such a policy would do now; nothing for any other.</summary>
    internal static RoundVerdict Of(Sql sql, RunRecord run, DateTimeOffset now)
    {
        if (RunTemplate.Of(run).Emergent is not { IsOn: true } policy || !run.Loop || run.Stage is not ("" or RunTemplate.Executing))
        {
            return None;
        }

        var ended = EmergentStore.Unproductive(sql, run.Id).Select(id => TaskStore.ById(sql, id)!).Select(task => task.ClosedAt ?? task.CompletedAt ?? task.UpdatedAt).ToList();
        return For(new RoundFacts(TaskStore.OfRun(sql, run.Id), policy, run.CoreComplete, EmergentStore.OfRun(sql, run.Id).Count(task => task.Tangential), ended, now));
    }

    /// <summary>To be done, or reported and not landed: that may come back.</summary>
    private static bool IsWork(TaskRecord task) => task.State is TaskState.Pending or TaskState.InProgress or TaskState.Completed && !TaskReadiness.IsSatisfied(task);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
