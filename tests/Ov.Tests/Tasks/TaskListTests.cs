using System.Text.Json;
using Ov.Core.Agents;
using Ov.Core.Tasks;
using Ov.Tests.Support;

namespace Ov.Tests.Tasks;

/// <summary>The list of tasks, narrowed by state, holder and what waits for others (S3-16).</summary>
public sealed class TaskListTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

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
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], List());
        Assert.Equal([5, 6], List("--waiting"));
        Assert.Equal([7, 8], List("--waiting", "false", "--state", "pending"));
        Assert.Equal([9], List("--agent", "builder-1"));
        Assert.Equal([1, 9], List("--state", "failed,in-progress"));
        Assert.Empty(List("--agent", "builder-1", "--waiting"));
    }

    private int[] List(params string[] words) =>
        [.. JsonDocument.Parse(_site.Project.Ov([], ["task", "list", .. words, "--json"]).Out).RootElement.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("number").GetInt32())];
}
