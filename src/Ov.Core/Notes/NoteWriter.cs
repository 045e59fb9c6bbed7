using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Notes;

/// <summary>Writes the next version of a task's note. The task's own id is its name, so that no text of a user ever names a file.</summary>
public static class NoteWriter
{
    /// <summary>Longest text, in characters.</summary>
    public const int Limit = 1024 * 1024;

    /// <exception cref="OvException">usage when it is empty or too long, fenced.</exception>
    public static NoteRecord Write(Tx tx, Caller caller, TaskRecord task, NoteKind kind, string body)
    {
        TaskRights.Require(tx.Sql, caller, TaskVerb.WriteSpec, task);
        if (string.IsNullOrWhiteSpace(body) || body.Length > Limit)
        {
            throw new OvException(ErrorCode.Usage, $"A {kind.Word()} needs a text of at most {Limit / 1024} thousand characters.", "Give it with --body, --file or on standard input.");
        }

        var version = (NoteStore.Newest(tx.Sql, kind, task.Id)?.Version ?? 0) + 1;
        var note = new NoteRecord(tx.NewId("note"), task.RunId, task.Id, kind, task.Id, version, body.TrimEnd() + "\n", caller.Actor, tx.Now);
        NoteStore.Insert(tx, note);
        tx.Record(new EventDraft("note.written")
        {
            RunId = task.RunId, Actor = caller.Actor, TaskId = task.Id, Subject = note.Id, Text = $"{kind.Word()} of task {task.Number}, version {version}",
        });
        return note;
    }
}
