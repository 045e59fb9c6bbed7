using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.TaskFiles;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task import &lt;file|folder&gt;…</c>: Markdown files with front matter become tasks.</summary>
internal static class TaskImportCommand
{
    public static Command Create(CommandRunner runner)
    {
        var paths = new Argument<string[]>("path") { Description = "Markdown files, and folders with all that lies below them.", Arity = ArgumentArity.OneOrMore };
        var agent = CallerOption.Create();
        var command = new Command("import", "Make tasks of Markdown files with front matter") { paths, agent };
        var guide = new CommandGuide("ov task import planning --dry-run", "ov task import planning/21-read-names.prompt.md")
        {
            Refusals = [ErrorCode.ForeignData, ErrorCode.Cycle, ErrorCode.NotFound, ErrorCode.AmbiguousRun], SeeAlso = ["task sync", "task export", "help task-files"],
            Answer = () => TaskFileJson.Default.TaskFilesAnswer, Writes = true,
            About = "Numbered files (07-planned-name.prompt.md with number, title, status, dependencies) and plain ones (id, name, status, depends_on) are read; other fields stay in the file. "
                + "Every fault is named with its file and line, and then nothing is imported. A file that was imported before changes its task. A file without front matter is skipped.",
        };
        return runner.Define(command, guide, (app, parse) => TaskFileView.Result(TaskFileExchange.Import(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(paths)!)));
    }
}
