using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Planning;

/// <summary>Decides on proposals that were tried. A fix for what shall be better or go comes with the verdict; the words stay in the alignment note (S0-71, S0-72).</summary>
public static class Triage
{
    private const string Section = "Triage";

    /// <param name="row">The proposal as it was shown.</param>
    /// <param name="reason">Needed but for what is kept as the record speaks.</param>
    /// <returns>The fix; null where none is needed.</returns>
    /// <exception cref="OvException">not-operator, usage without a reason, state when it is not done, waits to land or was decided with a fix.</exception>
    public static TaskRecord? Decide(OvApp app, Caller caller, TriageRow row, TriageVerdict verdict, string? reason) => app.Ledger.Write(tx =>
    {
        var task = TaskStore.ById(tx.Sql, row.TaskId)!;
        var run = RunStore.ById(tx.Sql, task.RunId)!;
        CallerFence.Require(tx.Sql, caller);
        RunEnd.RequireMay(caller, run);
        var recommended = Require(tx.Sql, task, row, verdict, reason);
        EmergentStore.Decide(tx, task.Id, verdict, recommended, reason, caller.Actor);
        var against = verdict == recommended ? "" : $", against what the record speaks for ({recommended.Word()}: {row.Why})";
        tx.Record(new EventDraft("task.triaged") { RunId = run.Id, Actor = caller.Actor, TaskId = task.Id, Text = $"{verdict.Word()}{against}{(reason is null ? "" : $": {reason}")}" });
        NoteWriter.Align(tx, caller, run.Id, Section, Text($"Task {task.Number}, {task.Title} ({row.Domain}): {verdict.Word()}{against}. {reason ?? row.Why}"));
        return verdict switch
        {
            TriageVerdict.Improve => Fix(tx, run, task, caller, row, reason!, "Improve", row.Validation, row.Effectiveness),
            TriageVerdict.Eliminate when row.Commits.Count > 0 && task is { State: TaskState.Closed, NoMerge: false } => Fix(
                tx, run, task, caller, row, reason!, "Take out", [Text($"nothing of task {task.Number} is left")], [.. row.Commits.Reverse().Select(commit => $"git revert {commit}")]),
            _ => null,
        };
    });

    private static TriageVerdict Require(Sql sql, TaskRecord task, TriageRow row, TriageVerdict verdict, string? reason)
    {
        if (row.Recommended is not { } recommended || task.State == TaskState.Completed)
        {
            throw new OvException(
                ErrorCode.State, $"Task {task.Number} is {task.State.Word()}{(task.State == TaskState.Completed ? " and has not landed" : "")}, so what came of it is not known.",
                task.State == TaskState.Completed ? $"Land it, or close it without: ov task close {task.Number} --reason \"…\"" : $"Wait for it, or cancel it: ov task cancel {task.Number} --reason \"…\"");
        }

        if (EmergentStore.Of(sql, task.Id) is { Verdict: TriageVerdict.Improve or TriageVerdict.Eliminate } before)
        {
            throw new OvException(ErrorCode.State, $"{before.DecidedBy} decided on task {task.Number} already: {before.Verdict!.Value.Word()}, {before.Reason}.", $"See 'ov task show {task.Number}' for what mends it.");
        }

        if (verdict == TriageVerdict.Improve && task.State != TaskState.Closed)
        {
            throw new OvException(ErrorCode.State, $"Task {task.Number} is {task.State.Word()}, so there is nothing yet that could be improved.", $"Change it and open it again: ov task reopen {task.Number} --reason \"what changed\"");
        }

        return verdict == TriageVerdict.Keep && verdict == recommended || !string.IsNullOrWhiteSpace(reason) ? recommended
            : throw new OvException(ErrorCode.Usage, $"The record of task {task.Number} speaks for {recommended.Word()}, and {verdict.Word()} needs a reason.", "Add --reason \"…\".");
    }

    private static TaskRecord Fix(Tx tx, RunRecord run, TaskRecord task, Caller caller, TriageRow row, string reason, string verb, IReadOnlyList<string> criteria, IReadOnlyList<string> issues)
    {
        var title = Text($"{verb} task {task.Number}: {task.Title}");
        var draft = new TaskDraft(title[..Math.Min(200, title.Length)]) { Priority = TaskPriority.High, Scope = row.Files, Criteria = criteria };
        return TaskPatcher.Add(tx, run, draft, [task.Id], new PatchReport(reason, null, issues), caller);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
