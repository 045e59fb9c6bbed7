using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Notes;

/// <summary>Which note a word on the command line means.</summary>
public static class NoteFinder
{
    private const string IdKind = "note-";
    private const int NamesCompared = 500;

    /// <summary>
    /// By id (exactly that version), by name, or for a spec by its task; else by a unique prefix of an id. Of several notes of one name
    /// that of the caller's run is meant.
    /// </summary>
    /// <param name="kind">Only of this kind; null means any.</param>
    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id with the candidates.</exception>
    public static NoteRecord Require(OvApp app, Sql sql, Caller caller, string text, string? kind)
    {
        if (NoteStore.ById(sql, text) is { } exact && (kind is null || exact.Kind == kind))
        {
            return exact;
        }

        var found = Named(app, sql, caller, text, kind);
        if (found.Count == 0)
        {
            found = ByPrefix(sql, text, kind);
        }

        return found.Count switch
        {
            1 => NoteStore.ById(sql, found[0].Id)!,
            0 => throw new OvException(
                ErrorCode.NotFound, $"There is no {kind ?? "note"} '{Text.VisibleText.OneLine(text)}'.{Nearest.Sentence(text, NoteStore.RecentNames(sql, NamesCompared))}", "See 'ov note list'."),
            _ => throw new OvException(
                ErrorCode.AmbiguousId, $"'{text}' fits several notes: {string.Join(", ", found.Select(note => $"{note.Label} ({note.Id}{Of(sql, note)})"))}.", "Name one by its id, or with --kind or --run.")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["candidates"] = [.. found.Select(note => note.Id)] },
            },
        };
    }

    private static List<NoteRecord> Named(OvApp app, Sql sql, Caller caller, string text, string? kind)
    {
        var all = NoteStore.Named(sql, text);
        if (kind == NoteKind.Spec && TaskResolver.Find(app, sql, text, caller) is { } task)
        {
            all.AddRange(NoteStore.Named(sql, task.Id));
        }

        var fits = all.Where(note => kind is null || note.Kind == kind).DistinctBy(note => note.Id).ToList();
        var runId = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : fits.Count > 1 ? RunResolver.Find(app, sql, caller)?.Id : null;
        var here = fits.Where(note => note.RunId == runId).ToList();
        return app.Options.Run is not null || here.Count > 0 ? here : fits;
    }

    private static List<NoteRecord> ByPrefix(Sql sql, string text, string? kind)
    {
        var random = text.StartsWith(IdKind, StringComparison.Ordinal) ? text[IdKind.Length..] : text;
        return random.Length < 2 ? [] : [.. NoteStore.ByPrefix(sql, IdKind + random, 5).Where(note => kind is null || note.Kind == kind)];
    }

    private static string Of(Sql sql, NoteRecord note) => note.RunId is { } id && RunStore.ById(sql, id) is { } run ? $", {run.Name}" : "";
}
