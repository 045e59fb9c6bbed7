using System.Diagnostics;
using Ov.Core.Ledger;

namespace Ov.EndToEnd.Adopting;

/// <summary><c>ov init</c> in a project of Overstory's: once, whole or not at all, and nothing of its own is touched.</summary>
public sealed class AdoptOverstoryTests : IDisposable
{
    private readonly Sandbox _box = new Sandbox().InitRepository();

    public void Dispose() => _box.Dispose();

    private string Token => Path.Combine(_box.Home, "token");

    [Fact]
    public void A_dry_run_shows_the_plan_and_leaves_no_trace()
    {
        var state = OverstoryState.InTheMiddle(_box);
        var (files, git) = (state.Originals(), Directory.GetFileSystemEntries(Path.Combine(_box.Repo, ".git")).Order().ToList());
        var adoption = _box.Ov("init", "--dry-run", "--json").Ok().Json.GetProperty("adoption");
        Assert.Equal("planned", adoption.GetProperty("state").GetString());
        Assert.Equal("main", adoption.GetProperty("target").GetString());
        var counts = adoption.GetProperty("counts");
        Assert.Equal([2, 5, 6, 4, 5, 1, 2, 2, 1], new[] { "runs", "agents", "tasks", "worktrees", "messages", "unreadMessages", "merges", "groups", "specs" }.Select(name => counts.GetProperty(name).GetInt32()));
        Assert.Equal(["overstory/builder-a/shop-2", "overstory/Builder_B/shop-3"], adoption.GetProperty("unlanded").EnumerateArray().Select(branch => branch.GetProperty("branch").GetString()));
        Assert.Contains(adoption.GetProperty("problems").EnumerateArray(), problem => problem.GetString()!.Contains("telepathy", StringComparison.Ordinal));
        Assert.Equal(files, state.Originals());
        Assert.Equal(git, Directory.GetFileSystemEntries(Path.Combine(_box.Repo, ".git")).Order());
    }

    [Fact]
    public void Everything_is_imported_once_and_the_originals_stay_as_they_were()
    {
        var state = OverstoryState.InTheMiddle(_box);
        var files = state.Originals();
        Assert.Equal("imported", Init().Json.GetProperty("adoption").GetProperty("state").GetString());
        var before = Dump();
        var again = Init().Json.GetProperty("adoption");
        Assert.Equal("nothing-new", again.GetProperty("state").GetString());
        Assert.Equal(before, Dump());
        Assert.Equal(files, state.Originals());
        // Overstory would go on from here.
        Assert.Equal(5, state.Count("mail.db", "SELECT count(*) FROM messages"));
        Assert.Equal("", _box.Git("status", "--porcelain"));
    }

