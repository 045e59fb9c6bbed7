using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task edit</c>.</summary>
internal static class TaskEditCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var title = new Option<string?>("--title") { Description = "The new title.", HelpName = "text" };
        var options = new TaskOptions();
        var reason = TaskOptions.Reason("Why; kept in the history and in the run's alignment.");
        var agent = CallerOption.Create();
        var body = new BodyText();
        var command = new Command("edit", "Change a task that is not finished")
        {
            task, title, options.Needs, options.Files, options.Priority, options.Criteria, options.Role, options.Meta, reason, agent,
        };
        body.AddTo(command);
        var guide = new CommandGuide("ov task edit 3 --needs 1,2 --reason \"needs the export\"", "ov task edit 7 --needs \"\"", "ov task edit 3 --title \"Export as JSON lines\"")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.State, ErrorCode.Cycle],
            Answer = () => TaskJson.Default.TaskAnswer, Writes = true,
            About = "--needs, --files and --criterion give the whole new list; an empty one takes it away; --meta changes only the keys it names (ov task add --help). Needs that would close a cycle are refused.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var change = new TaskChange(
                parse.GetValue(title), body.ReadOptional(parse, app.Environment, TaskText.LongestBody), TaskOptions.Entries(parse, options.Needs), TaskOptions.Entries(parse, options.Files),
                parse.GetResult(options.Criteria) is null ? null : parse.GetValue(options.Criteria), options.PriorityIn(parse), options.RoleIn(app, parse),
                parse.GetValue(reason), options.MetaIn(parse));
            var edited = TaskEditor.Edit(app, caller, TaskOptions.Find(app, caller, parse.GetValue(task)!), change);
            return CommandResult.Of(
                TaskAnswer.Of(app, edited), () => TaskJson.Default.TaskAnswer,
                (answer, view) => view.Ok($"Task {answer.Task.Number} edited: {string.Join(", ", change.Fields)}"));
        });
    }
}
