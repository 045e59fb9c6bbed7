using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary>What <c>note write</c> and <c>note append</c> take.</summary>
internal sealed class NoteFields
{
    private readonly Argument<string> _name = NoteOptions.Name();
    private readonly Argument<string?> _text = NoteOptions.Text();
    private readonly BodyText _body = new();
    private readonly Option<string?> _kind = NoteOptions.Kind();
    private readonly Option<string?> _task = NoteOptions.Task("The task it belongs to (an agent's own, unless it is an alignment).");
    private readonly Option<string?> _about = new("--about") { Description = "The agent it is about.", HelpName = "agent" };
    private readonly Option<bool> _noRun = new("--no-run") { Description = "The project's own: it belongs to no run." };
    private readonly Option<int?> _expect = new("--expect-version") { Description = "Only when this is the newest version; 0 when there must be none.", HelpName = "n" };
    private readonly Option<string?> _agent = CallerOption.Create();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_name);
        command.Arguments.Add(_text);
        foreach (var option in new Option[] { _kind, _task, _about, _noRun, _expect, _agent })
        {
            command.Options.Add(option);
        }

        _body.AddTo(command);
    }

    public Core.Agents.Caller CallerIn(OvApp app, ParseResult parse) => app.CallerAs(parse.GetValue(_agent));

    public NoteDraft In(OvApp app, ParseResult parse) => new(parse.GetValue(_name)!, _body.Read(parse, app.Environment, NoteText.Limit, parse.GetValue(_text)))
    {
        Kind = parse.GetValue(_kind), Task = parse.GetValue(_task), About = parse.GetValue(_about), NoRun = parse.GetValue(_noRun), ExpectVersion = parse.GetValue(_expect),
    };
}
