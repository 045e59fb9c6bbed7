using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary><c>ov note list</c>: what was written, newest first.</summary>
internal static class NoteListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var query = new NoteQueryOptions(50);
        var command = new Command("list", "List notes, newest first");
        query.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide("ov note list", "ov note list --kind plan --task 3", "ov note list --author builder-1 --since 2h --json")
            {
                Answer = () => NoteJson.Default.NoteList, Refusals = [ErrorCode.NotFound], About = "Lessons have a list of their own: ov note lesson list (or --kind lesson). With --run only that run's.",
            },
            (app, parse) => CommandResult.Of(NoteReader.List(app, app.Caller, query.In(parse)), () => NoteJson.Default.NoteList, NoteView.WriteList));
    }
}
