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
        Assert.Equal([task.Id], Refusal.Of(ErrorCode.State, () => Complete(Caller.Operator)).Lists["tasks"]);
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

    private RunRecord Complete(Caller caller, bool force = false) => RunCompleter.Complete(_site.Operator, caller, _site.Run, force);
}
