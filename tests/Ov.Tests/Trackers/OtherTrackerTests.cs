using Ov.Core.TaskFiles;
using Ov.Core.Tasks;
using Ov.Core.Trackers;

namespace Ov.Tests.Trackers;

/// <summary>Beads and GitHub, by programs that answer as their documents say: untested against the real ones.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OtherTrackerTests : IDisposable
{
    private readonly TrackerSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Beads_are_taken_in_with_what_blocks_them_and_closed_after_the_landing()
    {
        _site.Program("bd", """
            case $1 in
              list) echo '[{"id":"bd-a1","title":"One","status":"STATUS","priority":1,"issue_type":"bug"},{"id":"bd-a1.2","title":"Two","status":"blocked","priority":3,"issue_type":"task","dependency_count":2}]' | sed "s/STATUS/$(cat ../state 2>/dev/null || echo open)/" ;;
              show) echo '[{"id":"bd-a1.2","title":"Two","status":"blocked","priority":3,"dependencies":[{"id":"bd-a1","dependency_type":"blocks"},{"id":"bd-x","dependency_type":"related"}]}]' ;;
              close) echo closed > ../state; echo "export $BD_EXPORT_AUTO" >> "$log"; echo '[{"id":"bd-a1"}]' ;;
            esac
            """);
        _site.Import("beads");
        var tasks = _site.Tasks();
        Assert.Equal([("One", TaskPriority.High, TaskState.Pending), ("Two", TaskPriority.Low, TaskState.Blocked)], tasks.Select(task => (task.Title, task.Priority, task.State)));
        Assert.Equal([tasks[0].Id], _site.App.Ledger.Read(sql => TaskStore.Needs(sql, tasks[1].Id)).Select(need => need.Id));
        _site.Move(tasks[0], TaskState.InProgress, TaskState.Completed, TaskState.Closed);
        Assert.True(Assert.Single(_site.Tick()).Done);
        Assert.Contains(_site.Calls, call => call.StartsWith("close bd-a1 --reason=", StringComparison.Ordinal));
        Assert.Contains("export false", _site.Calls);
        Assert.Empty(_site.Tick());
    }

    [Fact]
    public void Issues_of_GitHub_are_taken_in_closed_with_a_comment_and_opened_again()
    {
        _site.Program("gh", """
            issue="{\"number\":12,\"title\":\"One\",\"body\":\"Depends on #14.\",\"state\":\"$(cat ../state 2>/dev/null || echo OPEN)\",\"labels\":[{\"name\":\"P1\"}]}"
            case $2 in
              list) echo "[$issue,{\"number\":14,\"title\":\"Two\",\"body\":\"\",\"state\":\"OPEN\",\"labels\":[]}]" ;;
              view) echo "$issue" ;;
              close) echo CLOSED > ../state ;;
              reopen) echo OPEN > ../state ;;
            esac
            """);
        _site.Import("github", "12");
        var task = _site.Tasks()[0];
        Assert.Equal((TaskPriority.High, "github:12"), (task.Priority, _site.App.Ledger.Read(sql => TrackerExchange.IssueOf(sql, task))));
        Assert.Single(_site.App.Ledger.Read(sql => TaskStore.Needs(sql, task.Id)));
        Assert.Equal(task.Id, _site.App.Ledger.Read(sql => TaskResolver.Require(_site.App, sql, "github:12")).Id);
        _site.Move(task, TaskState.InProgress, TaskState.Completed, TaskState.Closed);
        Assert.True(Assert.Single(_site.Tick()).Done);
        Assert.Contains(_site.Calls, call => call.StartsWith("issue close 12 --comment=", StringComparison.Ordinal));
        _site.Move(task, TaskState.Pending);
        Assert.True(Assert.Single(_site.Tick()).Done);
        Assert.Contains("issue reopen 12", _site.Calls);
        Assert.Equal(2, _site.Sync().Count(TaskFileAction.Unchanged));
    }

    [Fact]
    public void A_task_becomes_an_issue_of_GitHub_whose_mark_is_found_again()
    {
        var task = _site.Project.AddTask(_site.Run, "Ours");
        _site.Program("gh", $$"""
            issue='{"number":31,"title":"Ours","body":"\n\n<!-- ov:{{task.Id}} -->","state":"OPEN","labels":[]}'
            case $2 in
              list) [ -e ../made ] && printf '[%s]' "$issue" || echo '[]' ;;
              create) touch ../made; echo https://github.example/shop/issues/31 ;;
              view) printf %s "$issue" ;;
            esac
            """);
        Assert.Equal("github:31", Assert.Single(TrackerExchange.Export(_site.App, Core.Agents.Caller.Operator, "github", CancellationToken.None).Results).Path);
        _site.App.Ledger.Write(tx => tx.Sql.Run("DELETE FROM task_source"));
        TrackerExchange.Export(_site.App, Core.Agents.Caller.Operator, "github", CancellationToken.None);
        Assert.Single(_site.Calls, call => call.StartsWith("issue create", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("open", IssueStatus.Open, TaskState.Pending)]
    [InlineData("in_progress", IssueStatus.InProgress, TaskState.Pending)]
    [InlineData("blocked", IssueStatus.Blocked, TaskState.Blocked)]
    [InlineData("closed", IssueStatus.Closed, TaskState.Closed)]
    [InlineData("something new", IssueStatus.Open, TaskState.Pending)]
    [InlineData(null, IssueStatus.Open, TaskState.Pending)]
    public void What_trackers_call_a_state(string? word, IssueStatus status, TaskState state)
    {
        Assert.Equal(status, TrackerWords.Status(word));
        Assert.Equal(state, TrackerWords.State(status));
    }

    [Theory]
    [InlineData(TaskState.Pending, IssueStatus.Open)]
    [InlineData(TaskState.InProgress, IssueStatus.InProgress)]
    [InlineData(TaskState.Blocked, IssueStatus.Blocked)]
    [InlineData(TaskState.Failed, IssueStatus.Open)]
    [InlineData(TaskState.Completed, IssueStatus.InProgress)]
    [InlineData(TaskState.Closed, IssueStatus.Closed)]
    public void What_a_state_of_ours_is_there(TaskState state, IssueStatus status) => Assert.Equal(status, TrackerWords.Status(state));

    [Fact]
    public void Priorities_go_both_ways_without_moving_what_is_near()
    {
        Assert.Equal([TaskPriority.High, TaskPriority.High, TaskPriority.Medium, TaskPriority.Low, TaskPriority.Low], Enumerable.Range(0, 5).Select(TrackerWords.Priority));
        var issue = new TrackerIssue("x-1", "T", "B", IssueStatus.Open, 0, "task", ["a", "b"], null);
        Assert.True(new IssueChange("x-1", "task-1", "T", "B", 1, IssueStatus.Open, ["b", "a"]).Since(issue).IsEmpty);
        Assert.Equal(3, new IssueChange("x-1", "task-1", Priority: 3).Since(issue).Priority);
    }

    [Fact]
    public void Of_two_lines_of_an_issue_the_newer_counts_and_only_changed_lines_go_elsewhere()
    {
        static string Line(string id, string at, string title = "") => $$"""{"id":"{{id}}","updatedAt":"{{at}}","title":"{{title}}"}""" + "\n";
        Assert.Equal(Line("a", "2", "new") + Line("b", "1") + Line("c", "1"), IssueLines.Merged(Line("a", "1") + Line("b", "1"), Line("a", "2", "new") + Line("b", "0", "old") + Line("c", "1")));
        Assert.Equal(Line("a", "1") + "rubbish\n" + Line("b", "9", "closed"), IssueLines.With(Line("a", "1") + "rubbish\n" + Line("b", "1"), Line("a", "3") + Line("b", "1"), Line("a", "3") + Line("b", "9", "closed")));
    }

    [Theory]
    [InlineData("shop-1", true)]
    [InlineData("bd-a1.2", true)]
    [InlineData("--force", false)]
    [InlineData("a b", false)]
    [InlineData("a;b", false)]
    [InlineData("", false)]
    public void Only_a_plain_word_is_an_id(string text, bool isId) => Assert.Equal(isId, Tracker.IsId(text));
}
