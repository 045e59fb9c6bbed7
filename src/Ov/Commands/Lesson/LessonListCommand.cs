using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Core;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson list</c>: newest first.</summary>
internal static class LessonListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var domains = new Argument<string[]>("domain") { Description = "Only of these.", Arity = ArgumentArity.ZeroOrMore };
        var query = new LessonQuery();
        var command = new Command("list", "List lessons, newest first") { domains };
        command.Aliases.Add("query");
        query.AddTo(command);
        return runner.Define(
            command, new CommandGuide("ov note lesson list", "ov note lesson list exporters --class foundational", "ov note lesson list --all --json") { Answer = () => LessonJson.Default.LessonList, Refusals = [ErrorCode.NotFound] },
            (app, parse) => CommandResult.Of(LessonReader.List(app, query.In(parse, [.. parse.GetValue(domains) ?? [], .. query.DomainsIn(parse)])), () => LessonJson.Default.LessonList, LessonView.WriteList));
    }
}

/// <summary>The filters of the list and the search.</summary>
internal sealed class LessonQuery
{
    private readonly Option<string[]> _domain = new("--domain") { Description = "Only of this domain; repeat for several.", HelpName = "domain" };
    private readonly Option<string?> _type = new Option<string?>("--type") { Description = $"Only {string.Join(", ", LessonDraft.Types)}.", HelpName = "type" }.Completes(() => LessonDraft.Types);
    private readonly Option<string?> _class = LessonOptions.Class("Only foundational, tactical or observational ones.");
    private readonly Option<bool> _all = new("--all") { Description = "Also those that were superseded or retired." };
    private readonly Option<int> _limit = NoteOptions.Limit(50);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _domain, _type, _class, _all, _limit })
        {
            command.Options.Add(option);
        }
    }

    public IReadOnlyList<string> DomainsIn(ParseResult parse) => parse.GetValue(_domain) ?? [];

    public LessonFilter In(ParseResult parse, IReadOnlyList<string> domains) => new(
        domains, parse.GetValue(_type)?.ToLowerInvariant(), LessonOptions.ClassIn(parse, _class), parse.GetValue(_all) ? null : LessonState.Current, NoteOptions.Positive(parse.GetValue(_limit)));
}
