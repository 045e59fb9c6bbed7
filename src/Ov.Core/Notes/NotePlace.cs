using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Notes;

/// <summary>Where a text is written to: kind, name and run make a note, and what it belongs to stays as its first version had it.</summary>
/// <param name="Existing">The newest version with its text, when there is one.</param>
internal sealed record NotePlace(string Kind, string Name, string? RunId, TaskRecord? Task, string? AgentId, NoteRecord? Existing)
{
    /// <exception cref="OvException">usage, not-found, ambiguous-id, ambiguous-run.</exception>
    public static NotePlace Of(OvApp app, Sql sql, Caller caller, NoteDraft draft)
    {
        var kind = draft.Kind is { } word ? NoteKind.Require(word) : null;
        if (kind == NoteKind.Spec)
        {
            var subject = TaskResolver.Require(app, sql, draft.Name, caller);
            return new NotePlace(kind, subject.Id, subject.RunId, subject, null, NoteStore.Newest(sql, kind, subject.Id, subject.RunId));
        }

        var name = NoteText.RequireName(draft.Name);
        var task = draft.Task is { } number ? TaskResolver.Require(app, sql, number, caller) : null;
        var runId = draft.NoRun ? null : task?.RunId ?? RunResolver.Find(app, sql, caller)?.Id;
        kind ??= OnlyKindOf(sql, name, runId);
        return NoteStore.Newest(sql, kind, name, runId) is { } existing
            ? new NotePlace(kind, name, runId, existing.TaskId is { } id ? TaskStore.ById(sql, id) : null, existing.AgentId, existing)
            : new NotePlace(kind, name, runId, task ?? OwnTask(sql, caller, kind, draft.NoRun), About(sql, caller, draft), null);
    }

    /// <summary>What an agent writes belongs to its work, unless it is everybody's.</summary>
    private static TaskRecord? OwnTask(Sql sql, Caller caller, string kind, bool noRun) =>
        !noRun && kind != NoteKind.Alignment && caller.Agent?.TaskId is { } own ? TaskStore.ById(sql, own) : null;

    private static string? About(Sql sql, Caller caller, NoteDraft draft) =>
        draft.About is { } name ? AgentResolver.Require(sql, name).Id : caller.Agent?.Id;

    private static string OnlyKindOf(Sql sql, string name, string? runId)
    {
        var kinds = NoteStore.Named(sql, name).Where(note => note.RunId == runId).Select(note => note.Kind).ToList();
        return kinds.Count switch
        {
            0 => NoteKind.Free,
            1 => kinds[0],
            _ => throw new OvException(ErrorCode.AmbiguousId, $"'{name}' is the name of several notes: {string.Join(", ", kinds.Select(kind => $"{kind} {name}"))}.", "Say which with --kind."),
        };
    }
}
