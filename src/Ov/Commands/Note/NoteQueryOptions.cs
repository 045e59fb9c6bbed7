using System.CommandLine;
using Ov.Cli.Completion;
using Ov.Core.Completing;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary>The filters of <c>note list</c> and <c>note search</c>.</summary>
internal sealed class NoteQueryOptions(int most)
{
    private readonly Option<string?> _kind = NoteOptions.KindFilter();
    private readonly Option<string?> _task = NoteOptions.Task("Only of this task.");
    private readonly Option<string?> _author = new Option<string?>("--author") { Description = "Only what this agent, or 'operator', wrote.", HelpName = "name" }.Completes(Candidate.Agent);
    private readonly Option<string?> _about = new("--about") { Description = "Only about this agent.", HelpName = "agent" };
    private readonly Option<string?> _since = NoteOptions.Since();
    private readonly Option<int> _limit = NoteOptions.Limit(most);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _kind, _task, _author, _about, _since, _limit })
        {
            command.Options.Add(option);
        }
    }

    public NoteQuery In(ParseResult parse) => new(
        parse.GetValue(_kind), parse.GetValue(_task), parse.GetValue(_author), parse.GetValue(_about), parse.GetValue(_since), NoteOptions.Positive(parse.GetValue(_limit)));
}
