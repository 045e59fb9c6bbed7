using System.Diagnostics;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Tests.Tasks;

namespace Ov.Tests.Notes;

public sealed class NoteSearchTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_word_has_to_occur_and_a_phrase_as_it_stands()
    {
        Write("one", "The old flag stays for a year.");
        Write("two", "A flag that is old: remove it.");
        Assert.Equal(["one", "two"], Found("old", "flag").Order());
        Assert.Equal(["one"], Found("\"old flag\""));
        Assert.Equal(["one"], Found("old year"));
        Assert.Equal(["two"], Found("remov*"));
        Assert.Empty(Found("remov"));
    }

    [Fact]
    public void A_word_in_the_name_counts_more_than_one_in_the_text()
    {
        Write("other", "A long text about many things, with an export somewhere in it.");
        Write("export", "Only this.");
        Assert.Equal(["export", "other"], Found("export"));
    }

    [Fact]
    public void A_replaced_text_is_found_on_request_only()
    {
        Write("plan", "Use sockets.");
        Write("plan", "Use pipes.");
        Assert.Empty(Found("sockets"));
        var old = NoteReader.Search(_site.Operator, _site.Operator.Caller, ["sockets"], Any, allVersions: true);
        Assert.Equal(1, Assert.Single(old.Results).Note.Version);
        Assert.Contains("Use sockets.", old.Results[0].Snippet, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_narrow_a_search_and_a_list()
    {
        _site.Add("Work");
        Write("a", "export", NoteKind.Plan, "1");
        Write("b", "export");
        Assert.Equal(["a"], NoteReader.Search(_site.Operator, _site.Operator.Caller, ["export"], Any with { Kind = NoteKind.Plan }, false).Results.Select(found => found.Note.Name));
        Assert.Equal(["a"], List(Any with { Task = "1" }));
        Assert.Equal(["b", "a"], List(Any with { Author = "Operator" }));
        Refusal.Of(ErrorCode.NotFound, () => List(Any with { Author = "nobody" }));
        Assert.Equal(["b", "a"], List(Any with { Since = "1m" }));
        Assert.Empty(List(Any with { Since = "2100-01-01" }));
        Assert.Equal(["b"], List(Any with { Limit = 1 }));
        Refusal.Of(ErrorCode.Usage, () => List(Any with { Since = "soon" }));
    }

    /// <summary>Nothing that a person or an agent may type has a meaning of its own for the index.</summary>
    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"\"\"")]
    [InlineData("old\" OR \"flag")]
    [InlineData("NEAR(old flag)")]
    [InlineData("old AND")]
    [InlineData("NOT old")]
    [InlineData("body:flag")]
    [InlineData("{name body}: flag")]
    [InlineData("^flag")]
    [InlineData("flag -old")]
    [InlineData("(((((")]
    [InlineData("a'); DROP TABLE note; --")]
    [InlineData("*")]
    [InlineData("**flag**")]
    [InlineData("\ud800 flag")]
    [InlineData("flag\u0007\u202e")]
    [InlineData("旗")]
    public void A_hostile_query_is_only_words(string query)
    {
        Write("one", "The old flag stays.");
        try
        {
            Found(query);
        }
        catch (OvException refused)
        {
            Assert.Equal(ErrorCode.Usage, refused.Code);
        }

        Assert.Equal(["one"], Found("flag"));
    }

    [Fact]
    public void Words_without_number_are_refused() =>
        Refusal.Of(ErrorCode.Usage, () => Found([.. Enumerable.Range(0, 1000).Select(i => $"word{i}")]));

    [Fact]
    public void Random_queries_never_fail_otherwise_than_for_want_of_a_word()
    {
        Write("one", "The old flag stays.");
        var random = new Random(7);
        const string Letters = "ab \"*()^:-+{}'\\\0\u0001\ud83dflagé旗ANDORNT";
        for (var round = 0; round < 400; round++)
        {
            var query = new string([.. Enumerable.Range(0, random.Next(1, 24)).Select(_ => Letters[random.Next(Letters.Length)])]);
            try
            {
                Found(query);
            }
            catch (OvException refused) when (refused.Code == ErrorCode.Usage)
            {
            }
        }
    }

    [Theory]
    [InlineData("SELECT id FROM note WHERE newest = 1 ORDER BY seq DESC LIMIT 50", "note_newest")]
    [InlineData("SELECT id FROM note WHERE newest = 1 AND kind = ?1 ORDER BY seq DESC LIMIT 50", "note_kind")]
    [InlineData("SELECT id FROM note WHERE newest = 1 AND run_id = ?1 ORDER BY seq DESC LIMIT 50", "note_run")]
    [InlineData("SELECT id FROM note WHERE newest = 1 AND task_id = ?1 ORDER BY seq DESC LIMIT 50", "note_task")]
    [InlineData("SELECT id FROM note WHERE name = ?1 AND newest = 1 ORDER BY kind, seq", "note_name")]
    [InlineData("SELECT id FROM note WHERE name = ?1 AND kind = ?2 AND ifnull(run_id, '') = ifnull(?3, '') AND newest = 1", "note_name")]
    [InlineData("SELECT id FROM note WHERE name = ?1 AND kind = ?2 AND ifnull(run_id, '') = ifnull(?3, '') ORDER BY version DESC LIMIT 4", "note_version")]
    public void A_question_about_notes_uses_its_index(string question, string index)
    {
        var plan = _site.Operator.Ledger.Read(sql => sql.All("EXPLAIN QUERY PLAN " + question, row => row.Text("detail")));
        Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("B-TREE", StringComparison.Ordinal) && index != "note_name");
    }

    [Fact]
    public void Large_and_many_notes_are_listed_read_and_found_as_quickly_as_few()
    {
        Write("few", "needle");
        var few = Time(() => List(Any));
        _site.Operator.Ledger.Write(tx =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                Insert(tx, $"note-{i}", $"Text {i} about parsers and printers");
            }

            for (var i = 0; i < 8; i++)
            {
                Insert(tx, $"large-{i}", string.Concat(Enumerable.Range(0, 100_000).Select(n => $"line {n}\n")) + (i == 3 ? "haystack" : ""));
            }
        });
        Assert.Equal(["few"], Found("needle"));
        Assert.Equal(["large-3"], Found("haystack"));
        Assert.Equal(50, List(Any).Count);
        // A list that read the texts, or all rows, would take a hundred times as long.
        Assert.InRange(Time(() => List(Any)), TimeSpan.Zero, few + TimeSpan.FromMilliseconds(60));
    }

    private static readonly NoteQuery Any = new(null, null, null, null, null, 50);

    private static TimeSpan Time(Action act)
    {
        act();
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            act();
            return Stopwatch.GetElapsedTime(started);
        });
    }

    private void Insert(Tx tx, string name, string body) => NoteStore.Insert(tx, new NoteRecord(
        tx.NewId("note"), _site.Run.Id, null, null, NoteKind.Free, name, 1, NoteText.TitleOf(body), NoteText.SizeOf(body), "operator", tx.Now, body));

    private List<string> Found(params string[] words) =>
        [.. NoteReader.Search(_site.Operator, _site.Operator.Caller, words, Any, allVersions: false).Results.Select(found => found.Note.Name)];

    private List<string> List(NoteQuery query) => [.. NoteReader.List(_site.Operator, _site.Operator.Caller, query).Notes.Select(note => note.Name)];

    private void Write(string name, string text, string? kind = null, string? task = null) =>
        NoteWriter.Write(_site.Operator, Caller.Operator, new NoteDraft(name, text) { Kind = kind, Task = task });
}
