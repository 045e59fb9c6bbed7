using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary><c>ov note append</c>: text beneath what is there.</summary>
internal static class NoteAppendCommand
{
    public static Command Create(CommandRunner runner)
    {
        var fields = new NoteFields();
        var section = new Option<string?>("--section") { Description = "A heading over the text.", HelpName = "heading" };
        var command = new Command("append", "Add text at the end of a note, beginning it if there is none") { section };
        fields.AddTo(command);
        var guide = new CommandGuide(
            "ov note append decisions \"Exports are UTF-8 without a mark.\" --kind alignment --section \"Engineer decisions\"", "ov note append progress --file step.md")
        {
            Answer = () => NoteJson.Default.NoteItem, Refusals = [ErrorCode.VersionChanged, ErrorCode.NotOwner, ErrorCode.NotFound], Writes = true,
            About = $"{NoteOptions.KindsSentence}\nOf agents that append at the same time every text is kept.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var note = NoteWriter.Append(app, fields.CallerIn(app, parse), fields.In(app, parse) with { Section = parse.GetValue(section) });
            return CommandResult.Of(
                app.Ledger.Read(sql => NoteItem.Of(sql, note)), () => NoteJson.Default.NoteItem, (item, view) => view.Ok($"Added to {NoteView.Label(item)}, version {item.Version} ({item.Id})"));
        });
    }
}
