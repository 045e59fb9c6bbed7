using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary><c>ov note history</c>: who wrote which version when.</summary>
internal static class NoteHistoryCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (name, kind, limit, agent) = (NoteOptions.Existing(), NoteOptions.KindFilter(), NoteOptions.Limit(20), CallerOption.Create());
        var diff = new Option<bool>("--diff") { Description = "Also show what each version changed." };
        var command = new Command("history", "Show the versions of a note, newest first") { name, kind, diff, limit, agent };
        return runner.Define(
            command, new CommandGuide("ov note history plan-export", "ov note history 3 --kind spec --diff") { Answer = () => NoteJson.Default.NoteHistory, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId] },
            (app, parse) => CommandResult.Of(
                NoteReader.History(
                    app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(name)!, parse.GetValue(kind), NoteOptions.Positive(parse.GetValue(limit)), parse.GetValue(diff)),
                () => NoteJson.Default.NoteHistory, NoteView.WriteHistory));
    }
}
