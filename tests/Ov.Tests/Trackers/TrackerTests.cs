using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.TaskFiles;
using Ov.Core.Tasks;
using static Ov.Tests.Trackers.TrackerSite;

namespace Ov.Tests.Trackers;

/// <summary>Tasks that are issues of a tracker: taken in, told of landings, and brought together again.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TrackerTests : IDisposable
{
    private readonly TrackerSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Open_issues_become_tasks_with_their_priority_text_and_needs()
    {
        _site.Seeds(
            Line("shop-1", "Fix login", ",\"priority\":0,\"description\":\"## Success Criteria\\n- it works\",\"labels\":[\"a\"]"),
            Line("shop-2", "Write docs", ",\"priority\":4,\"blockedBy\":[\"shop-1\"]"), Line("shop-3", "All of it", ",\"type\":\"epic\""), Line("shop-4", "Old", "", "closed"));
        var report = _site.Import("seeds");
        Assert.Equal((2, 1), (report.Count(TaskFileAction.Added), report.Count(TaskFileAction.Skipped)));
        var tasks = _site.Tasks();
        Assert.Equal([("Fix login", TaskPriority.High), ("Write docs", TaskPriority.Low)], tasks.Select(task => (task.Title, task.Priority)));
        Assert.Equal(["it works"], tasks[0].Criteria);
        Assert.Equal([tasks[0].Id], _site.App.Ledger.Read(sql => TaskStore.Needs(sql, tasks[1].Id)).Select(need => need.Id));
        Assert.Equal(0, _site.Import("seeds").Count(TaskFileAction.Added));
        Assert.Equal(tasks[1].Id, Found("shop-2").Id);
        Assert.Equal(tasks[1].Id, Found("seeds:shop-2").Id);
    }

    [Fact]
    public void An_issue_that_is_named_brings_along_what_it_needs_and_nothing_else()
    {
        _site.Seeds(Line("shop-1", "One"), Line("shop-2", "Two", ",\"blockedBy\":[\"shop-1\",\"shop-gone\"]"), Line("shop-3", "Three"));
        _site.Import("seeds", "shop-2");
        Assert.Equal(["Two", "One"], _site.Tasks().Select(task => task.Title));
        Assert.Equal(ErrorCode.NotFound, Assert.Throws<OvException>(() => _site.Import("seeds", "shop-9")).Code);
        Assert.Equal(ErrorCode.Usage, Assert.Throws<OvException>(() => _site.Import("seeds", "--all")).Code);
    }

    [Fact]
    public void A_landing_closes_the_issue_on_the_target_once_and_touches_no_checkout()
    {
        _site.Seeds(Line("shop-1", "One"), Line("shop-2", "Two"));
        _site.Import("seeds", "shop-1");
        var task = _site.Tasks()[0];
        _site.Move(task, TaskState.InProgress, TaskState.Completed);
        Assert.Empty(_site.Tick());
        Assert.Contains(Line("shop-1", "One"), _site.On("work"), StringComparison.Ordinal);
        var mine = Path.Combine(_site.Project.Root, ".seeds/issues.jsonl");
        File.AppendAllText(mine, Line("shop-5", "Not committed yet") + "\n");
        var before = File.ReadAllText(mine);
        _site.Move(task, TaskState.Closed);
        Assert.True(Assert.Single(_site.Tick()).Done);
        Assert.Contains("\"status\":\"closed\"", _site.On("work"), StringComparison.Ordinal);
        Assert.Contains(Line("shop-2", "Two"), _site.On("work"), StringComparison.Ordinal);
        Assert.DoesNotContain("shop-5", _site.On("work"), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(mine));
        var calls = _site.Calls.Count;
        Assert.Empty(_site.Tick());
        Assert.Equal(calls, _site.Calls.Count);
        Assert.Equal("seeds: close shop-1", _site.Project.Git("log", "-1", "--format=%s", "work").Trim());
    }

    [Fact]
    public void What_was_closed_but_not_recorded_is_recorded_without_a_second_commit()
    {
        _site.Seeds(Line("shop-1", "One"));
        _site.Import("seeds");
        _site.Move(_site.Tasks()[0], TaskState.InProgress, TaskState.Completed, TaskState.Closed);
        _site.Tick();
        var tip = _site.Project.Git("rev-parse", "work");
        _site.App.Ledger.Write(tx => tx.Sql.Run("UPDATE task_source SET file_state = 'pending'"));
        Assert.True(Assert.Single(_site.Tick()).Done);
        Assert.Equal(tip, _site.Project.Git("rev-parse", "work"));
        Assert.Empty(_site.Tick());
    }

    [Fact]
    public void An_issue_is_open_again_when_its_landing_was_taken_back()
    {
        _site.Seeds(Line("shop-1", "One"));
        _site.Import("seeds");
        var task = _site.Tasks()[0];
        _site.Move(task, TaskState.InProgress, TaskState.Completed, TaskState.Closed);
        _site.Tick();
        _site.Move(task, TaskState.Pending);
        Assert.True(Assert.Single(_site.Tick()).Done);
        Assert.Contains("\"status\":\"open\"", _site.On("work"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'no such file' >&2; exit 3", "no such file")]
    [InlineData("echo '{\"success\":false,\"error\":\"Not in a seeds project\"}'; exit 1", "Not in a seeds project")]
    [InlineData("echo Welcome!", "does not read")]
    [InlineData("echo '[]'", "does not read")]
    [InlineData("echo '{\"success\":true,\"issues\":[{\"id\":\"--force\"}]}'", "does not read")]
    [InlineData(null, "not on PATH")]
    public void A_program_that_is_missing_fails_or_talks_rubbish_is_one_sentence_and_changes_nothing(string? script, string says)
    {
        _site.Seeds(Line("shop-1", "One"));
        _site.RemoveProgram("sd");
        if (script is not null)
        {
            _site.Program("sd", script);
        }

        Assert.Contains(says, Assert.Throws<OvException>(() => _site.Import("seeds")).Message, StringComparison.Ordinal);
        Assert.Empty(_site.Tasks());
    }

    [Fact]
    public void A_close_that_fails_stays_owed()
    {
        _site.Seeds(Line("shop-1", "One"));
        _site.Import("seeds");
        _site.Move(_site.Tasks()[0], TaskState.InProgress, TaskState.Completed, TaskState.Closed);
        _site.Program("sd", "exit 1");
        Assert.Equal(("left", false), Assert.Single(_site.Tick()) is var left ? (left.Action, left.Done) : default);
        _site.Program("sd", "case $1 in list) printf '{\"success\":true,\"issues\":['; cat .seeds/issues.jsonl; echo ']}' ;; *) sed -i 's/open/closed/' .seeds/issues.jsonl; echo '{\"success\":true}' ;; esac");
        Assert.True(Assert.Single(_site.Tick()).Done);
    }

    [Fact]
    public void Each_side_follows_the_other_and_where_both_changed_neither_is_touched()
    {
        _site.Seeds(Line("shop-1", "One"), Line("shop-2", "Two"), Line("shop-3", "Three"));
        _site.Import("seeds");
        Edit("shop-1", "One of theirs");
        Edit("shop-3", "Three of theirs");
        Rename("seeds:shop-2", "Two of ours");
        Rename("seeds:shop-3", "Three of ours");
        var report = _site.Sync();
        Assert.Equal((1, 1, 1), (report.Count(TaskFileAction.Updated), report.Count(TaskFileAction.Written), report.Count(TaskFileAction.Conflict)));
        Assert.Equal(["One of theirs", "Two of ours", "Three of ours"], _site.Tasks().Select(task => task.Title));
        Assert.Contains("Two of ours", _site.On("work"), StringComparison.Ordinal);
        Assert.DoesNotContain("Three of ours", _site.On("work"), StringComparison.Ordinal);
        Assert.Equal(1, _site.Sync(TaskFileWinner.File).Count(TaskFileAction.Updated));
        Assert.Equal("Three of theirs", _site.Tasks()[2].Title);
        Assert.Equal(3, _site.Sync().Count(TaskFileAction.Unchanged));
    }

    [Fact]
    public void A_secret_in_an_issue_stays_there_and_is_no_difference()
    {
        _site.Seeds(Line("shop-1", "Use ghp_abcdefghijklmnopqrstuvwxyz0123"), Line("shop-2", "Two"));
        _site.Import("seeds");
        Assert.Equal(["Use [redacted]", "Two"], _site.Tasks().Select(task => task.Title));
        Assert.Equal(2, _site.Sync().Count(TaskFileAction.Unchanged));
        Rename("seeds:shop-2", "Two of ours");
        Assert.Equal(1, _site.Sync().Count(TaskFileAction.Written));
        Assert.Contains("ghp_abcdefghijklmnopqrstuvwxyz0123", _site.On("work"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_issue_that_somebody_closed_is_a_conflict_until_the_task_is_ended_too()
    {
        _site.Seeds(Line("shop-1", "One"));
        _site.Import("seeds");
        File.WriteAllText(Path.Combine(_site.Project.Root, ".seeds/issues.jsonl"), Line("shop-1", "One", "", "closed").Replace("\"1\"", "\"5\"", StringComparison.Ordinal) + "\n");
        Assert.Contains("cancel the task", Assert.Single(_site.Sync().Results).Reason, StringComparison.Ordinal);
        _site.Move(_site.Tasks()[0], TaskState.Canceled);
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(_site.Sync().Results).Action);
    }

    [Fact]
    public void A_task_is_exported_once_and_becomes_an_issue_with_its_mark()
    {
        _site.Seeds();
        _site.Project.AddTask(_site.Run, "Ours");
        Assert.Equal("seeds:shop-new", Assert.Single(Export().Results).Path);
        Assert.Empty(Export().Results);
        Assert.Contains("shop-new", _site.On("work"), StringComparison.Ordinal);
        Assert.Contains(_site.Calls, call => call.StartsWith($"update shop-new --extensions={{\"ovTask\":\"{_site.Tasks()[0].Id}\"}}", StringComparison.Ordinal));
    }

    [Fact]
    public void What_an_issue_says_cannot_drive_a_terminal_and_its_length_is_bounded()
    {
        _site.Seeds(Line("shop-1", "Red\\u001b[31m\\nalert\\u0007 " + new string('x', 300), $",\"description\":\"\\u001b]0;x\\u0007{new string('y', 300_000)}\""));
        _site.Import("seeds");
        var task = _site.Tasks()[0];
        Assert.DoesNotContain(task.Title + task.Body, letter => char.IsControl(letter));
        Assert.True(task.Title.Length <= 200 && task.Body.Length <= TaskText.LongestBody);
        Assert.Equal(TaskFileAction.Unchanged, Assert.Single(_site.Sync().Results).Action);
    }

    [Fact]
    public void The_watcher_takes_new_issues_in_only_when_the_settings_say_so_and_asks_only_when_the_file_changed()
    {
        _site.Seeds(Line("shop-1", "One"));
        Assert.Empty(_site.Tick());
        Assert.Empty(_site.Calls);
        _site.Project.Write(".overstory/config.local.yaml", "taskTracker:\n  import: true\n");
        using var app = _site.Project.App(_site.App.Environment.Variables.Select(pair => (pair.Key, pair.Value)).ToArray());
        List<string> Tick() => [.. Core.Watching.Tick.Run(app, dryRun: false).Decisions.Where(decision => decision.Step == "tracker").Select(decision => decision.Action)];
        Assert.Equal(["added"], Tick());
        var calls = _site.Calls.Count;
        Assert.Empty(Tick());
        Assert.Equal(calls, _site.Calls.Count);
        Edit("shop-1", "One and more");
        Assert.Equal(["updated"], Tick());
    }

    [Fact]
    public void What_is_owed_is_found_by_an_index()
    {
        var plan = _site.App.Ledger.Read(sql => sql.All(
            "EXPLAIN QUERY PLAN SELECT s.* FROM task_source s JOIN task t ON t.id = s.task_id WHERE s.tracker IS NOT NULL AND s.file_state = 'pending' AND t.state = 'closed'", row => row.Text("detail")));
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN t", StringComparison.Ordinal) || line == "SCAN s");
    }

    private TaskFileReport Export() => Core.Trackers.TrackerExchange.Export(_site.App, Core.Agents.Caller.Operator, "seeds", CancellationToken.None);

    private TaskRecord Found(string text) => _site.App.Ledger.Read(sql => TaskResolver.Require(_site.App, sql, text));

    private void Rename(string task, string title) => TaskEditor.Edit(_site.App, Core.Agents.Caller.Operator, Found(task), new TaskChange(title));

    /// <summary>As its user does, in the checkout.</summary>
    private void Edit(string id, string title)
    {
        var path = Path.Combine(_site.Project.Root, ".seeds/issues.jsonl");
        File.WriteAllLines(path, File.ReadAllLines(path).Select(line => line.Contains($"\"{id}\"", StringComparison.Ordinal) ? Line(id, title).Replace("\"1\"", "\"5\"", StringComparison.Ordinal) : line));
    }
}
