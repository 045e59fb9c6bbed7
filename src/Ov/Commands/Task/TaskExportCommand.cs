using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.TaskFiles;
using Ov.Core.Trackers;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task export &lt;folder&gt;</c>: a Markdown file for each task of the run.</summary>
internal static class TaskExportCommand
{
    public static Command Create(CommandRunner runner)
    {
        var folder = new Argument<string?>("folder") { Description = "Where the files of tasks go that have none.", Arity = ArgumentArity.ZeroOrOne };
        var to = new ChoiceOption("--to", Tracker.Names) { Description = "Make issues of a tracker instead, one for each open task that has no file.", HelpName = "tracker" };
        var form = new ChoiceOption("--form", SnakeCase.Words<TaskFileForm>(), "prompt") { Description = "prompt: numbered files; task: files with ids.", HelpName = "form" };
        var agent = CallerOption.Create();
        var command = new Command("export", "Write a Markdown file, or make an issue, for each task") { folder, form, to, agent };
        var guide = new CommandGuide("ov task export tasks --form task", "ov task export prompts --dry-run")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.Usage, ErrorCode.ToolMissing], SeeAlso = ["task import", "task sync", "help task-files", "help trackers"],
            Answer = () => TaskFileJson.Default.TaskFilesAnswer, Writes = true,
            About = "A task that has a file already gets it brought up to date where it lies: only the fields that changed are written, all others stay. No other file is ever replaced.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(TaskFileView.Result(parse.GetValue(to) is { } tracker
            ? TrackerExchange.Export(app, app.CallerAs(parse.GetValue(agent)), tracker, stop)
            : TaskFileExchange.Export(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(folder), SnakeCase.Parse<TaskFileForm>(parse.GetValue(form)!)))));
    }
}
