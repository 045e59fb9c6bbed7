using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Tests.Tasks;

namespace Ov.Tests.Lessons;

public sealed class LessonImportTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_type_is_taken_over_with_its_fields_and_doing_it_again_adds_nothing()
    {
        File("expertise/database.jsonl",
            """{"id":"mx-a1","type":"convention","content":"Use WAL.","classification":"foundational","recorded_at":"2026-01-02T03:04:05.000Z","tags":["sqlite"],"evidence":{"commit":"abc","date":"2026-01-02"}}""",
            """{"id":"mx-a2","type":"pattern","name":"Store","description":"SQL in stores only.","files":["src/store.cs"],"classification":"tactical","recorded_at":"2026-01-02T03:04:05.000Z"}""",
            """{"id":"mx-a3","type":"failure","description":"VACUUM in a transaction.","resolution":"Run it outside.","classification":"tactical","recorded_at":"2026-01-02T03:04:05.000Z","outcomes":[{"status":"success","agent":"b"},{"status":"failure"},{"status":"partial"}]}""",
            """{"id":"mx-a4","type":"decision","title":"SQLite","rationale":"No server.","classification":"foundational","recorded_at":"2026-01-02T03:04:05.000Z","supersedes":["mx-a1"]}""");
        File("expertise/cli.jsonl",
            """{"type":"reference","name":"Docs","description":"See docs/.","classification":"observational","recorded_at":"2026-01-02T03:04:05.000Z"}""",
            """{"type":"guide","name":"Release","description":"Tag, then push.","classification":"tactical","recorded_at":"2026-01-02T03:04:05.000Z","outcome":{"status":"success"}}""");
        File("archive/cli.jsonl", """{"type":"convention","content":"Old.","classification":"tactical","recorded_at":"2025-01-02T03:04:05.000Z","status":"archived"}""");

        var first = Import();
        Assert.Equal((3, 7, 7, 0, 1), (first.Files, first.Read, first.Added, first.Existing, first.Superseded));
        Assert.Empty(first.Skipped);
        var again = Import();
        Assert.Equal((0, 7, 0), (again.Added, again.Existing, again.Superseded));

        var failure = Of("mx-a3");
        Assert.Equal(("database", "failure", "Run it outside.", 1, 1), (failure.Domain, failure.Type, failure.Resolution, failure.Worked, failure.Failed));
        Assert.Equal(2026, failure.RecordedAt.Year);
        Assert.Equal((LessonState.Superseded, Of("mx-a4").NoteId), (Of("mx-a1").State, Of("mx-a1").ReplacedBy));
        Assert.Equal("abc", Of("database:mx-a1").Evidence["commit"]);
        Assert.Equal(["src/store.cs"], Of("mx-a2").Files);
        Assert.Equal(LessonState.Retired, All().Single(lesson => lesson.Text == "Old.").State);
    }

    [Fact]
    public void A_line_that_is_no_lesson_is_named_and_the_others_are_taken_over()
    {
        File("expertise/api.jsonl",
            "{\"type\":\"convention\",\"content\":\"One.\"}", "", "<<<<<<< HEAD", "[1,2]", "{\"type\":\"pattern\",\"name\":\"x\"}", "{\"content\":\"no type\"}",
            "{\"type\":\"convention\",\"content\":\"Two.\",\"classification\":\"eternal\"}", "{\"type\":\"convention\",\"content\":\"" + new string('x', 300_000) + "\"}", "{\"type\":\"convention\",\"content\":\"Three.\"}");
        var import = Import();
        Assert.Equal((8, 2), (import.Read, import.Added));
        Assert.Equal([3, 4, 5, 6, 7, 8], import.Skipped.Select(line => line.Line));
        Assert.All(import.Skipped, line => Assert.Equal(Path.Combine("expertise", "api.jsonl"), line.File));
    }

    [Fact]
    public void A_record_that_was_edited_there_takes_the_place_of_what_was_taken_over_before()
    {
        File("expertise/api.jsonl", """{"id":"mx-1","type":"convention","content":"First."}""");
        Import();
        File("expertise/api.jsonl", """{"id":"mx-1","type":"convention","content":"Second."}""");
        Assert.Equal((1, 1), (Import().Added, All().Count(lesson => lesson.State == LessonState.Superseded)));
        Assert.Equal("Second.", Of("mx-1").Text);
    }

    [Fact]
    public void What_was_retired_here_stays_retired()
    {
        File("expertise/api.jsonl", """{"id":"mx-1","type":"convention","content":"First."}""");
        Import();
        LessonRecorder.Retire(_site.Operator, _site.Operator.Caller, "mx-1", "no longer");
        Import();
        Assert.Equal(LessonState.Retired, Of("mx-1").State);
    }

    [Fact]
    public void A_rehearsal_counts_and_keeps_nothing()
    {
        File("expertise/api.jsonl", """{"type":"convention","content":"First."}""");
        var files = LessonFiles.Read(Folder);
        Assert.Equal(1, _site.Operator.Ledger.Rehearse(tx => LessonImporter.Add(tx, _site.Operator.Caller, files)).Added);
        Assert.Empty(All());
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() => Refusal.Of(ErrorCode.NotFound, () => Import());

    private string Folder => Path.Combine(_site.Project.Root, LessonImporter.DefaultFolder);

    private void File(string path, params string[] lines) => _site.Project.Write(Path.Combine(LessonImporter.DefaultFolder, path), string.Join('\n', lines) + "\n");

    private LessonImport Import() => LessonImporter.Import(_site.Operator, _site.Operator.Caller, Folder);

    private Lesson Of(string source) => LessonReader.Show(_site.Operator, source).Lesson;

    private IReadOnlyList<Lesson> All() => LessonReader.List(_site.Operator, new LessonFilter([], null, null, null, 100)).Lessons;
}
