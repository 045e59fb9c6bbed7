using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Notes;
using Ov.Ledgers;
using Ov.Tests.Support;

namespace Ov.Tests.Ledger;

/// <summary>A ledger that an older version made is brought forward whole, or stays as it was.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly List<string> _before;

    public MigrationTests()
    {
        foreach (var file in Directory.EnumerateFiles(_project.Files.Folder, "ov.db*"))
        {
            File.Delete(file);
        }

        VersionOne.Make(_project.Files.Database);
        _before = VersionOne.Lines(_project.Files.Database);
    }

    public void Dispose() => _project.Dispose();

    /// <summary>Ledgers of that version are out there: what made them is history.</summary>
    [Fact]
    public void The_first_version_stays_as_it_was_released() =>
        Assert.Equal(VersionOne.Tables.Trim(), Schema.Steps[0].Trim(), ignoreLineEndingDifferences: true);

    [Fact]
    public void So_does_the_second_step() =>
        Assert.Equal(VersionOne.SecondStep.Trim(), Schema.Steps[1].Trim(), ignoreLineEndingDifferences: true);

    [Fact]
    public void The_step_to_the_third_version_stays_as_it_was_released() =>
        Assert.Equal(VersionOne.ThirdStep.Trim(), Schema.Steps[2].Trim(), ignoreLineEndingDifferences: true);

    [Fact]
    public void The_step_to_the_fourth_version_stays_as_it_was_released() =>
        Assert.Equal(VersionOne.FourthStep.Trim(), Schema.Steps[3].Trim(), ignoreLineEndingDifferences: true);

    [Fact]
    public void The_step_to_the_fifth_version_stays_as_it_was_released() =>
        Assert.Equal(VersionOne.FifthStep.Trim(), Schema.Steps[4].Trim(), ignoreLineEndingDifferences: true);

    [Fact]
    public void Every_row_of_an_older_ledger_is_still_there_and_so_is_a_copy_of_the_older_one()
    {
        Assert.True(_before.Count >= 35, string.Join('\n', _before));
        using (var ledger = _project.OpenLedger())
        {
            Assert.Equal(Schema.Version, ledger.Read(sql => sql.Number("PRAGMA user_version")));
            Assert.Empty(ledger.CheckIntegrity());
        }

        Assert.Equal(_before, VersionOne.Lines(_project.Files.Database));
        var copy = Assert.Single(Copies());
        Assert.StartsWith("ov-schema-1-", Path.GetFileName(copy), StringComparison.Ordinal);
        Assert.Equal(_before, VersionOne.Lines(copy));
    }

    [Fact]
    public void A_ledger_is_brought_forward_once()
    {
        _project.OpenLedger().Dispose();
        _project.OpenLedger().Dispose();
        Assert.Single(Copies());
    }

    [Fact]
    public void Of_many_that_open_an_older_ledger_at_once_one_brings_it_forward()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => _project.OpenLedger().Dispose());
        Assert.Single(Copies());
        Assert.Equal(_before, VersionOne.Lines(_project.Files.Database));
    }

    [Fact]
    public void An_older_project_goes_on_working_with_what_it_had()
    {
        using var app = _project.App();
        var (newest, older, titled) = app.Ledger.Read(sql => (
            NoteStore.Newest(sql, NoteKind.Spec, "task-aaaaaaaa"), NoteStore.Version(sql, NoteKind.Spec, "task-aaaaaaaa", 1), NoteStore.ById(sql, "note-cccccccc")));
        Assert.Equal((11, "Version eleven."), (newest!.Version, newest.Body));
        Assert.Equal(("Export", "# Export\n\nThe old flag stays."), (older!.Title, older.Body));
        Assert.StartsWith("旗 A title that is much longer", titled!.Title, StringComparison.Ordinal);
        Assert.InRange(titled.Title.Length, 70, 80);
        Assert.Equal("builder-1", app.Ledger.Read(sql => AgentStore.ById(sql, "agent-cccccccc"))!.Name);
        Assert.Equal([41000, 41001, 41002, 41003], app.Ledger.Read(sql => sql.All("SELECT port FROM port WHERE owner = 'worktree-cccccccc' ORDER BY slot", row => row.Int("port"))));
        Assert.Equal(MailState.Queued, app.Ledger.Read(sql => MailStore.ById(sql, "msg-bbbbbbbb"))!.State);

        var found = NoteReader.Search(app, app.Caller, ["eleven"], new NoteQuery(null, null, null, null, null, 10), allVersions: false);
        Assert.Equal("note-dddddddd", Assert.Single(found.Results).Note.Id);
        var replaced = NoteReader.Search(app, app.Caller, ["\"flag stays\""], new NoteQuery(null, null, null, null, null, 10), allVersions: true);
        Assert.Equal("note-aaaaaaaa", Assert.Single(replaced.Results).Note.Id);

        var next = NoteWriter.Write(app, app.Caller, new NoteDraft("task-bbbbbbbb", "A second version.") { Kind = NoteKind.Spec });
        Assert.Equal(2, next.Version);
    }

    /// <summary>Ids and sequence numbers go on where the older version stopped: nothing that was deleted there is ever born again.</summary>
    [Fact]
    public void Sequence_numbers_go_on()
    {
        using var app = _project.App();
        app.Ledger.Write(tx => tx.Record(new EventDraft("test.more")));
        Assert.Equal(13, app.Ledger.Read(EventStore.LastSequence));
        NoteWriter.Write(app, app.Caller, new NoteDraft("fresh", "Text."));
        Assert.Equal(9, app.Ledger.Read(sql => sql.Number("SELECT max(seq) FROM note")));
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_older_ledger_and_no_copies_in_a_heap()
    {
        // Something lies where a new table belongs.
        VersionOne.Change(_project.Files.Database, "CREATE TABLE lesson(x)");
        for (var i = 0; i < 3; i++)
        {
            Assert.ThrowsAny<Exception>(() => _project.OpenLedger());
        }

        Assert.Empty(Copies());
        Assert.Equal(_before, VersionOne.Lines(_project.Files.Database));
        VersionOne.Change(_project.Files.Database, "DROP TABLE lesson");
        _project.OpenLedger().Dispose();
        Assert.Equal(_before, VersionOne.Lines(_project.Files.Database));
        Assert.Single(Copies());
    }

    [Fact]
    public void Half_a_copy_that_a_crash_left_is_taken_away()
    {
        Directory.CreateDirectory(_project.Files.Copies);
        File.WriteAllText(Path.Combine(_project.Files.Copies, "ov-schema-1-20200101-000000-000.db.part"), "half");
        _project.OpenLedger().Dispose();
        Assert.DoesNotContain(Directory.EnumerateFiles(_project.Files.Copies), file => file.EndsWith(".part", StringComparison.Ordinal));
        Assert.Single(Copies());
    }

    private List<string> Copies() => Directory.Exists(_project.Files.Copies) ? [.. Directory.EnumerateFiles(_project.Files.Copies, "*.db")] : [];
}
