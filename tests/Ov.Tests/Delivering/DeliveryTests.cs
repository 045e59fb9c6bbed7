using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Delivering;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Merging;
using Ov.Tests.Tasks;

namespace Ov.Tests.Delivering;

public sealed class DeliveryTests : IDisposable
{
    private readonly MergeSite _site = new("ov/run-1");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_run_lands_at_home_once_by_the_way_of_every_merge_and_can_be_undone()
    {
        LandTask("one", "one.txt");
        var main = _site.Tip("main");
        var outcome = Land();
        Assert.Equal(("main", MergeState.Landed, _site.Run.Id, (string?)null), (outcome.Entry!.Target, outcome.Entry.State, outcome.Entry.RunId, outcome.Entry.TaskId));
        Assert.Equal("of one\n", _site.Show("main", "one.txt"));
        Assert.True(File.Exists(Path.Combine(_site.Project.Root, "one.txt")), "the checkout of main follows");
        Assert.Equal(RunState.Active, _site.App.Ledger.Read(sql => RunStore.ById(sql, _site.Run.Id)!.State));

        Assert.Contains("already", Refusal.Of(ErrorCode.State, () => Land()).Message);
        Undoer.Run(_site.App, Caller.Operator, "main", trust: false);
        Assert.Equal(main, _site.Tip("main"));
        Assert.Equal(MergeState.Landed, Land().Entry!.State);

        LandTask("two", "two.txt");
        Assert.Equal(MergeState.Landed, Land().Entry!.State);
        Assert.Equal("of two\n", _site.Show("main", "two.txt"));
    }

    [Fact]
    public void Unfinished_tasks_keep_a_run_from_home_and_so_does_reported_work_that_has_not_landed()
    {
        LandTask("one", "one.txt");
        var (reported, _) = _site.Reported("two", ("two.txt", "2\n"));
        var open = _site.Project.AddTask(_site.Run, "Not begun");
        var refusal = Refusal.Of(ErrorCode.IncompleteBatch, () => Of());
        Assert.Equal([reported.Id, open.Id], refusal.Lists["tasks"]);
        Assert.Contains("ov merge --branch ov/run-1 --into main", refusal.Hint);

        // That way is open: what has landed so far goes home, and the run's name is on it.
        Assert.Null(Assert.Single(LandingRound.Run(_site.App, Caller.Operator, new LandingAsk(["ov/run-1"], "main"))).Problem);
        Assert.Equal("of one\n", _site.Show("main", "one.txt"));
    }

    [Fact]
    public void Nobody_but_the_operator_brings_a_run_home()
    {
        LandTask("one", "one.txt");
        var agent = new Caller(CallerKind.Agent, _site.Project.AddAgent(_site.Run, "coordinator", "coordinator"));
        Assert.All([Caller.Unidentified, agent], caller => Refusal.Of(ErrorCode.NotOperator, () => Delivery.Of(_site.App, caller, _site.Run, null)));
    }

    [Fact]
    public void A_branch_that_is_gone_or_has_nothing_new_or_is_home_itself_is_refused()
    {
        Refusal.Of(ErrorCode.NoCommit, () => Of());
        Assert.Contains("lands on ov/run-1 itself", Refusal.Of(ErrorCode.State, () => Of("ov/run-1")).Message);
        Assert.Contains("Did you mean", Refusal.Of(ErrorCode.NotFound, () => Of("mian")).Message);
        _site.Project.Git("branch", "-D", "ov/run-1");
        Assert.Contains("ov/run-1", Refusal.Of(ErrorCode.NotFound, () => Of()).Message);
    }

    [Fact]
    public void Home_is_the_branch_that_the_run_was_cut_from_though_another_is_the_default()
    {
        _site.Project.Git("switch", "-q", "-c", "release");
        _site.Project.Write(".overstory/config.yaml", "merge:\n  protected: [release]\n");
        using var app = _site.Project.OperatorApp();
        var run = RunStarter.Start(app, Caller.Operator, new RunStart("fix"));
        Assert.Equal(("ov/fix", "release"), (run.Target, run.Home));
        _site.CommitTo("ov/fix", "release", ("fix.txt", "fix\n"));
        _site.Project.Git("switch", "-q", "main");
        Assert.Equal("release", Delivery.Of(app, Caller.Operator, run, null).Home);
        Assert.Null(RunStarter.Start(app, Caller.Operator, new RunStart("named", "main")).Home);
    }

    [Fact]
    public void A_conflict_at_home_lands_nothing_and_goes_on_when_it_is_resolved_on_the_run_s_branch()
    {
        LandTask("one", "file.txt");
        _site.CommitTo("elsewhere", "main", ("file.txt", "theirs\n"));
        _site.Project.Git("merge", "-q", "--ff-only", "elsewhere");
        var refusal = Land().Problem!;
        Assert.Equal((ErrorCode.Conflict, "Merge main into ov/run-1 and resolve it there, then again."), (refusal.Code, refusal.Hint));
        Assert.Equal("theirs\n", _site.Show("main", "file.txt"));

        var folder = Path.Combine(_site.Project.Folder, "mend");
        _site.Project.Git("worktree", "add", "-q", folder, "ov/run-1");
        _site.Project.GitIn(folder, "merge", "-q", "-X", "ours", "main");
        _site.Project.Git("worktree", "remove", "--force", folder);
        Assert.Null(Land().Problem);
        Assert.Equal("of one\n", _site.Show("main", "file.txt"));
    }

    private void LandTask(string branch, string file)
    {
        _site.Reported(branch, (file, $"of {branch}\n"));
        Assert.Null(_site.Merge(branch).Problem);
    }

    private Delivery Of(string? into = null) => Delivery.Of(_site.App, Caller.Operator, _site.Run, into);

    private BranchOutcome Land() => Of().Land(_site.App, Caller.Operator, trust: false, CancellationToken.None);
}
