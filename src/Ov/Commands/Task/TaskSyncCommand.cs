using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.TaskFiles;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task sync</c>: tasks and their files, both ways.</summary>
internal static class TaskSyncCommand
{
    public static Command Create(CommandRunner runner)
    {
        var paths = new Argument<string[]>("path") { Description = "Files and folders in which new ones may lie; those of known tasks are looked at anyway.", Arity = ArgumentArity.ZeroOrMore };
        var prefer = new ChoiceOption("--prefer", [TaskFileWinner.File.Word(), TaskFileWinner.Ledger.Word()]) { Description = "Who wins where both changed: file (or issue) or ledger.", HelpName = "side" };
        var agent = CallerOption.Create();
        var command = new Command("sync", "Bring tasks and their Markdown files or issues together, both ways") { paths, prefer, agent };
        var guide = new CommandGuide("ov task sync planning", "ov task sync --prefer file --dry-run")
        {
            Refusals = [ErrorCode.ForeignData, ErrorCode.Cycle, ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.ToolMissing, ErrorCode.Partly], SeeAlso = ["task import", "task export", "help task-files", "help trackers"],
            Answer = () => TaskFileJson.Default.TaskFilesAnswer, Writes = true,
            About = "A changed file changes its task, a changed task its file. Where both changed since they last agreed, neither is touched and the conflict is listed (exit 9), until --prefer says who wins. Tasks that are issues of a tracker are compared with it the same way; an issue is closed only when its task is.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(TaskFileView.Result(TaskFileExchange.Sync(
            app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(paths) ?? [],
            parse.GetValue(prefer) is { } word ? SnakeCase.Parse<TaskFileWinner>(word) : TaskFileWinner.Nobody, stop))));
    }
}
