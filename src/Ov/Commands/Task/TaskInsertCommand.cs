using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task insert</c>: an interjection into the graph, shown before it happens.</summary>
internal static class TaskInsertCommand
{
    public static Command Create(CommandRunner runner)
    {
        var title = TaskOptions.Title();
        var after = TaskOptions.Lists("--after", "Tasks it waits for: numbers or ids, comma-separated.", "tasks");
        var before = TaskOptions.Lists("--before", "Tasks that wait for it from now on.", "tasks");
        var patches = TaskOptions.Lists("--patches", "Earlier tasks that it mends.", "tasks");
        var force = new Option<bool>("--force") { Description = "Also before a task that an agent works on, which does not wait." };
        var options = new TaskOptions();
        var agent = CallerOption.Create();
        var body = new BodyText();
        var command = new Command("insert", "Put a task between others, shown before it happens")
        {
            title, after, before, patches, force, options.Files, options.Priority, options.Criteria, options.Role, agent,
        };
        body.AddTo(command);
        var guide = new CommandGuide("ov task insert \"Validate input\" --after 3 --before 7 --yes", "ov task insert \"Check the names\" --before 7 --dry-run")
        {
            Refusals = [ErrorCode.NeedsConfirmation, ErrorCode.Cycle, ErrorCode.State, ErrorCode.NotFound], SeeAlso = ["task add", "task patch", "task graph"],
            Answer = () => TaskJson.Default.TaskInsertAnswer, Writes = true,
            About = "The new task gets the next number; no other is renumbered, and the needs of the tasks before which it stands grow by it. "
                + "What would change is shown and asked about; without a terminal --yes says so. The next tick starts it like any other.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var insertion = new TaskInsertion(options.Draft(app, parse, title, body), TaskOptions.Entries(parse, after) ?? [], TaskOptions.Entries(parse, before) ?? [], parse.GetValue(force));
            return Insert(app, app.CallerAs(parse.GetValue(agent)), insertion, TaskOptions.Entries(parse, patches) ?? []);
        });
    }

    private static CommandResult Insert(OvApp app, Caller caller, TaskInsertion insertion, IReadOnlyList<string> patches)
    {
        if ((insertion.Before is [var before, ..] ? before : insertion.After is [var after, ..] ? after : null) is not { } first)
        {
            throw new OvException(ErrorCode.Usage, "An insertion says between which tasks.", "Name them with --after and --before; 'ov task add' adds one that nothing waits for.");
        }

        var near = TaskOptions.Find(app, caller, first);
        var run = app.Ledger.Read(sql => RunStore.ById(sql, near.RunId)!);
        var planned = app.Ledger.Rehearse(tx => TaskInserter.Insert(tx, run, insertion, caller));
        if (!app.Options.DryRun)
        {
            Confirmation.Require(app, new OvException(ErrorCode.NeedsConfirmation, $"Nothing is inserted yet. {Plan(planned)} {string.Join(" ", planned.Warnings)}".TrimEnd(), "Confirm with --yes."));
        }

        var inserted = app.Ledger.Write(tx =>
        {
            var done = TaskInserter.Insert(tx, run, insertion, caller);
            TaskPatcher.Mark(tx, done.Task, TaskText.Clean(patches).Select(text => TaskNeeds.Require(tx.Sql, run, text)).DistinctBy(task => task.Id), caller);
            return done;
        });
        return CommandResult.Of(
            new TaskInsertAnswer(inserted.Task.Id, TaskAnswer.Of(app, inserted.Task).Task, inserted.Before, inserted.Order, inserted.Warnings),
            () => TaskJson.Default.TaskInsertAnswer, (answer, view) => Write(answer, inserted, view));
    }

    private static void Write(TaskInsertAnswer answer, InsertedTask inserted, TextView view)
    {
        foreach (var warning in answer.Warnings)
        {
            view.Warn(warning);
        }

        view.Answer(answer.TaskId);
        view.Ok(Plan(inserted));
    }

    /// <summary>The whole of what changes, in sentences.</summary>
    private static string Plan(InsertedTask inserted) =>
        $"Task {inserted.Task.Number} ({inserted.Task.Title}){string.Concat(inserted.Before.Select(next => $"; task {next.Number} needs {string.Join(", ", next.Needs)}"))}; order {Shown(inserted.Order)}.";

    private static string Shown(IReadOnlyList<int> order) =>
        order.Count <= 30 ? string.Join(" → ", order) : $"{string.Join(" → ", order.Take(15))} → … → {string.Join(" → ", order.TakeLast(10))}";
}
