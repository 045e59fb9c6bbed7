using Ov.Cli;
using Ov.Core.Json;
using Ov.Core.Notes;
using Ov.Core.Text;

namespace Ov.Commands.Notes;

/// <summary>Notes for people.</summary>
internal static class NoteView
{
    public static string Label(NoteItem note) => note.Kind == NoteKind.Spec && note.TaskNumber is { } number ? $"{note.Kind} of task {number}" : $"{note.Kind} {note.Name}";

    public static void WriteList(NoteList list, TextView view)
    {
        if (list.Total == 0)
        {
            view.Hint("No notes");
            return;
        }

        view.Table(
            ["NAME", "KIND", "VERSION", "TASK", "AUTHOR", "WRITTEN", "TITLE"],
            list.Notes.Select(note => new[]
            {
                note.Name, note.Kind, note.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), note.TaskNumber is { } task ? $"#{task}" : "", note.Author,
                UtcMillis.Format(note.CreatedAt), VisibleText.OneLine(note.Title),
            }));
        if (list.More)
        {
            view.Hint($"{list.Total} shown, older ones exist: --limit");
        }
    }

    public static void WriteSearch(NoteSearch search, TextView view)
    {
        if (search.Total == 0)
        {
            view.Hint("Nothing found");
            return;
        }

        foreach (var found in search.Results)
        {
            view.Line($"{found.Note.Id}  {Label(found.Note)}, version {found.Note.Version}, by {found.Note.Author}, {UtcMillis.Format(found.Note.CreatedAt)}");
            view.Line($"  {VisibleText.OneLine(found.Snippet.ReplaceLineEndings(" ").Trim())}");
        }

        if (search.More)
        {
            view.Hint($"The best {search.Total} are shown: --limit");
        }
    }

    public static void WriteHistory(NoteHistory history, TextView view)
    {
        foreach (var version in history.Versions)
        {
            view.Line($"version {version.Version}  {UtcMillis.Format(version.CreatedAt)}  {version.Author}  {version.Size} bytes  {version.Id}  {VisibleText.OneLine(version.Title)}".TrimEnd());
            foreach (var line in version.Diff)
            {
                view.Line($"    {VisibleText.Block(line)}".TrimEnd());
            }
        }

        if (history.More)
        {
            view.Hint($"{history.Total} shown, older ones exist: --limit");
        }
    }
}
