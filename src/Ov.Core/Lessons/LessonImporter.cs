using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Lessons;

/// <summary>
/// Takes over lessons that lie in files. Doing it again changes nothing: what is known by its words is not recorded twice, and what was
/// retired here stays retired.
/// </summary>
public static class LessonImporter
{
    /// <summary>The folder of a project's records, where there is one.</summary>
    public const string DefaultFolder = ".mulch";

    /// <exception cref="OvException">not-found, fenced.</exception>
    public static LessonImport Import(OvApp app, Caller caller, string folder)
    {
        var files = LessonFiles.Read(folder);
        return app.Ledger.Write(tx => Add(tx, caller, files));
    }

    /// <summary>The same inside a transaction that takes over more than lessons, or that is rehearsed.</summary>
    public static LessonImport Add(Tx tx, Caller caller, LessonFiles files)
    {
        CallerFence.Require(tx.Sql, caller);
        var (added, known, superseded) = (0, 0, 0);
        var imported = new List<(LessonDraft Draft, Lesson Lesson)>();
        foreach (var draft in files.Drafts)
        {
            var older = draft.Source is { } source ? LessonStore.BySource(tx.Sql, source).FirstOrDefault(lesson => lesson.Domain == draft.Domain && lesson.State == LessonState.Current) : null;
            var (lesson, isNew) = LessonRecorder.Save(tx, caller, draft);
            (added, known) = isNew ? (added + 1, known) : (added, known + 1);
            if (isNew)
            {
                imported.Add((draft, lesson));
                superseded += older is null ? 0 : Replace(tx, older, lesson);
            }
        }

        foreach (var (draft, lesson) in imported)
        {
            superseded += draft.Supersedes.Sum(word => Find(tx.Sql, word, draft.Domain) is { } older ? Replace(tx, older, lesson) : 0);
        }

        if (added > 0)
        {
            tx.Record(new EventDraft("lesson.imported") { Actor = caller.Actor, AgentId = caller.Agent?.Id, Text = $"{added} lessons from {files.Folder}" });
        }

        return new LessonImport(files.Folder, files.Files, files.Lines, added, known, superseded, files.Skipped);
    }

    /// <summary>What a record names is of its own domain unless it says which.</summary>
    private static Lesson? Find(Sql sql, string word, string domain)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var wanted = colon < 0 ? domain : word[..colon];
        return LessonStore.BySource(sql, word[(colon + 1)..]).FirstOrDefault(lesson => lesson.Domain == wanted && lesson.State == LessonState.Current);
    }

    private static int Replace(Tx tx, Lesson older, Lesson newer)
    {
        if (older.NoteId == newer.NoteId)
        {
            return 0;
        }

        LessonStore.SetState(tx, older.NoteId, LessonState.Superseded, "superseded", newer.NoteId);
        return 1;
    }
}

/// <summary>What an import did.</summary>
/// <param name="Read">Lines that said something.</param>
/// <param name="Existing">Known already, among them lines that say the same.</param>
/// <param name="Skipped">Lines that are no lesson, each with the reason.</param>
public sealed record LessonImport(string Folder, int Files, int Read, int Added, int Existing, int Superseded, IReadOnlyList<SkippedLine> Skipped);
