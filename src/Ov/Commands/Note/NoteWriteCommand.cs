using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Notes;

namespace Ov.Commands.Notes;

/// <summary><c>ov note write</c>: the next version, whole.</summary>
internal static class NoteWriteCommand
{
    public static Command Create(CommandRunner runner)
    {
        var fields = new NoteFields();
        var command = new Command("write", "Write a note, or the next version of one");
        fields.AddTo(command);
        var guide = new CommandGuide(
            "ov note write plan-export \"First the reader, then the flag.\" --kind plan --task 3", "ov note write plan-export --file plan.md --kind plan --expect-version 1",
            "generate-report | ov note write nightly - --kind report")
        {
            Answer = () => NoteJson.Default.NoteItem, Refusals = [ErrorCode.VersionChanged, ErrorCode.AppendOnly, ErrorCode.NotOwner, ErrorCode.NotFound],
            Writes = true,
            About = $"{NoteOptions.KindsSentence}\nOlder versions stay: see 'ov note history'. With --expect-version a write that somebody else was faster than is refused\nwith exit 5 (version-changed) instead of standing on top of theirs. An agent writes in its own run; what somebody else began\nit may add to, and only who leads may replace.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var note = NoteWriter.Write(app, fields.CallerIn(app, parse), fields.In(app, parse));
            IReadOnlyList<string> missing = note.Kind == NoteKind.Plan ? PlanText.Missing(note.Body) : [];
            return CommandResult.Of(app.Ledger.Read(sql => NoteItem.Of(sql, note)) with { Missing = missing.Count == 0 ? null : missing }, () => NoteJson.Default.NoteItem, Write);
        });
    }

    private static void Write(NoteItem item, TextView view)
    {
        view.Ok($"Wrote {NoteView.Label(item)}, version {item.Version} ({item.Id})");
        if (item.Missing is { } missing)
        {
            view.Hint($"Whoever codes by it may have to guess; it does not name: {string.Join(", ", missing)}.");
        }
    }
}
