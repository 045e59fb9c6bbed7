using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Mail;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Tasks;

namespace Ov.Tests.Phases;

/// <summary>Two failures at the same go to a planner, and the plan changes before the next attempt (S3-51, S1-32).</summary>
public sealed class ReplanTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("failed", 1, "", RunMode.Interactive, ReplanMove.None)]
    [InlineData("failed", 1, "", RunMode.Autonomous, ReplanMove.Retry)]
    [InlineData("blocked", 1, "", RunMode.Autonomous, ReplanMove.None)]
    [InlineData("failed", 2, "", RunMode.Interactive, ReplanMove.Plan)]
    [InlineData("blocked", 2, "", RunMode.Autonomous, ReplanMove.Plan)]
    [InlineData("pending", 2, "", RunMode.Interactive, ReplanMove.Plan)]
    [InlineData("failed", 2, "pending", RunMode.Interactive, ReplanMove.Wait)]
    [InlineData("failed", 0, "in_progress", RunMode.Interactive, ReplanMove.Wait)]
    [InlineData("failed", 0, "closed", RunMode.Interactive, ReplanMove.Reopen)]
    [InlineData("failed", 0, "failed", RunMode.Interactive, ReplanMove.None)]
    [InlineData("pending", 0, "closed", RunMode.Interactive, ReplanMove.None)]
    [InlineData("failed", 2, "closed", RunMode.Interactive, ReplanMove.Plan)]
    [InlineData("failed", 2, "closed closed", RunMode.Interactive, ReplanMove.Ask)]
    [InlineData("failed", 2, "closed failed", RunMode.Autonomous, ReplanMove.Stop)]
    public void What_becomes_of_a_task_that_agents_failed_at(string state, int failures, string planners, RunMode mode, ReplanMove move)
    {
        var facts = new ReplanFacts(State(state), failures, [.. planners.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (State(word), true))], false, mode, 0, false);
        Assert.Equal(move, ReplanVerdict.For(facts).Move);
        Assert.Equal(ReplanMove.None, ReplanVerdict.For(facts with { HasBlocker = true }).Move);
    }

    [Fact]
    public void What_a_person_let_stand_is_told_to_whoever_reviews_next()
    {
        var (one, two) = (_site.Add("One"), _site.Add("Two"));
        var gate = _site.Operator.Ledger.Write(tx => GateOpener.Open(tx, _site.Run, new GateDraft(GateKind.BreakerReview, "How on?", "", one.Id), Caller.Watch, RunMode.Interactive));
        GateDecider.Decide(_site.Operator, Caller.Operator, gate, GateAnswer.Accept, "no locale support");
        _site.Operator.Ledger.Write(tx => PhaseAsker.Add(tx, _site.Run, two, Core.Templates.Phase.Review));
        Assert.Contains("do not ask for it again:\n- no locale support\n", _site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id))[^1].Body);
    }

    [Fact]
    public void What_was_planned_before_the_last_failure_opens_nothing() => Assert.Equal(
        ReplanMove.None, ReplanVerdict.For(new ReplanFacts(TaskState.Failed, 0, [(TaskState.Closed, false)], false, RunMode.Interactive, 0, false)).Move);

    [Fact]
    public void A_planner_is_asked_once_may_change_the_task_and_the_task_is_open_again()
    {
        var task = Begin(RunMode.Interactive);
        Fail(task);
        Assert.Empty(Ask());
        Again(task);
        Fail(task);
        Assert.Equal(["replanned #1"], Ask());
        Assert.Equal(["left #1"], Ask());
        var planning = _site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id))[^1];
        Assert.Equal("planner", planning.Role);
        Assert.Contains("- builder-9: too big", planning.Body);

        _site.Project.AddAgent(_site.Run, "builder-1");
        using (var stranger = _site.Project.AgentApp("builder-1"))
        {
            Refusal.Of(ErrorCode.NotOperator, () => TaskEditor.Edit(stranger, stranger.Caller, task, new TaskChange { Body = "Only the header." }));
        }

        _site.Project.AddAgent(_site.Run, "planner-1", "planner", planning);
        using (var planner = _site.Project.AgentApp("planner-1"))
        {
            TaskEditor.Edit(planner, planner.Caller, task, new TaskChange { Body = "Only the header." });
        }

        Assert.Equal(["left #1"], Ask());
        Close(planning);
        Assert.Equal(["opened #1"], Ask());
        Assert.Equal((TaskState.Pending, "it was planned anew"), (_site.Now(task).State, _site.Now(task).Reason));
        Assert.Empty(Ask());
    }

    [Fact]
    public void The_same_plan_again_is_no_plan_and_after_two_a_person_is_asked_whose_guidance_allows_another()
    {
        var task = FailedTwice(RunMode.Interactive);
        for (var plan = 0; plan < 2; plan++)
        {
            Assert.Equal(["replanned #1"], Ask());
            Close(_site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id))[^1]);
        }

        Assert.Equal(["asked #1"], Ask());
        Assert.Equal(["left #1"], Ask());
        var gate = Assert.Single(_site.Operator.Ledger.Read(GateStore.Pending));
        Assert.Equal((GateKind.BreakerReplan, task.Id), (gate.Kind, gate.TaskId));
        GateDecider.Decide(_site.Operator, Caller.Operator, gate, GateAnswer.Guidance, "Leave the parser out.");
        Assert.Equal(["replanned #1"], Ask());
        Assert.Contains("the operator says: Leave the parser out.", _site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id))[^1].Body);
    }

    [Fact]
    public void An_autonomous_run_tries_once_more_then_plans_twice_and_then_tells_once_that_it_stays_undone()
    {
        var task = Begin(RunMode.Autonomous);
        Fail(task);
        Assert.Equal(["opened #1"], Ask());
        Fail(task);
        for (var plan = 0; plan < 2; plan++)
        {
            Assert.Equal(["replanned #1"], Ask());
            Close(_site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id))[^1]);
        }

        Assert.Equal(["stopped #1"], Ask());
        Assert.Empty(Ask());
        Assert.Equal("Task 1 stays undone: Task", Assert.Single(_site.Operator.Ledger.Read(sql => MailStore.Queued(sql, Caller.OperatorName))).Subject);
        Assert.Empty(_site.Operator.Ledger.Read(GateStore.Pending));
    }

    [Fact]
    public void A_run_whose_tasks_do_not_start_by_themselves_leaves_it_to_its_lead()
    {
        FailedTwice(RunMode.Autonomous);
        _site.Operator.Ledger.Write(tx => RunStore.SetLoop(tx, _site.Run.Id, false));
        Assert.Empty(Ask());
    }

    private static TaskState State(string word) => Enum.Parse<TaskState>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private TaskRecord Begin(RunMode mode)
    {
        _site.Project.Write(".overstory/config.local.yaml", $"merge: {{ policy: {(mode == RunMode.Autonomous ? "ready" : "manual")} }}\n");
        _site.Operator.Ledger.Write(tx => RunStore.SetLoop(tx, _site.Run.Id, true));
        return _site.Add("Task");
    }

    private TaskRecord FailedTwice(RunMode mode)
    {
        var task = Begin(mode);
        Fail(task);
        Again(task);
        Fail(task);
        return task;
    }

    private void Fail(TaskRecord task) => _site.Operator.Ledger.Write(tx =>
    {
        TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.InProgress, "operator");
        TaskAttemptStore.Add(tx, TaskStore.ById(tx.Sql, task.Id)!, new TaskAttempt("builder-9", AttemptStatus.Failed, "too big", [], [], null, tx.Now));
        TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Failed, "operator", "too big");
    });

    private void Again(TaskRecord task) => _site.Operator.Ledger.Write(tx => TaskReopener.Reopen(tx, TaskStore.ById(tx.Sql, task.Id)!, "lead-1", "once more"));

    private void Close(TaskRecord task) => _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, task, TaskState.Closed, "operator", "planned"));

    private string[] Ask() => [.. Replanning.Ask(new TickContext(_site.Operator, false, false, null, TestContext.Current.CancellationToken)).Select(decision => $"{decision.Action} {decision.Subject}")];
}
