using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Reporting;

/// <summary>Makes a task or a lesson of an action of a report, once.</summary>
public static class ReportAdopter
{
    /// <param name="number">Of the report as it is now.</param>
    /// <remarks>A run that has ended takes no new work: its task goes to the run that <c>task add</c> would take.</remarks>
    /// <exception cref="OvException">not-found, ambiguous-run, fenced.</exception>
    public static AdoptedAction Adopt(OvApp app, Caller caller, RunRecord run, int number)
    {
        var action = app.Ledger.Read(sql => Require(sql, run, number, app.Ledger.Now));
        return action is { AdoptedAs: null, Kind: ActionKind.Task } && run.State != RunState.Active
            ? DefaultRun.Write(app, caller, (tx, home) => Adopt(tx, caller, run, home, number))
            : app.Ledger.Write(tx => Adopt(tx, caller, run, run, number));
    }

    private static AdoptedAction Adopt(Tx tx, Caller caller, RunRecord run, RunRecord home, int number)
    {
        CallerFence.Require(tx.Sql, caller);
        var action = Require(tx.Sql, run, number, tx.Now);
        if (action.AdoptedAs is not null)
        {
            return new AdoptedAction(action, Existing: true);
        }

        var made = action.Kind == ActionKind.Task ? Task(tx, caller, run, home, action) : Lesson(tx, caller, run, action);
        ReportActionStore.Add(tx, run.Id, action.Key, made);
        tx.Record(new EventDraft("run.action_adopted") { RunId = run.Id, Actor = caller.Actor, TaskId = action.Task?.Id, Subject = made, Text = $"{action.Kind.Word()}: {action.Title}" });
        return new AdoptedAction(action with { AdoptedAs = made }, Existing: false);
    }

    private static ReportAction Require(Sql sql, RunRecord run, int number, DateTimeOffset now)
    {
        var actions = ReportActions.Of(RunHistory.Read(sql, run, now));
        return actions.FirstOrDefault(one => one.Number == number) ?? throw new OvException(
            ErrorCode.NotFound, actions.Count == 0 ? $"The report of run {run.Name} names nothing to do." : $"The report of run {run.Name} has no action {number}: it has {actions.Count}.", $"See: ov run report {run.Name}");
    }

    private static string Task(Tx tx, Caller caller, RunRecord run, RunRecord home, ReportAction action) => TaskAdder.Add(
        tx, home, new TaskDraft(action.Title) { Body = $"From the report of run {run.Name}{(action.Task is { } task ? $", about task {task.Number} ({task.Title})" : "")}:\n\n{action.Reason}", Scope = action.Task?.Scope ?? [] }, caller).Id;

    private static string Lesson(Tx tx, Caller caller, RunRecord run, ReportAction action) => LessonRecorder.Save(tx, caller, new LessonDraft(run.Name, "failure", action.Reason.Length > 0 ? action.Reason : action.Title)
    {
        Title = action.Title, Files = action.Task?.Scope ?? [], Evidence = action.Task is { } task ? new Dictionary<string, string> { ["task"] = task.Id } : new Dictionary<string, string>(),
    }).Lesson.NoteId;
}

/// <param name="Existing">True when it was adopted before: nothing was made.</param>
public sealed record AdoptedAction(ReportAction Action, bool Existing);
