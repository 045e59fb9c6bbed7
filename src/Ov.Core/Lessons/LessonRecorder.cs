using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Tasks;

namespace Ov.Core.Lessons;

/// <summary>Records lessons, how they went, and that one no longer holds.</summary>
public static class LessonRecorder
{
    /// <summary>A lesson that is there already is not recorded twice; one that was retired becomes current again.</summary>
    /// <exception cref="OvException">usage, not-found, not-owner, fenced.</exception>
    public static RecordedLesson Add(OvApp app, Caller caller, LessonDraft draft) => app.Ledger.Write(tx =>
    {
        CallerFence.Require(tx.Sql, caller);
        var evidence = draft.Evidence;
        if (caller.Agent?.TaskId is { } task && !evidence.ContainsKey("task"))
        {
            evidence = new Dictionary<string, string>(evidence) { ["task"] = task };
        }

        var older = draft.Supersedes.Select(word => LessonFinder.Require(tx.Sql, word)).ToList();
        older.ForEach(lesson => RequireRight(caller, lesson, "supersede"));
        var (lesson, isNew) = Save(tx, caller, draft with { Evidence = evidence });
        if (!isNew && lesson.State != LessonState.Current)
        {
            LessonStore.SetState(tx, lesson.NoteId, LessonState.Current, null, null);
            Record(tx, "lesson.restored", caller, lesson, lesson.Reason);
        }
        else if (isNew)
        {
            Record(tx, "lesson.recorded", caller, lesson, null);
        }

        foreach (var replaced in older.Where(old => old.NoteId != lesson.NoteId))
        {
            LessonStore.SetState(tx, replaced.NoteId, LessonState.Superseded, "superseded", lesson.NoteId);
            Record(tx, "lesson.superseded", caller, replaced, $"by {lesson.NoteId}");
        }

        return new RecordedLesson(LessonStore.ById(tx.Sql, lesson.NoteId)!, !isNew, [.. older.Select(old => old.NoteId)]);
    });

    /// <summary>It no longer holds; it stays to be read.</summary>
    /// <exception cref="OvException">not-found, not-owner, state, fenced.</exception>
    public static Lesson Retire(OvApp app, Caller caller, string word, string reason) => app.Ledger.Write(tx =>
    {
        CallerFence.Require(tx.Sql, caller);
        var lesson = LessonFinder.Require(tx.Sql, word);
        RequireRight(caller, lesson, "retire");
        if (lesson.State != LessonState.Current)
        {
            throw new OvException(ErrorCode.State, $"Lesson {lesson.NoteId} is {lesson.State.Word()} already.", "Recording it again makes it current.");
        }

        LessonStore.SetState(tx, lesson.NoteId, LessonState.Retired, reason, null);
        Record(tx, "lesson.retired", caller, lesson, reason);
        return LessonStore.ById(tx.Sql, lesson.NoteId)!;
    });

    /// <summary>How it went when somebody went by it: what held is told first to the next.</summary>
    /// <exception cref="OvException">not-found, fenced.</exception>
    public static Lesson Report(OvApp app, Caller caller, string word, bool worked, string? note) => app.Ledger.Write(tx =>
    {
        CallerFence.Require(tx.Sql, caller);
        var lesson = LessonFinder.Require(tx.Sql, word);
        LessonStore.AddOutcome(tx, lesson.NoteId, new LessonOutcome(worked ? LessonOutcome.WorkedWord : LessonOutcome.FailedWord, caller.Actor, note, tx.Now));
        Record(tx, worked ? "lesson.worked" : "lesson.failed", caller, lesson, note);
        return LessonStore.ById(tx.Sql, lesson.NoteId)!;
    });

    /// <summary>The lesson of that text, new or found.</summary>
    internal static (Lesson Lesson, bool IsNew) Save(Tx tx, Caller caller, LessonDraft unchecked_)
    {
        var draft = unchecked_.Checked();
        var fingerprint = draft.Fingerprint;
        if (LessonStore.ByFingerprint(tx.Sql, fingerprint) is { } known)
        {
            return (known, false);
        }

        var task = draft.Evidence.GetValueOrDefault("task") is { } named ? TaskStore.ById(tx.Sql, named) : null;
        var note = new NoteRecord(
            tx.NewId("note"), null, task?.Id, caller.Agent?.Id, NoteKind.Lesson, $"{draft.Domain}-{fingerprint[..10]}", 1, NoteText.TitleOf(draft.Body),
            NoteText.SizeOf(draft.Body), caller.Actor, tx.Now, draft.Body);
        NoteStore.Insert(tx, note);
        var lesson = new Lesson(
            note.Id, draft.Domain, draft.Type, draft.Class, draft.IsArchived ? LessonState.Retired : LessonState.Current, draft.IsArchived ? "archived" : null, null,
            draft.Title, draft.Text.Trim(), draft.Resolution?.Trim(), draft.Files, draft.Tags, draft.Evidence, draft.Source, 0, 0, draft.RecordedAt ?? tx.Now, caller.Actor);
        LessonStore.Insert(tx, lesson, fingerprint);
        foreach (var outcome in draft.Outcomes)
        {
            LessonStore.AddOutcome(tx, note.Id, outcome);
        }

        return (lesson, true);
    }

    private static void RequireRight(Caller caller, Lesson lesson, string deed)
    {
        if (caller.Agent is { } agent && agent.Name != lesson.Author && !TaskRights.Leads(agent.Role))
        {
            throw new OvException(
                ErrorCode.NotOwner, $"Only the operator, a lead or {lesson.Author} may {deed} lesson {lesson.NoteId}, and this command runs as {agent.Name}.",
                $"Report what you saw: ov note lesson outcome {lesson.NoteId} failed --reason \"…\"");
        }
    }

    private static void Record(Tx tx, string type, Caller caller, Lesson lesson, string? why) => tx.Record(new EventDraft(type)
    {
        RunId = caller.Agent?.RunId, Actor = caller.Actor, AgentId = caller.Agent?.Id, TaskId = caller.Agent?.TaskId, Subject = lesson.NoteId,
        Text = $"{lesson.Domain}: {(lesson.Title.Length > 0 ? lesson.Title : NoteText.TitleOf(lesson.Text))}{(why is null ? "" : $" ({why})")}",
    });
}

/// <summary>What became of a lesson that was to be recorded.</summary>
/// <param name="Existing">True when it was known.</param>
/// <param name="Superseded">The lessons it took the place of.</param>
public sealed record RecordedLesson(Lesson Lesson, bool Existing, IReadOnlyList<string> Superseded);
