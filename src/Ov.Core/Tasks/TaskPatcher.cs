using Ov.Core.Agents;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>What is said of a fix for earlier work (S0-65).</summary>
/// <param name="Wrong">What went wrong.</param>
/// <param name="Feedback">What whoever asked for the work says of it.</param>
/// <param name="Issues">What exactly is to be mended.</param>
public sealed record PatchReport(string? Wrong, string? Feedback, IReadOnlyList<string> Issues)
{
    /// <summary>The body of the task: what was given, each part under its heading.</summary>
    public string Body(string? more) => string.Join("\n\n", new[]
    {
        Section("What went wrong", Wrong), Section("Feedback", Feedback),
        Section("Issues", Issues.Count == 0 ? null : string.Join('\n', Issues.Select(issue => $"- {issue.Trim()}"))), more?.Trim() ?? "",
    }.Where(part => part.Length > 0));

    private static string Section(string heading, string? text) => string.IsNullOrWhiteSpace(text) ? "" : $"## {heading}\n{text.Trim()}";
}

/// <summary>Adds a task that mends earlier ones and waits for those that have not landed yet (S0-65, S0-67).</summary>
public static class TaskPatcher
{
    /// <param name="patches">What it mends, in words a task is named by.</param>
    /// <exception cref="OvException">usage without a criterion, or without saying what went wrong; not-found; state when the run has ended.</exception>
    public static TaskRecord Add(Tx tx, RunRecord run, TaskDraft draft, IReadOnlyList<string> patches, PatchReport report, Caller caller)
    {
        var patched = TaskText.Clean(patches).Select(text => TaskNeeds.Require(tx.Sql, run, text)).DistinctBy(task => task.Id).ToList();
        Require(draft, patched, report);
        var waits = patched.Where(TaskGraph.IsOpen).Select(task => task.Id);
        var task = TaskAdder.Add(tx, run, draft with { Body = report.Body(draft.Body), Needs = [.. draft.Needs, .. waits] }, caller);
        Mark(tx, task, patched, caller);
        return task;
    }

    /// <summary>Says which earlier tasks a new one mends (S0-61).</summary>
    public static void Mark(Tx tx, TaskRecord task, IEnumerable<TaskRecord> patched, Caller caller)
    {
        foreach (var earlier in patched)
        {
            TaskPatchStore.Add(tx, task.Id, earlier.Id);
            tx.Record(new EventDraft("task.patched") { RunId = task.RunId, Actor = caller.Actor, TaskId = earlier.Id, Subject = task.Id, Text = $"task {task.Number} mends it" });
        }
    }

    private static void Require(TaskDraft draft, List<TaskRecord> patched, PatchReport report)
    {
        if (TaskText.Clean(draft.Criteria).Count == 0)
        {
            throw new OvException(ErrorCode.Usage, "A fix says how one can see that it works.", "Give at least one --criterion.");
        }

        if (patched.Count > 0 && string.IsNullOrWhiteSpace(report.Wrong))
        {
            throw new OvException(ErrorCode.Usage, $"A fix of task {patched[0].Number} says what went wrong there.", "Give it with --wrong.");
        }
    }
}
