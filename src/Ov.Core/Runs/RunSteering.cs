using System.Globalization;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Templates;

namespace Ov.Core.Runs;

/// <summary>
/// A time in which the course of a run is changed: nothing new starts, what runs goes on. At its end the amendment stands in the run's
/// alignment note, beneath what was said before (S0-94).
/// </summary>
public static class RunSteering
{
    /// <summary>The stage meanwhile.</summary>
    public const string Stage = "steering";

    private const string Began = "run.steering";

    /// <param name="trigger">Why; may be empty.</param>
    /// <exception cref="OvException">state when it is steered already or has ended, not-operator, fenced.</exception>
    public static RunRecord Begin(OvApp app, Caller caller, RunRecord run, string trigger) => app.Ledger.Write(tx =>
    {
        var now = RunLooper.Require(tx, caller, run);
        if (now.Stage == Stage)
        {
            throw Underway(now);
        }

        tx.Record(new EventDraft(Began) { RunId = now.Id, Actor = caller.Actor, Subject = now.Id, Text = trigger.Trim() });
        return RunLooper.Move(tx, caller, now, Stage);
    });

    /// <param name="input">What was decided, in the words of whoever steers.</param>
    /// <param name="domain">What it is about; may be empty.</param>
    /// <exception cref="OvException">state when it is not steered, usage without a word, not-operator, fenced.</exception>
    public static RunRecord End(OvApp app, Caller caller, RunRecord run, string input, string domain) => app.Ledger.Write(tx =>
    {
        var now = RunLooper.Require(tx, caller, run);
        if (now.Stage != Stage)
        {
            throw new OvException(ErrorCode.State, $"Run {now.Name} is not being steered.", $"Begin: ov run steer --run {now.Name} --trigger \"why\"");
        }

        if (string.IsNullOrWhiteSpace(input))
        {
            throw new OvException(ErrorCode.Usage, "The amendment says what was decided.", "Give it with --amend \"…\".");
        }

        var amendment = Amendment(tx.Sql, now, input.Trim(), domain.Trim());
        if (CoreConsolidation.Reopen(tx, caller, now))
        {
            amendment += "\nCore consolidation: pending again";
        }

        NoteWriter.Align(tx, caller, now.Id, "Steering", amendment);
        return RunLooper.Move(tx, caller, now, RunTemplate.Executing);
    });

    internal static OvException Underway(RunRecord run) =>
        new(ErrorCode.State, $"Run {run.Name} is being steered.", $"End that first: ov run steer --run {run.Name} --amend \"what was decided\"");

    private static string Amendment(Sql sql, RunRecord run, string input, string domain)
    {
        var began = EventQuery.Newest(sql, new EventFilter([], [], run.Id, null, [Began], null), 1).Single();
        var changes = EventQuery.After(sql, new EventFilter([], [], run.Id, null, ["task.added", "task.edited", "task.needs", "task.canceled", "task.pending"], null), began.Seq, 200);
        var lines = new List<string>();
        if (domain.Length > 0)
        {
            lines.Add($"Domain: {domain}");
        }

        if (began.Text is { Length: > 0 } trigger)
        {
            lines.Add($"Trigger: {trigger}");
        }

        lines.Add($"Said: {input}");
        lines.AddRange(changes.Select(change => $"- {change.Type[5..]}: {Subject(sql, change)}"));
        return string.Join('\n', lines);
    }

    private static string Subject(Sql sql, EventRecord change) => change.TaskId is { } id && Tasks.TaskStore.ById(sql, id) is { } task
        ? string.Create(CultureInfo.InvariantCulture, $"task {task.Number}, {task.Title}") : change.Text ?? "";
}
