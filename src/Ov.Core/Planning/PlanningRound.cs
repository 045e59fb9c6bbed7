using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;

namespace Ov.Core.Planning;

/// <summary>The task of a planner that looks for more work: what it goes by, what earlier rounds were about, and what is not proposed again (S0-50).</summary>
internal static class PlanningRound
{
    /// <summary>Adds it, unless there is work again.</summary>
    public static bool Add(Tx tx, RunRecord run)
    {
        if (RunStore.ById(tx.Sql, run.Id) is not { State: RunState.Active } now || !RoundVerdict.Of(tx.Sql, now, tx.Now).Due)
        {
            return false;
        }

        var draft = new TaskDraft($"Look for more to do in {now.Name}") { Role = PhaseAsker.RoleOf(RunTemplate.Of(now), Phase.Plan), Priority = TaskPriority.High, Body = Body(tx.Sql, now, RunTemplate.Of(now).Emergent!) };
        EmergentStore.AddRound(tx, TaskAdder.Add(tx, now, draft, Caller.Watch));
        return true;
    }

    private static string Body(Sql sql, RunRecord run, EmergentPolicy policy)
    {
        var earlier = EmergentStore.OfRun(sql, run.Id).Select(task => (Emergent: task, Task: TaskStore.ById(sql, task.TaskId)!)).ToList();
        var left = policy.Most - earlier.Count(pair => pair.Emergent.Tangential);
        string[] parts =
        [
            $"Nothing is left to do in run {run.Name}. Propose what is worth doing next: at least one task, at most {policy.Most}. Change no file and write no code.",
            $"Goals: {(run.Objective.Length > 0 ? run.Objective : "those of its tasks")}. What was decided meanwhile: ov note read alignment --run {run.Name}",
            run.CoreComplete ? Text($"The goals are reached (core consolidation: complete). You may propose what lies beside them, with --tangential; {left} such {(left == 1 ? "proposal is" : "proposals are")} left.")
                : $"The goals come first (core consolidation: pending): propose only what serves them. If nothing is missing for them, say so: ov run core complete {run.Name} --reason \"what shows it\"",
            $"Domains: {string.Join(", ", policy.Domains)}.{Before(earlier)}",
            Listed("Tried before, with what came of it:", earlier.Where(pair => !IsGivenUp(pair.Emergent, pair.Task)).Select(pair => Entry(pair.Emergent, pair.Task, pair.Emergent.Verdict?.Word() ?? pair.Task.State.Word()))),
            Listed("Do not propose again:", earlier.Where(pair => IsGivenUp(pair.Emergent, pair.Task)).Select(pair => Entry(pair.Emergent, pair.Task, pair.Emergent.Reason ?? pair.Task.Reason ?? pair.Task.State.Word()))),
            "Each proposal is a task:\nov task add \"what is done\" --type emergent --hypothesis \"if we do X, Y follows\" --domain <domain> --validation \"what shows it\" --criterion \"what is true in the end\" --files \"globs\"\nThen report your own task done and say why these.",
        ];
        return string.Join("\n\n", parts.Where(part => part.Length > 0));
    }

    private static string Before(List<(EmergentTask Emergent, TaskRecord Task)> earlier) => earlier.Count == 0 ? ""
        : $" Earlier rounds: {string.Join("; ", earlier.GroupBy(pair => pair.Emergent.RoundId).Select(round => string.Join(", ", round.Select(pair => pair.Emergent.Domain).Distinct())))}. Look where they did not.";

    /// <summary>Decided against, or tried without success.</summary>
    private static bool IsGivenUp(EmergentTask emergent, TaskRecord task) => emergent.Verdict == TriageVerdict.Eliminate || task.State is TaskState.Canceled or TaskState.Failed;

    private static string Entry(EmergentTask emergent, TaskRecord task, string outcome) => Text($"- {task.Number} {task.Title} ({emergent.Domain}): {emergent.Hypothesis} [{outcome.ReplaceLineEndings(" ")}]");

    private static string Listed(string heading, IEnumerable<string> entries) => string.Join('\n', entries) is { Length: > 0 } lines ? $"{heading}\n{lines}" : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
