using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary><c>ov note search</c>: full text, best first.</summary>
internal static class NoteSearchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("words") { Description = "All of them have to occur; \"several words\" as they stand; a star at the end for any ending.", Arity = ArgumentArity.OneOrMore };
        var all = new Option<bool>("--all-versions") { Description = "Also texts that a newer version replaced." };
        var query = new NoteQueryOptions(20);
        var command = new Command("search", "Search the texts of notes") { words, all };
        query.AddTo(command);
        return runner.Define(
            command,
            new CommandGuide("ov note search export flag", "ov note search '\"old flag\" remov*' --kind spec", "ov note search migration --all-versions --json") { Answer = () => NoteJson.Default.NoteSearch, Refusals = [ErrorCode.NotFound] },
            (app, parse) => CommandResult.Of(
                NoteReader.Search(app, app.Caller, parse.GetValue(words)!, query.In(parse), parse.GetValue(all)), () => NoteJson.Default.NoteSearch, NoteView.WriteSearch));
    }
}
