using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson search</c>: full text, best first.</summary>
internal static class LessonSearchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("words") { Description = "All of them have to occur; \"several words\" as they stand; a star at the end for any ending.", Arity = ArgumentArity.OneOrMore };
        var query = new LessonQuery();
        var command = new Command("search", "Search lessons") { words };
        query.AddTo(command);
        return runner.Define(
            command, new CommandGuide("ov note lesson search encoding", "ov note lesson search pars* --domain parser --json") { Answer = () => LessonJson.Default.LessonList, Refusals = [ErrorCode.NotFound] },
            (app, parse) => CommandResult.Of(LessonReader.Search(app, parse.GetValue(words)!, query.In(parse, query.DomainsIn(parse))), () => LessonJson.Default.LessonList, LessonView.WriteList));
    }
}
