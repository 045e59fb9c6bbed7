using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary><c>ov note read</c>: the text itself and nothing else.</summary>
internal static class NoteReadCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (name, kind, agent) = (NoteOptions.Existing(), NoteOptions.KindFilter(), CallerOption.Create());
        var version = new Option<int?>("--version") { Description = "An older version.", HelpName = "n" };
        var command = new Command("read", "Print a note's text") { name, kind, version, agent };
        return runner.Define(
            command, new CommandGuide("ov note read plan-export", "ov note read plan-export --version 1", "ov note read 3 --kind spec --json") { Answer = () => NoteJson.Default.NoteAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId] },
            (app, parse) => CommandResult.Of(
                NoteReader.Read(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(name)!, parse.GetValue(kind), parse.GetValue(version)),
                () => NoteJson.Default.NoteAnswer, (answer, view) => view.Raw(answer.Body)));
    }
}
