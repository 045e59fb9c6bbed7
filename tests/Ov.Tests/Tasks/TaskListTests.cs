using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Tasks;

/// <summary>The list of tasks: in groups (S0-104), and narrowed by state, holder and what waits for others (S3-16).</summary>
public sealed class TaskListTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void In_groups_what_is_in_progress_comes_first_then_what_is_pending_done_and_stopped_each_by_number()
    {
        Assert.Contains("No tasks.", List("--group").Out);
        TaskState[] states = [TaskState.Closed, TaskState.Pending, TaskState.InProgress, TaskState.Failed, TaskState.Completed, TaskState.Pending, TaskState.Canceled, TaskState.Blocked];
        foreach (var state in states)
        {
            var task = _site.Add($"Task {state}");
            _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, task, state, "operator", "why"));
        }

        var lines = List("--group").Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' ')[0] is var first && char.IsAsciiDigit(first[0]) ? first : line.Trim()).Where(line => !line.StartsWith('#'));
        Assert.Equal(["● in progress (1)", "3", "○ pending (2)", "2", "6", "✓ done (2)", "1", "5", "✗ stopped (3)", "4", "7", "8"], lines);
        Assert.DoesNotContain("pending (", List().Out);
        using var json = JsonDocument.Parse(List("--group", "--json").Out);
        Assert.Equal([3, 2, 6, 1, 5, 4, 7, 8], json.RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("number").GetInt32()));
        Assert.Contains("No task fits.", List("--group", "--waiting").Out);
    }

    [Fact]
    public void It_is_narrowed_by_state_holder_and_what_waits_and_a_need_that_failed_or_was_canceled_is_waited_for()
    {
        var tasks = Enumerable.Range(1, 4).Select(number => _site.Add($"Need {number}")).ToList();
        TaskState[] states = [TaskState.Failed, TaskState.Canceled, TaskState.Completed, TaskState.Closed];
        _site.Operator.Ledger.Write(tx =>
        {
            for (var at = 0; at < tasks.Count; at++)
            {
                TaskStore.Begin(tx, tasks[at], states[at], "operator", "so");
            }
        });
        foreach (var need in tasks)
        {
            _site.Add($"Of {need.Number}", needs: [$"{need.Number}"]);
        }

        var held = _site.Add("Held");
        _site.Worker("builder-1", held);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Numbers());
        Assert.Equal([5, 6], Numbers("--waiting"));
        Assert.Equal([7, 8], Numbers("--waiting", "false", "--state", "pending"));
        Assert.Equal([9], Numbers("--agent", "builder-1"));
        Assert.Equal([1, 9], Numbers("--state", "failed,in-progress"));
        Assert.Empty(Numbers("--agent", "builder-1", "--waiting"));
    }

    [Fact]
    public void Of_many_only_the_first_are_shown_and_it_is_said_how_many_there_are_and_how_to_see_them()
    {
        _site.Operator.Ledger.Write(tx =>
        {
            for (var at = 1; at <= 205; at++)
            {
                TaskAdder.Add(tx, _site.Run, new TaskDraft($"Task {at}"), Caller.Operator);
            }
        });
        foreach (var command in new[] { "list", "graph" })
        {
            Assert.Contains("200 of 205 shown; the rest: --limit 205", _site.Project.Ov([], ["task", command]).Out);
            Assert.DoesNotContain("shown", _site.Project.Ov([], ["task", command, "--limit", "205"]).Out);
            Assert.Equal((200, 205, true), Counts(command));
            Assert.Equal((3, 205, true), Counts(command, "--limit", "3"));
            Assert.Equal((205, 205, false), Counts(command, "--limit", "300"));
            Assert.Equal(2, _site.Project.Ov([], ["task", command, "--limit", "0"]).Exit);
        }

        Assert.Contains("○ pending (205)", List("--group").Out);
        Assert.Equal(205, _site.Project.Ov([], ["task", "graph", "--dot"]).Out.Split("[label=").Length - 1);
    }

    private (int Shown, int Total, bool More) Counts(params string[] words)
    {
        using var json = JsonDocument.Parse(_site.Project.Ov([], ["task", .. words, "--json"]).Out);
        return (json.RootElement.GetProperty("tasks").GetArrayLength(), json.RootElement.GetProperty("total").GetInt32(), json.RootElement.GetProperty("more").GetBoolean());
    }

    private int[] Numbers(params string[] words) =>
        [.. JsonDocument.Parse(_site.Project.Ov([], ["task", "list", .. words, "--json"]).Out).RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("number").GetInt32())];

    private Answered List(params string[] more) => _site.Project.Ov([], ["task", "list", .. more]);
}
