using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Trackers;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task show</c>.</summary>
internal static class TaskShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var command = new Command("show", "Show one task with everything known of it") { task };
        return runner.Define(command, new CommandGuide("ov task show 3", "ov task show task-k3v9q2mz --json") { Answer = () => TaskJson.Default.TaskShowAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.AmbiguousId], SeeAlso = ["show"] }, (app, parse) => Show(app, parse.GetValue(task)!));
    }

    private static CommandResult Show(OvApp app, string text)
    {
        var answer = app.Ledger.Read(sql =>
        {
            var task = TaskResolver.Require(app, sql, text);
            var run = RunStore.ById(sql, task.RunId)!;
            return new TaskShowAnswer(
                TaskItem.Of(sql, task), run.Name, run.Target, [.. TaskStore.NeededBy(sql, task.Id).Select(other => other.Id)],
                [.. TaskStore.Children(sql, task.Id).Select(child => child.Id)], NoteStore.Newest(sql, NoteKind.Spec, task.Id)?.Version ?? 0,
                TaskPatchStore.Patched(sql, task.Id), TaskPatchStore.PatchesOf(sql, task.Id), TaskAttemptStore.Of(sql, task.Id), TrackerExchange.IssueOf(sql, task))
            {
                Numbers = new TaskNumbers(TaskStore.OfRun(sql, run.Id)),
            };
        });
        return CommandResult.Of(answer, () => TaskJson.Default.TaskShowAnswer, TaskView.Show);
    }
}
