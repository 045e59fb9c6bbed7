using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Notes;

/// <summary>Writes the next version of a note. Older versions stay; of two who race, each gets a version of its own, or the later one is refused.</summary>
public static class NoteWriter
{
    /// <summary>Longest text, in characters.</summary>
    public const int Limit = NoteText.Limit;

    /// <summary>The whole text anew; a note that only grows is written once.</summary>
    /// <exception cref="OvException">usage, not-found, ambiguous-id, version-changed, append-only, not-owner, not-operator, fenced.</exception>
    public static NoteRecord Write(OvApp app, Caller caller, NoteDraft draft) => app.Ledger.Write(tx =>
    {
        var place = NotePlace.Of(app, tx.Sql, caller, draft);
        var text = NoteText.RequireBody(place.Kind, draft.Text);
        if (place.Existing is null && Aligned(tx.Sql, place) is { } run)
        {
            text = AlignmentText.Begin(run, AcceptsGaps(tx.Sql, run), text);
        }

        return Save(tx, caller, place, draft, text, replaces: true);
    });

    /// <summary>The text beneath what is there already; the first one begins the note.</summary>
    /// <inheritdoc cref="Write(OvApp, Caller, NoteDraft)"/>
    public static NoteRecord Append(OvApp app, Caller caller, NoteDraft draft) => app.Ledger.Write(tx =>
    {
        var place = NotePlace.Of(app, tx.Sql, caller, draft);
        return Append(tx, caller, place, draft);
    });

    private static NoteRecord Append(Tx tx, Caller caller, NotePlace place, NoteDraft draft)
    {
        var run = Aligned(tx.Sql, place);
        var entry = NoteText.Entry(place.Kind, run is null ? draft.Section : null, caller.Actor, tx.Now, NoteText.RequireBody(place.Kind, draft.Text));
        var body = run is not null ? AlignmentText.With(place.Existing?.Body ?? AlignmentText.Begin(run, AcceptsGaps(tx.Sql, run), run.Objective), run, AcceptsGaps(tx.Sql, run), caller, draft.Section, entry)
            : place.Existing is { } before ? $"{before.Body}\n{entry}" : entry;
        return body.Length <= Limit
            ? Save(tx, caller, place, draft, body, replaces: false)
            : throw new OvException(ErrorCode.Usage, $"{place.Kind} {place.Name} would have more than {Limit / 1024} thousand characters.", "Begin another one, and name it in this one.");
    }

    /// <summary>The next version of a task's note. The task's own id is its name, so that no text of a user ever names a file.</summary>
    /// <inheritdoc cref="Write(OvApp, Caller, NoteDraft)"/>
    public static NoteRecord Write(Tx tx, Caller caller, TaskRecord task, string kind, string body) => Save(
        tx, caller, new NotePlace(kind, task.Id, task.RunId, task, null, NoteStore.Newest(tx.Sql, kind, task.Id, task.RunId)), new NoteDraft(task.Id, body),
        NoteText.RequireBody(kind, body), replaces: true);

    /// <summary>What an agent needs to go on in a new conversation, in the transaction that asks for one.</summary>
    /// <inheritdoc cref="Write(OvApp, Caller, NoteDraft)"/>
    internal static NoteRecord Checkpoint(Tx tx, Caller caller, AgentRecord agent, string body)
    {
        const string kind = NoteKind.Checkpoint;
        var task = agent.TaskId is { } id ? TaskStore.ById(tx.Sql, id) : null;
        var place = new NotePlace(kind, agent.Name, agent.RunId, task, agent.Id, NoteStore.Newest(tx.Sql, kind, agent.Name, agent.RunId));
        return Save(tx, caller, place, new NoteDraft(agent.Name, body), NoteText.RequireBody(kind, body), replaces: true);
    }

    /// <summary>A section beneath what the alignment of a run says, in the transaction of what was decided; the first one begins it (S0-68, S0-94).</summary>
    /// <inheritdoc cref="Write(OvApp, Caller, NoteDraft)"/>
    public static NoteRecord Align(Tx tx, Caller caller, string runId, string section, string text)
    {
        const string kind = NoteKind.Alignment;
        var place = new NotePlace(kind, kind, runId, null, null, NoteStore.Newest(tx.Sql, kind, kind, runId));
        return Append(tx, caller, place, new NoteDraft(kind, text) { Section = section });
    }

    /// <summary>The run whose alignment a note is; null for any other note.</summary>
    private static RunRecord? Aligned(Sql sql, NotePlace place) =>
        place is { Kind: NoteKind.Alignment, Name: NoteKind.Alignment, RunId: { } runId } ? RunStore.ById(sql, runId) : null;

    private static bool AcceptsGaps(Sql sql, RunRecord run) => GateStore.WasAnswered(sql, run.Id, GateAnswer.Accept);

    private static NoteRecord Save(Tx tx, Caller caller, NotePlace place, NoteDraft draft, string body, bool replaces)
    {
        var before = place.Existing;
        NoteRights.Require(
            tx.Sql, caller, place.Kind, before, before is null ? null : NoteStore.FirstAuthor(tx.Sql, before), place.RunId, place.Task, replaces);
        if (draft.ExpectVersion is { } expected && expected != (before?.Version ?? 0))
        {
            throw Changed(place, before, expected);
        }

        var note = new NoteRecord(
            tx.NewId("note"), place.RunId, place.Task?.Id, place.AgentId, place.Kind, place.Name, (before?.Version ?? 0) + 1, NoteText.TitleOf(body),
            NoteText.SizeOf(body), caller.Actor, tx.Now, body);
        NoteStore.Insert(tx, note);
        tx.Record(new EventDraft(replaces ? "note.written" : "note.appended")
        {
            RunId = note.RunId, Actor = caller.Actor, AgentId = caller.Agent?.Id, TaskId = note.TaskId, Subject = note.Id,
            Text = note.Name == place.Task?.Id ? $"{note.Kind} of task {place.Task.Number}, version {note.Version}" : $"{note.Label}, version {note.Version}",
        });
        return note;
    }

    private static OvException Changed(NotePlace place, NoteRecord? before, int expected) => before is null
        ? new OvException(ErrorCode.VersionChanged, $"There is no {place.Kind} {place.Name} yet, so version {expected} cannot be the newest.", "Write it without --expect-version, or with 0.")
        : new OvException(
            ErrorCode.VersionChanged, $"{before.Label} is at version {before.Version}, written by {before.Author}, not at {expected}; nothing was written.",
            $"Read it again and merge your text: ov note read {before.Name} --kind {before.Kind}")
        {
            Facts = new Dictionary<string, string> { ["noteId"] = before.Id, ["version"] = before.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
}
