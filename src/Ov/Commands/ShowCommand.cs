using System.CommandLine;
using System.Globalization;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Json;
using Ov.Core.Mail;
using Ov.Core.Showing;
using Ov.Core.Text;

namespace Ov.Commands;

/// <summary><c>ov show</c>: anything, by id, prefix, name, number, branch or path.</summary>
internal static class ShowCommand
{
    /// <summary>Fewer columns than this have no room for a date before each line.</summary>
    private const int Narrow = 80;

    public static Command Create(CommandRunner runner)
    {
        var what = new Argument<string>("what") { Description = "An id, a prefix of one, a name, a task's number, a branch or a worktree's path." }
            .Completes(Candidate.Agent, Candidate.Task, Candidate.Run, Candidate.Group, Candidate.Merge, Candidate.Mail, Candidate.Note, Candidate.Gate);
        var command = new Command("show", "Show anything: agent, task, run, mail, note, merge, group, worktree or gate") { what };
        return runner.Define(
            command,
            new CommandGuide("ov show builder-1", "ov show 3", "ov show msg-k3v9q2mz --json") { Answer = () => ThingJson.Default.Thing, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId], SeeAlso = ["status", "task show"] },
            (app, parse) => CommandResult.Of(ThingReader.Read(app, parse.GetValue(what)!), ThingJson.Default.Thing, Write));
    }

    private static void Write(Thing thing, TextView view)
    {
        view.Line($"{thing.Kind} {VisibleText.OneLine(thing.Name)}{(thing.State.Length > 0 ? $" [{thing.State}]" : "")}{Title(thing)}");
        view.Field("id", 13, thing.Id);
        foreach (var (name, value) in thing.Fields)
        {
            view.Field(name, 13, value);
        }

        if (thing.Body.Length > 0)
        {
            view.Line();
            foreach (var line in MailFence.BodyLines(thing.Body))
            {
                view.Line(line);
            }
        }

        if (thing.History.Count > 0)
        {
            view.Line();
            foreach (var record in thing.History)
            {
                view.Row($"  {(view.Width < Narrow ? record.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : UtcMillis.Format(record.At))}  {record.Type,-18} {VisibleText.OneLine(record.Text ?? "")}".TrimEnd());
            }
        }

        if (thing.More.Length > 0)
        {
            view.Line();
            view.Hint($"More: {thing.More}");
        }
    }

    private static string Title(Thing thing) => thing.Title.Length == 0 || thing.Title == thing.Name ? "" : $" {VisibleText.OneLine(thing.Title)}";
}