    [Fact]
    public void The_copy_that_is_kept_is_what_was_read()
    {
        var state = OverstoryState.InTheMiddle(_box);
        var backup = Init().Json.GetProperty("adoption").GetProperty("backup").GetString()!;
        var folder = Path.Combine(_box.Repo, backup);
        foreach (var file in new[] { "mail.db", "mail.db-wal", "sessions.db", "merge-queue.db", "groups.json", "config.yaml", "agent-manifest.json", "current-run.txt", "specs/shop-3.md", "agent-defs/builder.md" })
        {
            Assert.Equal(File.ReadAllBytes(state.File_(file)), File.ReadAllBytes(Path.Combine(folder, file)));
        }

        Assert.StartsWith(".git/overstory/copies/overstory-", backup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_landed_is_seen_can_be_landed_and_taken_up_again()
    {
        OverstoryState.InTheMiddle(_box);
        Init();
        var status = _box.Ov("status", "--json").Ok().Json;
        var needs = status.GetProperty("needsYou").EnumerateArray().Select(need => need.GetProperty("command").GetString()).ToList();
        Assert.Contains("ov merge --branch overstory/builder-a/shop-2", needs);
        Assert.Equal([("completed", "overstory/builder-a/shop-2"), ("failed", "overstory/Builder_B/shop-3")], Rows("SELECT state, branch FROM task WHERE branch IS NOT NULL ORDER BY branch DESC"));
        Assert.Contains(needs, command => command!.StartsWith("ov task reopen ", StringComparison.Ordinal));
        Assert.DoesNotContain(Checks(), check => check is "worktrees" or "strays" or "branches");

        Operate("merge", "--branch", "overstory/builder-a/shop-2").Ok();
        Assert.Equal("work of builder-a\n", File.ReadAllText(Path.Combine(_box.Repo, "a.txt")));
        Assert.Equal("closed", Rows("SELECT state, branch FROM task WHERE branch = 'overstory/builder-a/shop-2'").Single().Item1);
        // Overstory's coordinator closes the issue after the merge; it is closed already.
        Assert.Contains("was closed before", Operate("task", "close", "shop-2").Ok().Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void One_run_stays_active_and_the_rest_is_history()
    {
        OverstoryState.InTheMiddle(_box);
        Init();
        Assert.Equal(
            [("run-2026-02-01t09-00-00-000z", "aborted"), ("run-2026-02-13t09-00-00-000z", "active")],
            Rows("SELECT name, state FROM run WHERE name NOT LIKE 'overstory%' ORDER BY seq"));
        Assert.Equal(
            [("builder-a", "completed"), ("builder-b", "stopped"), ("builder-c", "completed"), ("lead-x", "completed"), ("scout-old", "stopped")],
            Rows("SELECT name, state FROM agent ORDER BY name"));
        Assert.Equal([("builder-a", "lead-x"), ("builder-b", "lead-x"), ("builder-c", "lead-x")],
            Rows("SELECT agent.name AS child, parent.name AS boss FROM agent JOIN agent AS parent ON parent.id = agent.parent_id ORDER BY agent.name"));
        // Nothing of theirs is started again by itself.
        Assert.Equal(0, _box.Ov("watch", "--once", "--json").Ok().Json.GetProperty("decisions").GetArrayLength());
    }

    [Fact]
    public void Mail_keeps_ids_threads_and_payloads_and_what_nobody_read_waits_for_the_operator()
    {
        OverstoryState.InTheMiddle(_box);
        Init();
        Assert.Equal(
            [("msg-aaaaaaaaaaa1", "read"), ("msg-aaaaaaaaaaa2", "read"), ("msg-aaaaaaaaaaa3", "queued"), ("msg-aaaaaaaaaaa4", "dead"), ("msg-aaaaaaaaaaa5", "read")],
            Rows("SELECT id, state FROM message ORDER BY seq"));
        Assert.Equal([("msg-aaaaaaaaaaa1", "msg-aaaaaaaaaaa2")], Rows("SELECT thread_id, id FROM message WHERE thread_id <> id"));
        Assert.Contains("Payload: no json", Operate("mail", "read", "msg-aaaaaaaaaaa4").Ok().Stdout, StringComparison.Ordinal);
        var checkedMail = Operate("mail", "check", "--json").Ok().Json.GetProperty("messages");
        Assert.Equal("Which tax?", checkedMail[0].GetProperty("subject").GetString());
        Assert.Equal(1, checkedMail.GetArrayLength());
    }

    [Fact]
    public void The_merge_queue_is_history_and_lands_nothing_by_itself()
    {
        OverstoryState.InTheMiddle(_box);
        Init();
        Assert.Equal([("overstory/builder-c/shop-4", "landed"), ("overstory/builder-a/shop-2", "withdrawn")], Rows("SELECT branch, state FROM merge ORDER BY seq"));
        Operate("undo", "--into", "main").Refused(4, "state");
    }

    [Fact]
    public void Groups_and_specs_come_with_their_tasks()
    {
        OverstoryState.InTheMiddle(_box);
        Init();
        var group = _box.Ov("group", "status", "checkout", "--json").Ok().Json;
        Assert.Equal(3, group.GetProperty("total").GetInt32());
        var task = Rows("SELECT id, title FROM task WHERE branch LIKE '%Builder_B%'").Single().Item1;
        Assert.Contains("B keeps the cart.", _box.Ov("spec", "show", task).Ok().Stdout, StringComparison.Ordinal);
        // What people wrote down goes on working: the tracker's id of a task, Overstory's of a group.
        Assert.Equal(task, _box.Ov("task", "show", "shop-3", "--json").Ok().Json.GetProperty("task").GetProperty("id").GetString());
        Assert.Equal(3, _box.Ov("group", "status", "group-11111111", "--json").Ok().Json.GetProperty("total").GetInt32());
    }

    [Fact]
    public void What_comes_later_is_added_by_a_further_init()
    {
        var state = OverstoryState.InTheMiddle(_box);
        Init();
        state.Run("mail.db", "INSERT INTO messages VALUES ('msg-aaaaaaaaaaa6', 'lead-x', 'operator', 'Late', 'x', 'status', 'normal', NULL, NULL, 0, '2026-02-14T09:05:00.000Z')");
        var counts = Init().Json.GetProperty("adoption").GetProperty("counts");
        Assert.Equal((1, 0, 0), (counts.GetProperty("messages").GetInt32(), counts.GetProperty("agents").GetInt32(), counts.GetProperty("tasks").GetInt32()));
    }

    [Fact]
    public void It_is_refused_while_an_agent_of_overstorys_works_and_nothing_is_made()
    {
        var state = OverstoryState.InTheMiddle(_box);
        using var agent = Start(("OVERSTORY_AGENT_NAME", "Builder_B"), ("OVERSTORY_WORKTREE_PATH", state.Worktree("Builder_B")));
        var refusal = _box.Ov("init", "--json").Refused(4, "state");
        Assert.Contains($"Builder_B (process {agent.Id})", refusal.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_box.Repo, ".git", "overstory")));
        Assert.Equal("refused", _box.Ov("init", "--dry-run", "--json").Ok().Json.GetProperty("adoption").GetProperty("state").GetString());
        Assert.Equal("imported", _box.Ov("init", "--adopt-running", "--json").Ok().Json.GetProperty("adoption").GetProperty("state").GetString());
        agent.Kill();
        agent.WaitForExit();
    }

    [Fact]
    public void A_recorded_pid_counts_only_for_a_process_that_was_there_at_the_time()
    {
        var state = OverstoryState.InTheMiddle(_box);
        using var stranger = Start();
        state.Run("sessions.db", $"UPDATE sessions SET pid = {stranger.Id} WHERE agent_name = 'Builder_B'");
        Assert.Equal("planned", _box.Ov("init", "--dry-run", "--json").Ok().Json.GetProperty("adoption").GetProperty("state").GetString());
        state.Run("sessions.db", $"UPDATE sessions SET last_activity = '{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}' WHERE agent_name = 'Builder_B'");
        _box.Ov("init").Refused(4, "state");
        stranger.Kill();
        stranger.WaitForExit();
    }

    [Theory]
    [InlineData("mail.db", "this is no database at all, only text that is long enough to be looked at")]
    [InlineData("groups.json", "[{\"id\": ")]
    public void A_broken_file_stops_everything_with_a_sentence_that_names_it(string file, string text)
    {
        var state = OverstoryState.InTheMiddle(_box);
        File.Delete(state.File_(file) + "-wal");
        File.WriteAllText(state.File_(file), text);
        var refusal = _box.Ov("init", "--json").Refused(1, "foreign-data");
        Assert.Contains(file, refusal.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_box.Repo, ".git", "overstory")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(Path.Combine(_box.Repo, ".git")), entry => entry.Contains("ov-adopt", StringComparison.Ordinal));
        Assert.Equal("skipped", _box.Ov("init", "--no-adopt", "--json").Ok().Json.GetProperty("adoption").GetProperty("state").GetString());
    }

    [Fact]
    public void An_older_version_with_other_columns_is_read_and_an_unknown_one_is_refused()
    {
        var state = new OverstoryState(_box);
        Directory.CreateDirectory(Path.GetDirectoryName(state.File_("x"))!);
        state.Run(
            "sessions.db",
            "CREATE TABLE sessions(id TEXT PRIMARY KEY, agent_name TEXT, capability TEXT, worktree_path TEXT, branch_name TEXT, bead_id TEXT, tmux_session TEXT, state TEXT, started_at TEXT, last_activity TEXT)",
            "INSERT INTO sessions VALUES ('s-1', 'scout-1', 'scout', '/gone', 'overstory/scout-1/b-1', 'b-1', '', 'completed', '2025-02-01T09:00:00.000Z', '2025-02-01T09:30:00.000Z')");
        Assert.Equal(1, Init().Json.GetProperty("adoption").GetProperty("counts").GetProperty("agents").GetInt32());
        Assert.Equal([("b-1, by scout-1", "closed")], Rows("SELECT title, state FROM task"));
        state.Run("merge-queue.db", "CREATE TABLE merge_queue(id INTEGER PRIMARY KEY, branch TEXT)");
        var refusal = _box.Ov("init", "--json").Refused(1, "foreign-data");
        Assert.Contains("has no column branch_name", refusal.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_between_copy_and_ledger_is_made_good_by_the_next_init()
    {
        OverstoryState.InTheMiddle(_box);
        _box.Ov("init", "--test", "--no-adopt").Ok();
        _box.Run("ov", ["init"], variables: new Dictionary<string, string> { ["OV_TEST_KILL"] = KillPoint.AdoptionCopied.Word() }).Exits(137);
        Assert.Empty(Rows("SELECT name, state FROM run"));
        Assert.Equal("imported", Init().Json.GetProperty("adoption").GetProperty("state").GetString());
        Assert.Equal(5, Rows("SELECT name, state FROM agent").Count);
    }

    [Fact]
    public void A_repository_that_overstory_never_saw_says_nothing_of_it()
    {
        Assert.Equal(System.Text.Json.JsonValueKind.Null, _box.Ov("init", "--json").Ok().Json.GetProperty("adoption").ValueKind);
    }

    private OvRun Init() => (Directory.Exists(Path.Combine(_box.Repo, ".git", "overstory")) ? _box.Ov("init", "--json") : _box.Ov("init", "--token-file", Token, "--json")).Ok();

    private OvRun Operate(params string[] args) =>
        _box.Run("ov", args, variables: new Dictionary<string, string> { ["OV_OPERATOR_TOKEN"] = File.ReadAllText(Token).Trim() });

    private List<string> Checks() => [.. _box.Ov("doctor", "--category", "orphans", "--json").Json.GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("status").GetString() != "pass").Select(check => check.GetProperty("name").GetString()!)];

    private Process Start(params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("/bin/sleep", "300") { WorkingDirectory = _box.Root };
        start.Environment.Clear();
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private List<(string, string)> Rows(string sql)
    {
        using var ledger = OpenLedger();
        var names = sql["SELECT ".Length..sql.IndexOf(" FROM", StringComparison.Ordinal)].Split(", ").Select(column => column.Split(' ', '.')[^1]).ToList();
        return ledger.Read(reader => reader.All(sql, row => (row.Text(names[0]), row.Text(names[1]))));
    }

    /// <summary>How many rows each table has.</summary>
    private List<string> Dump()
    {
        using var ledger = OpenLedger();
        return ledger.Read(reader => reader.All("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", row => row.Text("name"))
            .ConvertAll(table => $"{table} {reader.Number($"SELECT count(*) FROM \"{table}\"")}"));
    }

    private OvLedger OpenLedger() => OvLedger.Open(LedgerFiles.In(Path.Combine(_box.Repo, ".git")), new Ov.Core.OvEnvironment(
        _box.Repo, new Dictionary<string, string>(), TextReader.Null, TextWriter.Null, TextWriter.Null, TimeProvider.System, false, false, false));
}
