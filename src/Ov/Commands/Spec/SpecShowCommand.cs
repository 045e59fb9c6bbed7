using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Specs;

/// <summary><c>ov spec show</c>: the newest version, or an older one.</summary>
internal static class SpecShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var task = TaskOptions.Task();
        var version = new Option<int?>("--version") { Description = "An older version.", HelpName = "n" };
        var command = new Command("show", "Show a task's spec") { task, version };
        return runner.Define(command, new CommandGuide("ov spec show 3", "ov spec show 3 --version 1 --json") { Answer = () => SpecJson.Default.SpecAnswer, Refusals = [ErrorCode.NotFound] }, (app, parse) =>
        {
            var found = TaskOptions.Find(app, app.Caller, parse.GetValue(task)!);
            var asked = parse.GetValue(version);
            var note = app.Ledger.Read(sql => asked is { } number
                ? NoteStore.Version(sql, NoteKind.Spec, found.Id, number)
                : NoteStore.Newest(sql, NoteKind.Spec, found.Id));
            return note is null
                ? throw new OvException(
                    ErrorCode.NotFound, $"Task {found.Number} has no spec{(asked is null ? "" : $" of version {asked}")}.", $"Write one: ov spec write {found.Number} --body \"…\"")
                : CommandResult.Of(SpecAnswer.Of(note, found.Number), () => SpecJson.Default.SpecAnswer, (answer, view) => view.Raw(answer.Body));
        });
    }
}
