using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Commands.Tasks;
using Ov.Core.Notes;

namespace Ov.Commands.Specs;

/// <summary><c>ov spec write</c>: the next version of a task's spec.</summary>
internal static class SpecWriteCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var agent = CallerOption.Create();
        var body = new BodyText();
        var command = new Command("write", "Write the next version of a task's spec") { task, agent };
        body.AddTo(command);
        var guide = new CommandGuide("ov spec write 3 --body \"Keep the old flag working.\"", "ov spec write 3 --file notes/export.md", "generate-spec | ov spec write 3")
        {
            Refusals = [ErrorCode.NotFound, ErrorCode.SpecWriting], SeeAlso = ["task show"],
            Answer = () => SpecJson.Default.SpecAnswer,
            Writes = true, About = "Older versions stay. Without --body and --file the text comes from standard input.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var caller = app.CallerAs(parse.GetValue(agent));
            var found = TaskOptions.Find(app, caller, parse.GetValue(task)!);
            var text = body.Read(parse, app.Environment, NoteWriter.Limit);
            var note = app.Ledger.Write(tx => NoteWriter.Write(tx, caller, found, NoteKind.Spec, text));
            return CommandResult.Of(
                SpecAnswer.Of(note, found.Number), () => SpecJson.Default.SpecAnswer,
                (answer, view) => view.Ok($"Spec of task {answer.Number}, version {answer.Version}"));
        });
    }
}
