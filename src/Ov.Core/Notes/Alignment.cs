using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Notes;

/// <summary>The one note of a run in which its decisions stand. It only grows (S0-92, S0-93).</summary>
public static class Alignment
{
    /// <summary>Its name within the run; its kind is the same word.</summary>
    public const string Name = NoteKind.Alignment;

    /// <summary>Adds a section, in the transaction of what was decided; the first one begins the note.</summary>
    public static NoteRecord Append(Tx tx, Caller caller, RunRecord run, string section, string text)
    {
        var place = new NotePlace(NoteKind.Alignment, Name, run.Id, null, null, NoteStore.Newest(tx.Sql, NoteKind.Alignment, Name, run.Id));
        var start = place.Existing?.Body ?? $"# Alignment of {run.Name}\n{(run.Objective.Length > 0 ? $"\n{run.Objective}\n" : "")}";
        return NoteWriter.Append(tx, caller, place, new NoteDraft(Name, text) { Section = section }, start);
    }
}
