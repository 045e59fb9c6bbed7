using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Tests.Tasks;

namespace Ov.Tests.Notes;

public sealed class NoteTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_write_is_a_version_of_its_own_and_the_older_ones_stay()
    {
        var task = _site.Add("Work");
        Parallel.For(0, 6, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            using var ledger = _site.Project.OpenLedger();
            ledger.Write(tx => NoteWriter.Write(tx, Caller.Operator, task, NoteKind.Spec, $"text {i}"));
        });
        var notes = _site.Operator.Ledger.Read(sql => NoteStore.OfTask(sql, task.Id));
        Assert.Equal(Enumerable.Range(1, 6), notes.Select(note => note.Version));
        Assert.Equal(6, notes.Select(note => note.Body).Distinct().Count());
        Assert.Equal(notes[^1], _site.Operator.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Spec, task.Id)));
        Assert.Equal(notes[1], _site.Operator.Ledger.Read(sql => NoteStore.Version(sql, NoteKind.Spec, task.Id, 2)));
    }

    [Fact]
    public void An_empty_spec_is_refused()
    {
        var task = _site.Add("Work");
        Refusal.Of(ErrorCode.Usage, () => _site.Operator.Ledger.Write(tx => NoteWriter.Write(tx, Caller.Operator, task, NoteKind.Spec, " \n")));
        Assert.Empty(_site.Operator.Ledger.Read(sql => NoteStore.OfTask(sql, task.Id)));
    }

    [Fact]
    public void Of_writers_who_expect_the_same_version_exactly_one_wins_and_the_others_are_told_who_did()
    {
        Write("plan", "first");
        var (won, lost) = (0, 0);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var app = _site.Project.OperatorApp();
            try
            {
                NoteWriter.Write(app, app.Caller, new NoteDraft("plan", $"text {i}") { ExpectVersion = 1 });
                Interlocked.Increment(ref won);
            }
            catch (OvException refused) when (refused.Code == ErrorCode.VersionChanged)
            {
                Interlocked.Increment(ref lost);
            }
        });
        Assert.Equal((1, 7), (won, lost));
        Assert.Equal(2, Read("plan").Note.Version);
        Assert.Equal("first\n", Read("plan", version: 1).Body);
    }

    [Fact]
    public void What_must_be_new_is_refused_once_it_is_there()
    {
        Assert.Equal(1, Write("plan", "first", expect: 0).Version);
        Refusal.Of(ErrorCode.VersionChanged, () => Write("plan", "second", expect: 0));
        Refusal.Of(ErrorCode.VersionChanged, () => Write("other", "first", expect: 3));
    }

    [Theory]
    [InlineData(NoteKind.Free)]
    [InlineData(NoteKind.Reflection)]
    public void Of_racing_appends_every_text_is_kept(string kind)
    {
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var app = _site.Project.OperatorApp();
            NoteWriter.Append(app, app.Caller, new NoteDraft("log", $"entry {i} ends") { Kind = kind });
        });
        var body = Read("log").Body;
        Assert.All(Enumerable.Range(0, 24), i => Assert.Contains($"entry {i} ends\n", body, StringComparison.Ordinal));
        Assert.Equal(24, Read("log").Note.Version);
    }

    [Theory]
    [InlineData(NoteKind.Alignment)]
    [InlineData(NoteKind.Reflection)]
    [InlineData(NoteKind.Report)]
    public void What_only_grows_is_written_once_and_each_addition_bears_its_time_and_author(string kind)
    {
        Write("decisions", "Exports are UTF-8.", kind);
        var refusal = Refusal.Of(ErrorCode.AppendOnly, () => Write("decisions", "Exports are UTF-16.", kind));
        Assert.Contains("ov note append decisions", refusal.Hint, StringComparison.Ordinal);
        var added = NoteWriter.Append(_site.Operator, _site.Operator.Caller, new NoteDraft("decisions", "Without a mark.") { Kind = kind, Section = "Encoding" });
        Assert.StartsWith("Exports are UTF-8.\n\n## Encoding\n\n_operator, 20", added.Body, StringComparison.Ordinal);
        Assert.EndsWith("Z_\n\nWithout a mark.\n", added.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_of_one_name_in_two_runs_are_two_notes()
    {
        using var other = new OvApp(_site.Operator.Environment, _site.Operator.Options with { Run = _site.Project.AddRun("run-2").Name });
        using var first = new OvApp(_site.Operator.Environment, _site.Operator.Options with { Run = "run-1" });
        NoteWriter.Write(first, first.Caller, new NoteDraft("plan", "one"));
        NoteWriter.Write(other, other.Caller, new NoteDraft("plan", "two"));
        Assert.Equal("one\n", NoteReader.Read(first, first.Caller, "plan", null, null).Body);
        Assert.Equal("two\n", NoteReader.Read(other, other.Caller, "plan", null, null).Body);
        Refusal.Of(ErrorCode.AmbiguousRun, () => Read("plan"));
    }

    [Fact]
    public void A_kind_that_is_not_named_is_that_of_the_one_note_of_the_name()
    {
        Write("plan-export", "first", NoteKind.Plan);
        Assert.Equal(NoteKind.Plan, Write("plan-export", "second").Kind);
        Write("plan-export", "also", NoteKind.Review);
        Refusal.Of(ErrorCode.AmbiguousId, () => Write("plan-export", "which?"));
        Refusal.Of(ErrorCode.AmbiguousId, () => Read("plan-export"));
        Assert.Equal("also\n", Read("plan-export", NoteKind.Review).Body);
    }

    [Fact]
    public void A_spec_is_one_note_by_whichever_verb_it_is_written()
    {
        var task = _site.Add("Work");
        _site.Operator.Ledger.Write(tx => NoteWriter.Write(tx, Caller.Operator, task, NoteKind.Spec, "by spec"));
        Assert.Equal(2, Write("1", "by note", NoteKind.Spec).Version);
        Assert.Equal("by note\n", Read("1", NoteKind.Spec).Body);
        Assert.Equal(task.Id, Read(task.Id).Note.TaskId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("../up")]
    [InlineData("über")]
    public void A_name_that_is_no_plain_word_is_refused(string name) => Refusal.Of(ErrorCode.Usage, () => Write(name, "text"));

    [Fact]
    public void A_mistyped_name_is_answered_with_the_nearest()
    {
        Write("plan-export", "text");
        Assert.Contains("Did you mean 'plan-export'?", Refusal.Of(ErrorCode.NotFound, () => Read("plan-exprot")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_too_long_or_no_text_is_refused_and_what_just_fits_is_kept()
    {
        Refusal.Of(ErrorCode.Usage, () => Write("big", new string('x', NoteText.Limit + 1)));
        Refusal.Of(ErrorCode.Usage, () => Write("big", "a\0b"));
        Write("big", new string('x', NoteText.Limit));
        Refusal.Of(ErrorCode.Usage, () => NoteWriter.Append(_site.Operator, _site.Operator.Caller, new NoteDraft("big", "one more")));
        Assert.Equal(NoteText.Limit + 1, Read("big").Body.Length);
    }

    [Fact]
    public void The_history_tells_who_wrote_what_and_what_changed()
    {
        Write("plan", "one\ntwo\nthree");
        Write("plan", "one\n2\nthree\nfour");
        var history = NoteReader.History(_site.Operator, _site.Operator.Caller, "plan", null, 10, diff: true);
        Assert.Equal([2, 1], history.Versions.Select(version => version.Version));
        Assert.Equal([" one", "-two", "+2", " three", "+four"], history.Versions[0].Diff);
        Assert.Equal(["+one", "+two", "+three"], history.Versions[1].Diff);
    }

    private NoteRecord Write(string name, string text, string? kind = null, int? expect = null) =>
        NoteWriter.Write(_site.Operator, _site.Operator.Caller, new NoteDraft(name, text) { Kind = kind, ExpectVersion = expect });

    private NoteAnswer Read(string name, string? kind = null, int? version = null) => NoteReader.Read(_site.Operator, _site.Operator.Caller, name, kind, version);
}
