using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Tests.Support;

namespace Ov.Tests.Ledger;

public sealed class LedgerTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_failed_command_leaves_neither_change_nor_event()
    {
        using var ledger = _project.OpenLedger();
        var before = ledger.Read(EventStore.LastSequence);
        Assert.Throws<OvException>(() => ledger.Write(tx =>
        {
            Meta.Set(tx, "half", "done");
            tx.Record(new EventDraft("test.half"));
            throw new OvException(ErrorCode.State, "Refused.");
        }));
        Assert.Null(ledger.Read(sql => Meta.Get(sql, "half")));
        Assert.Equal(before, ledger.Read(EventStore.LastSequence));
    }

    [Fact]
    public void What_runs_after_the_commit_does_not_run_after_a_rollback()
    {
        using var ledger = _project.OpenLedger();
        var rung = 0;
        ledger.Write(tx => tx.AfterCommit(() => rung++));
        Assert.Throws<OvException>(() => ledger.Write(tx =>
        {
            tx.AfterCommit(() => rung++);
            throw new OvException(ErrorCode.State, "Refused.");
        }));
        Assert.Equal(1, rung);
    }

    [Fact]
    public void A_connection_that_keeps_nothing_sees_its_own_steps_undoes_a_failed_one_and_leaves_no_trace()
    {
        var rung = 0;
        using (var ledger = _project.OpenLedger())
        {
            ledger.KeepNothing();
            ledger.Write(tx =>
            {
                Meta.Set(tx, "one", "1");
                tx.AfterCommit(() => rung++);
            });
            Assert.Throws<OvException>(() => ledger.Write(tx =>
            {
                Meta.Set(tx, "one", "2");
                throw new OvException(ErrorCode.State, "Refused.");
            }));
            Assert.Equal("1", ledger.Read(sql => Meta.Get(sql, "one")));
        }

        using var after = _project.OpenLedger();
        Assert.Null(after.Read(sql => Meta.Get(sql, "one")));
        after.Write(tx => Meta.Set(tx, "two", "2"));
        Assert.Equal(0, rung);
    }

    [Fact]
    public void The_log_stays_short_however_often_a_lone_command_comes_and_goes()
    {
        for (var i = 0; i < 100; i++)
        {
            using var alone = _project.OpenLedger();
            alone.Write(tx => Meta.Set(tx, "filler", new string((char)('a' + i % 26), 20_000)));
        }

        using var ledger = _project.OpenLedger();
        Assert.InRange(new FileInfo(ledger.Files.Log).Length, 0, 600_000);
        Assert.Equal(new string((char)('a' + 99 % 26), 20_000), ledger.Read(sql => Meta.Get(sql, "filler")));
        Assert.Empty(ledger.CheckIntegrity());
    }

    [Fact]
    public void A_reader_in_the_way_of_shortening_the_log_keeps_its_view_and_stops_nobody()
    {
        using var reader = _project.OpenLedger();
        using var writer = _project.OpenLedger();
        writer.Write(tx => Meta.Set(tx, "filler", "before"));
        reader.Read(sql =>
        {
            Assert.Equal("before", Meta.Get(sql, "filler"));
            for (var i = 0; i < 100; i++)
            {
                writer.Write(tx => Meta.Set(tx, "filler", new string('x', 20_000)));
            }

            Assert.Equal("before", Meta.Get(sql, "filler"));
            return true;
        });
        writer.Write(tx => Meta.Set(tx, "filler", "after"));
        Assert.Equal("after", reader.Read(sql => Meta.Get(sql, "filler")));
    }

    [Fact]
    public void Many_writers_with_connections_of_their_own_lose_and_double_nothing()
    {
        const int writers = 8, each = 50;
        Parallel.For(0, writers, new ParallelOptions { MaxDegreeOfParallelism = writers }, _ =>
        {
            using var ledger = _project.OpenLedger();
            for (var i = 0; i < each; i++)
            {
                ledger.Write(tx =>
                {
                    var count = long.Parse(Meta.Get(tx.Sql, "count") ?? "0");
                    Meta.Set(tx, "count", (count + 1).ToString());
                });
            }
        });
        using var reader = _project.OpenLedger();
        Assert.Equal((writers * each).ToString(), reader.Read(sql => Meta.Get(sql, "count")));
        Assert.Empty(reader.CheckIntegrity());
    }

    [Fact]
    public void A_reader_sees_one_state_while_others_write()
    {
        using var reader = _project.OpenLedger();
        using var writer = _project.OpenLedger();
        writer.Write(tx => Meta.Set(tx, "k", "old"));
        var (first, second) = reader.Read(sql =>
        {
            var before = Meta.Get(sql, "k");
            writer.Write(tx => Meta.Set(tx, "k", "new"));
            return (before, Meta.Get(sql, "k"));
        });
        Assert.Equal("old", first);
        Assert.Equal("old", second);
        Assert.Equal("new", reader.Read(sql => Meta.Get(sql, "k")));
    }

    [Fact]
    public void A_newer_ledger_is_refused_and_left_alone()
    {
        using (var ledger = _project.OpenLedger())
        {
            ledger.Write(tx => tx.Sql.Run("PRAGMA user_version=99"));
        }

        var error = Assert.Throws<OvException>(() => _project.OpenLedger());
        Assert.Equal(ErrorCode.LedgerNewer, error.Code);
    }

    [Fact]
    public void A_missing_ledger_says_how_to_get_one()
    {
        File.Delete(_project.Files.Database);
        var error = Assert.Throws<OvException>(() => _project.OpenLedger());
        Assert.Equal(ErrorCode.NotInitialised, error.Code);
        Assert.Contains("ov init", error.Hint);
    }

    [Fact]
    public void A_damaged_ledger_is_named_as_such()
    {
        File.WriteAllText(_project.Files.Database, new string('x', 8192));
        File.Delete(_project.Files.Database + "-wal");
        var error = Assert.Throws<OvException>(() => _project.OpenLedger());
        Assert.Equal(ErrorCode.UnsafeStorage, error.Code);
    }

    [Fact]
    public void The_test_clock_works_on_a_test_ledger_only()
    {
        using (var ledger = _project.OpenLedger(("OV_TEST_CLOCK", "2030-01-02T03:04:05Z")))
        {
            Assert.Equal(2030, ledger.Now.Year);
            ledger.Write(tx => tx.Sql.Run("DELETE FROM meta WHERE key = 'test'"));
        }

        using var ordinary = _project.OpenLedger(("OV_TEST_CLOCK", "2030-01-02T03:04:05Z"));
        Assert.NotEqual(2030, ordinary.Now.Year);
    }

    [Fact]
    public void A_copy_taken_while_others_write_opens_and_is_sound()
    {
        using var ledger = _project.OpenLedger();
        ledger.Write(tx => Meta.Set(tx, "k", "v"));
        var copy = Path.Combine(_project.Folder, "copy", "ov.db");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        ledger.CopyTo(copy);
        using var opened = OvLedger.Open(new LedgerFiles(Path.GetDirectoryName(copy)!), _project.Environment());
        Assert.Equal("v", opened.Read(sql => Meta.Get(sql, "k")));
        Assert.Empty(opened.CheckIntegrity());
    }

    [Theory]
    [InlineData("SELECT * FROM message WHERE recipient = 'a' AND state = 'queued' ORDER BY seq", "message_inbox")]
    [InlineData("SELECT * FROM agent WHERE name = 'a' AND ended_at IS NULL", "agent_live_name")]
    [InlineData("SELECT * FROM agent WHERE ended_at IS NULL ORDER BY seq", "")]
    [InlineData("SELECT * FROM event WHERE agent_id = 'a' ORDER BY seq DESC LIMIT 1", "event_agent")]
    [InlineData("SELECT * FROM intent WHERE state = 'open' ORDER BY seq", "intent_open")]
    [InlineData("SELECT * FROM merge WHERE state = 'queued' AND target = 'main' ORDER BY seq", "merge_queue")]
    [InlineData("SELECT * FROM task WHERE owner_id = 'a'", "task_owner")]
    public void A_hot_query_uses_its_index(string query, string index)
    {
        using var ledger = _project.OpenLedger();
        var plan = string.Join('\n', ledger.Read(sql => sql.All($"EXPLAIN QUERY PLAN {query}", row => row.Text("detail"))));
        Assert.Contains(index, plan);
    }
}
