using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Core.Notes;
using Ov.Tests.Tasks;

namespace Ov.Tests.Lessons;

public sealed class LessonTests : IDisposable
{
    private readonly TaskSite _site = new();

    public LessonTests()
    {
        var task = _site.Add("Work");
        _site.Project.AddAgent(_site.Run, "builder-1", task: task);
        _site.Project.AddAgent(_site.Run, "builder-2");
        _site.Project.AddAgent(_site.Run, "lead-1", "lead");
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_lesson_keeps_its_fields_and_where_it_comes_from()
    {
        var lesson = As("builder-1", new LessonDraft("Exporters", "failure", "It hangs on an empty file.")
        {
            Title = "Empty file", Resolution = "Check the length first.", Class = LessonClass.Foundational, Files = ["src/export/**"], Tags = ["io"], Evidence = new Dictionary<string, string> { ["commit"] = "abc" },
        }).Lesson;
        Assert.Equal(("exporters", "failure", LessonClass.Foundational, "builder-1"), (lesson.Domain, lesson.Type, lesson.Class, lesson.Author));
        Assert.Equal(["commit", "task"], lesson.Evidence.Keys.Order());
        Assert.Equal("Empty file: It hangs on an empty file.\n→ Check the length first.\n", _site.Operator.Ledger.Read(sql => NoteStore.ById(sql, lesson.NoteId)!.Body));
        Assert.Equal([lesson.NoteId], LessonReader.Search(_site.Operator, ["length"], Any).Lessons.Select(found => found.NoteId));
    }

    [Fact]
    public void The_same_words_are_one_lesson_however_many_record_them()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 8, i =>
        {
            using var app = _site.Project.OperatorApp();
            ids.Add(LessonRecorder.Add(app, app.Caller, new LessonDraft("exporters", "convention", i % 2 == 0 ? "Use  UTF-8." : "Use UTF-8.\n")).Lesson.NoteId);
        });
        Assert.Single(ids.Distinct());
        Assert.False(Record("Use UTF-16.").Existing);
    }

    [Fact]
    public void What_is_superseded_or_retired_stays_to_be_read_and_is_told_no_more()
    {
        var (old, other) = (Record("Use UTF-8."), Record("Tabs."));
        var newer = LessonRecorder.Add(_site.Operator, _site.Operator.Caller, new LessonDraft("exporters", "convention", "Use UTF-8 without a mark.") { Supersedes = [old.Lesson.NoteId[5..9]] });
        LessonRecorder.Retire(_site.Operator, _site.Operator.Caller, other.Lesson.NoteId, "the linter decides");
        Assert.Equal([newer.Lesson.NoteId], LessonReader.List(_site.Operator, Any).Lessons.Select(lesson => lesson.NoteId));
        Assert.Equal(3, LessonReader.List(_site.Operator, Any with { State = null }).Total);
        Assert.Equal((LessonState.Superseded, newer.Lesson.NoteId), (Show(old).State, Show(old).ReplacedBy));
        Refusal.Of(ErrorCode.State, () => LessonRecorder.Retire(_site.Operator, _site.Operator.Caller, other.Lesson.NoteId, "again"));
        Assert.Equal(LessonState.Current, Record("Tabs.").Lesson.State);
    }

    [Fact]
    public void A_lesson_is_put_away_by_who_recorded_it_or_who_leads_and_anybody_tells_how_it_went()
    {
        var lesson = As("builder-1", new LessonDraft("d", "convention", "Use UTF-8.")).Lesson;
        using var other = _site.Project.AgentApp("builder-2");
        Refusal.Of(ErrorCode.NotOwner, () => LessonRecorder.Retire(other, other.Caller, lesson.NoteId, "no"));
        Assert.Equal(1, LessonRecorder.Report(other, other.Caller, lesson.NoteId, worked: false, "not here").Failed);
        Assert.Equal(("failed", "builder-2", "not here"), LessonReader.Show(_site.Operator, lesson.NoteId).Outcomes.Select(o => (o.Status, o.Agent, o.Note)).Single());
        using var lead = _site.Project.AgentApp("lead-1");
        Assert.Equal(LessonState.Retired, LessonRecorder.Retire(lead, lead.Caller, lesson.NoteId, "wrong").State);
    }

    [Theory]
    [InlineData("", "text")]
    [InlineData("two words", "text")]
    [InlineData("d'; DROP TABLE lesson; --", "text")]
    [InlineData("d", " \n")]
    public void A_lesson_without_a_domain_or_a_text_is_refused(string domain, string text) =>
        Refusal.Of(ErrorCode.Usage, () => LessonRecorder.Add(_site.Operator, _site.Operator.Caller, new LessonDraft(domain, "convention", text)));

    [Fact]
    public void A_mistyped_domain_is_answered_with_the_nearest()
    {
        Record("Use UTF-8.");
        Assert.Contains("Did you mean 'exporters'?", Refusal.Of(ErrorCode.NotFound, () => LessonReader.List(_site.Operator, Any with { Domains = ["exprters"] })).Message, StringComparison.Ordinal);
        Assert.Equal(1, LessonReader.List(_site.Operator, Any with { Domains = ["Exporters"] }).Total);
    }

    [Theory]
    [InlineData("SELECT * FROM lesson WHERE state = 'current' AND domain = ?1 AND class = ?2 ORDER BY recorded_at DESC LIMIT 9", "lesson_domain")]
    [InlineData("SELECT * FROM lesson INDEXED BY lesson_files WHERE state = 'current' AND files <> '[]' ORDER BY recorded_at DESC LIMIT 9", "lesson_files")]
    [InlineData("SELECT * FROM lesson WHERE fingerprint = ?1", "sqlite_autoindex_lesson")]
    [InlineData("SELECT * FROM lesson WHERE source = ?1 ORDER BY seq DESC", "lesson_source")]
    public void What_prime_and_recording_ask_comes_from_an_index(string question, string index)
    {
        var plan = _site.Operator.Ledger.Read(sql => sql.All("EXPLAIN QUERY PLAN " + question, row => row.Text("detail")));
        Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal));
    }

    private static readonly LessonFilter Any = new([], null, null, LessonState.Current, 50);

    private RecordedLesson Record(string text) => LessonRecorder.Add(_site.Operator, _site.Operator.Caller, new LessonDraft("exporters", "convention", text));

    private RecordedLesson As(string agent, LessonDraft draft)
    {
        using var app = _site.Project.AgentApp(agent);
        return LessonRecorder.Add(app, app.Caller, draft);
    }

    private Lesson Show(RecordedLesson lesson) => LessonReader.Show(_site.Operator, lesson.Lesson.NoteId).Lesson;
}
