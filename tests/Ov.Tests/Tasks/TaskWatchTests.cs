using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Tasks;

namespace Ov.Tests.Tasks;

/// <summary>Whoever watches tasks hears of each change, and is not kept for nothing (S3-17).</summary>
public sealed class TaskWatchTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_task_is_told_as_it_is_and_after_each_change_until_it_is_done()
    {
        var task = _site.Add("Task");
        _site.Project.AddAgent(_site.Run, "builder-1", task: task);
        using var heard = Watch(WatchUntil.Done, Long, Long, "1").GetEnumerator();
        Assert.True(heard.MoveNext());
        Assert.Equal((TaskState.InProgress, "builder-1", false), (heard.Current.State, heard.Current.Owner, heard.Current.Reached));
        Move(task, TaskState.Completed);
        Assert.True(heard.MoveNext());
        Assert.Equal((TaskState.Completed, true), (heard.Current.State, heard.Current.Reached));
        Assert.False(heard.MoveNext());
    }

    [Fact]
    public void The_board_ends_with_the_first_change_and_a_new_task_is_one()
    {
        _site.Add("Task");
        using var heard = Watch(WatchUntil.Change, Long, TimeSpan.FromMilliseconds(1)).GetEnumerator();
        Assert.True(heard.MoveNext());
        _site.Project.AddTask(_site.Run, "Another");
        Assert.True(heard.MoveNext());
        Assert.Equal(2, heard.Current.Number);
        Assert.False(heard.MoveNext());
    }

    [Fact]
    public void What_nobody_works_on_is_given_up_and_what_somebody_holds_is_not()
    {
        var task = _site.Add("Task");
        Assert.Contains("Nobody has been at work", Refusal.Of(ErrorCode.TimedOut, () => _ = Watch(WatchUntil.Done, Long, TimeSpan.FromMilliseconds(1), "1").ToList()).Message);
        Assert.Contains("After 1ms still not done: 1 (pending)", Refusal.Of(ErrorCode.TimedOut, () => _ = Watch(WatchUntil.Done, TimeSpan.FromMilliseconds(1), TimeSpan.Zero, "1").ToList()).Message);
        _site.Project.AddAgent(_site.Run, "builder-1", task: task);
        Assert.Contains("still not merged", Refusal.Of(ErrorCode.TimedOut, () => _ = Watch(WatchUntil.Merged, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(1), "1").ToList()).Message);
    }

    private IEnumerable<WatchedTask> Watch(WatchUntil until, TimeSpan limit, TimeSpan unheld, params string[] words) =>
        new TaskWatcher(_site.Operator, Caller.Operator, until, limit, unheld).Watch(words, TestContext.Current.CancellationToken);

    /// <summary>By another process, as in life.</summary>
    private void Move(TaskRecord task, TaskState to)
    {
        using var ledger = _site.Project.OpenLedger();
        ledger.Write(tx => TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, to, "operator"));
    }
}
