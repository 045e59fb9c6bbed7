using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Core.Watching;
using Ov.Tests.Tasks;

namespace Ov.Tests.Runs;

/// <summary>A person is asked about the result once everything is done (S1-21, S1-22).</summary>
public sealed class FeedbackTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("", false)]
    [InlineData("canceled", false)]
    [InlineData("closed", true)]
    [InlineData("closed canceled", true)]
    [InlineData("closed pending", false)]
    [InlineData("closed failed", false)]
    public void It_is_asked_when_all_that_is_wanted_is_done(string states, bool due) =>
        Assert.Equal(due, FeedbackDue.For([.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Task(word, Noon))], null));

    [Theory]
    [InlineData(GateState.Pending, -1, false)]
    [InlineData(GateState.Pending, 1, false)]
    [InlineData(GateState.Decided, -1, false)]
    [InlineData(GateState.Decided, 0, false)]
    [InlineData(GateState.Decided, 1, true)]
    [InlineData(GateState.Expired, -1, false)]
    public void It_is_asked_again_only_after_more_was_done(GateState state, int minutes, bool due) => Assert.Equal(
        due, FeedbackDue.For([Task("closed", Noon.AddMinutes(minutes))], new GateRecord("gate-1", "run-1", null, GateKind.Feedback, state, "?", "", "watch", null, Noon, null, GatePoint.Completion, null, null, null, Noon)));

    [Fact]
    public void The_tick_asks_once_and_changes_bring_the_run_back_to_its_plan()
    {
        var task = _site.Add("Task");
        _site.Operator.Ledger.Write(tx =>
        {
            RunStore.SetPolicy(tx, _site.Run.Id, TemplateSource.BuiltIn("packages").ToJson());
            RunStore.SetStage(tx, _site.Run.Id, RunTemplate.Executing);
            RunStore.SetLoop(tx, _site.Run.Id, true);
        });
        Assert.Empty(Ask());
        _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, task, TaskState.Closed, "operator", "done"));
        Assert.Equal(["asked run-1"], Ask());
        Assert.Empty(Ask());
        var gate = Assert.Single(_site.Operator.Ledger.Read(GateStore.Pending));
        Assert.Equal(GateKind.Feedback, gate.Kind);
        Assert.Contains("1 of 1 task is done", gate.Evidence);
        GateDecider.Decide(_site.Operator, Caller.Operator, gate, GateAnswer.Changes, "Another colour.");
        Assert.Equal(RunTemplate.Planning, _site.Operator.Ledger.Read(sql => RunStore.ById(sql, _site.Run.Id)!).Stage);
        Assert.Empty(Ask());
    }

    [Fact]
    public void A_template_that_wants_no_feedback_asks_nobody()
    {
        var task = _site.Add("Task");
        _site.Operator.Ledger.Write(tx =>
        {
            RunStore.SetLoop(tx, _site.Run.Id, true);
            TaskStore.Begin(tx, task, TaskState.Closed, "operator", "done");
        });
        Assert.Empty(Ask());
    }

    private static TaskRecord Task(string state, DateTimeOffset closed) => new(
        "task-1", "run-1", 1, "Task", "", Enum.Parse<TaskState>(state, ignoreCase: true), TaskPriority.Medium, "builder", null, [], [], null, 0, null, false, null, null, "operator", closed, closed, closed, closed);

    private string[] Ask() => [.. FeedbackGates.Ask(new TickContext(_site.Operator, false, false, null, TestContext.Current.CancellationToken)).Select(decision => $"{decision.Action} {decision.Subject}")];
}
