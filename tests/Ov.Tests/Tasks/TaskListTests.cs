using System.Text.Json;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Tasks;

/// <summary>The list of tasks, in groups (S0-104).</summary>
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

    private Answered List(params string[] more) => _site.Project.Ov([], ["task", "list", .. more]);
}
