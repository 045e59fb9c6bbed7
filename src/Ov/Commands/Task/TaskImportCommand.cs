using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.TaskFiles;
using Ov.Core.Trackers;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task import &lt;file|folder&gt;…</c>: Markdown files with front matter become tasks.</summary>
internal static class TaskImportCommand
{
    public static Command Create(CommandRunner runner)
    {
        var paths = new Argument<string[]>("path") { Description = "Markdown files, and folders with all that lies below them; with --from ids of issues.", Arity = ArgumentArity.ZeroOrMore };
        var from = new ChoiceOption("--from", Tracker.Names) { Description = "Issues of a tracker instead of files; without ids all open ones.", HelpName = "tracker" };
        var agent = CallerOption.Create();
        var command = new Command("import", "Make tasks of Markdown files with front matter, or of issues") { paths, from, agent };
        var guide = new CommandGuide("ov task import planning --dry-run", "ov task import planning/21-read-names.prompt.md")
        {
            Refusals = [ErrorCode.ForeignData, ErrorCode.Cycle, ErrorCode.NotFound, ErrorCode.AmbiguousRun, ErrorCode.Usage, ErrorCode.ToolMissing], SeeAlso = ["task sync", "task export", "help task-files", "help trackers"],
            Answer = () => TaskFileJson.Default.TaskFilesAnswer, Writes = true,
            About = "Numbered files (07-planned-name.prompt.md with number, title, status, dependencies) and plain ones (id, name, status, depends_on) are read; other fields stay in the file. "
                + "Every fault is named with its file and line, and then nothing is imported. A file that was imported before changes its task. A file without front matter is skipped. "
                + "Of a tracker's issues come title, text, priority and what they depend on; the open issues that one needs come along.",
        };
        return runner.Define(command, guide, (app, parse, stop) => Task.FromResult(TaskFileView.Result(parse.GetValue(from) is { } tracker
            ? TrackerExchange.Import(app, app.CallerAs(parse.GetValue(agent)), tracker, parse.GetValue(paths) ?? [], stop)
            : TaskFileExchange.Import(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(paths) ?? []))));
    }
}
