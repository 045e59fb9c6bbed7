using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Tasks;

namespace Ov.Tests.Runs;

public sealed class RunEndTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_run_with_live_agents_or_unfinished_tasks_does_not_complete_and_they_are_named()
    {
        var task = _site.Add("Work");
        var agent = _site.Project.AddAgent(_site.Run, "builder-1");
        Assert.Equal(["builder-1"], Refusal.Of(ErrorCode.State, () => Complete(Caller.Operator)).Lists["agents"]);
        Refusal.Of(ErrorCode.State, () => Complete(Caller.Operator, force: true));
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, agent, AgentState.Stopped, "operator"));
        Assert.Equal([task.Id], Refusal.Of(ErrorCode.IncompleteBatch, () => Complete(Caller.Operator)).Lists["tasks"]);
        Refusal.Of(ErrorCode.NotOperator, () => Complete(Caller.Unidentified, force: true));
        Assert.Equal(RunState.Completed, Complete(Caller.Operator, force: true).State);
        Assert.Equal(TaskState.Pending, _site.Now(task).State);
        Refusal.Of(ErrorCode.State, () => Complete(Caller.Operator));
    }

    [Fact]
    public void A_coordinator_completes_its_own_run_and_a_builder_does_not()
    {
        var builder = new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "builder-1"));
        Refusal.Of(ErrorCode.NotOperator, () => Complete(builder));
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, builder.Agent!, AgentState.Completed, "operator"));
        var coordinator = new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "coordinator", "coordinator"));
        Assert.Equal(RunState.Completed, Complete(coordinator).State);
    }

    [Fact]
    public void An_aborted_run_cancels_what_is_unfinished_and_keeps_the_work()
    {
        var (open, closed) = (_site.Add("Work"), _site.Add("Look", role: "scout"));
        var agent = _site.Worker("builder-1", open);
        _site.CommitIn("builder-1", "a.txt", "a\n");
        _site.Worker("scout-1", closed, "scout");
        _site.Done("scout-1", closed);
        Refusal.Of(ErrorCode.NotOperator, () => RunAborter.Abort(_site.Operator, Caller.Unidentified, _site.Run, "enough"));
        Assert.Contains("ov stop --all --run run-1", Refusal.Of(ErrorCode.State, () => RunAborter.Abort(_site.Operator, Caller.Operator, _site.Run, "enough")).Hint);
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, agent, AgentState.Stopped, "operator"));
        var (run, canceled) = RunAborter.Abort(_site.Operator, Caller.Operator, _site.Run, "enough");
        Assert.Equal((RunState.Aborted, "enough"), (run.State, run.EndReason));
        Assert.Equal([open.Id], canceled.Select(task => task.Id));
        Assert.Equal((TaskState.Canceled, TaskState.Closed), (_site.Now(open).State, _site.Now(closed).State));
        Assert.Equal("a\n", _site.Project.Git("show", $"{agent.Branch}:a.txt"));
    }

    [Fact]
    public void A_run_fails_by_somebodys_word_once_every_task_has_ended_and_one_of_them_failed()
    {
        var (good, bad) = (_site.Add("Work"), _site.Add("More work"));
        Assert.Equal([good.Id, bad.Id], Refusal.Of(ErrorCode.IncompleteBatch, () => Fail(Caller.Operator)).Lists["tasks"]);
        SetState(good, TaskState.InProgress, TaskState.Completed, TaskState.Closed);
        SetState(bad, TaskState.InProgress, TaskState.Failed);

        Assert.Contains("ov run fail run-1", Refusal.Of(ErrorCode.IncompleteBatch, () => Complete(Caller.Operator)).Hint);
        var builder = _site.Project.AddAgent(_site.Run, "builder-1");
        Refusal.Of(ErrorCode.NotOperator, () => Fail(new Caller(CallerKind.Agent, builder)));
        Assert.Equal(["builder-1"], Refusal.Of(ErrorCode.State, () => Fail(Caller.Operator)).Lists["agents"]);
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, builder, AgentState.Stopped, "operator"));
        Assert.Equal(RunState.Active, Now().State);
        var failed = Fail(Caller.Unidentified);
        Assert.Equal((RunState.Failed, "it cannot be split"), (failed.State, failed.EndReason));
        Assert.NotNull(failed.EndedAt);

        Assert.Contains("final", Refusal.Of(ErrorCode.State, () => RunReopener.Reopen(_site.Operator, Caller.Operator, failed)).Hint);
        Refusal.Of(ErrorCode.State, () => Fail(Caller.Operator));
    }

    [Fact]
    public void A_run_without_a_failed_task_does_not_fail()
    {
        Assert.Contains("No task", Refusal.Of(ErrorCode.State, () => Fail(Caller.Operator)).Message);
        Assert.Equal(RunState.Active, Now().State);
    }

    [Fact]
    public void A_completed_run_is_opened_again_and_goes_on_where_it_ended()
    {
        SetState(_site.Add("Work"), TaskState.Canceled);
        Assert.Contains("takes work", Refusal.Of(ErrorCode.State, () => RunReopener.Reopen(_site.Operator, Caller.Operator, _site.Run)).Hint);
        Complete(Caller.Operator);
        Refusal.Of(ErrorCode.State, () => _site.Add("Too late"));
        Refusal.Of(ErrorCode.NotOperator, () => RunReopener.Reopen(_site.Operator, new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "builder-1")), _site.Run));

        var run = RunReopener.Reopen(_site.Operator, Caller.Unidentified, _site.Run);
        Assert.Equal((RunState.Active, (DateTimeOffset?)null, "main"), (run.State, run.EndedAt, run.Target));
        Assert.Equal(2, _site.Add("More work").Number);
        Assert.Equal(["run.completed", "run.reopened"], _site.Operator.Ledger.Read(sql => sql.All("SELECT type FROM event WHERE type LIKE 'run.%' ORDER BY seq", row => row.Text("type"))));
    }

    [Fact]
    public void A_run_whose_branch_is_gone_is_not_opened_again()
    {
        _site.Project.Git("branch", "side");
        var run = _site.Project.AddRun("run-2", "side");
        run = RunCompleter.Complete(_site.Operator, Caller.Operator, run, force: false);
        _site.Project.Git("branch", "-D", "side");
        Assert.Contains("side", Refusal.Of(ErrorCode.NotFound, () => RunReopener.Reopen(_site.Operator, Caller.Operator, run)).Message);
    }

    private void SetState(TaskRecord task, params TaskState[] states) => _site.Operator.Ledger.Write(tx =>
    {
        foreach (var state in states)
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, state, "operator");
        }
    });

    private RunRecord Now() => _site.Operator.Ledger.Read(sql => RunStore.ById(sql, _site.Run.Id)!);

    private RunRecord Fail(Caller caller) => RunFailer.Fail(_site.Operator, caller, _site.Run, "it cannot be split");

    private RunRecord Complete(Caller caller, bool force = false) => RunCompleter.Complete(_site.Operator, caller, _site.Run, force);
}
