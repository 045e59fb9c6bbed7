using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Tests.Merging;

/// <summary>Who brings which branch into the queue.</summary>
public sealed class AdmissionTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(CallerKind.Operator, false, false, false, false, null, null)]
    [InlineData(CallerKind.Operator, false, false, false, false, TaskState.InProgress, null)]
    [InlineData(CallerKind.Watch, false, false, false, false, TaskState.Completed, null)]
    [InlineData(CallerKind.Unidentified, false, false, false, false, TaskState.Completed, null)]
    [InlineData(CallerKind.Unidentified, false, false, false, false, TaskState.InProgress, "premature-merge")]
    [InlineData(CallerKind.Unidentified, false, false, false, false, null, "not-operator")]
    [InlineData(CallerKind.Agent, true, false, true, false, TaskState.Completed, null)]
    [InlineData(CallerKind.Agent, true, false, true, false, TaskState.InProgress, "premature-merge")]
    [InlineData(CallerKind.Agent, false, true, false, false, TaskState.Completed, null)]
    [InlineData(CallerKind.Agent, false, true, true, false, TaskState.Completed, "premature-merge")]
    [InlineData(CallerKind.Agent, false, true, true, true, TaskState.Completed, null)]
    [InlineData(CallerKind.Agent, false, false, false, false, TaskState.Completed, "not-owner")]
    [InlineData(CallerKind.Agent, false, false, true, true, TaskState.Completed, "not-owner")]
    [InlineData(CallerKind.Agent, true, true, false, false, null, "not-operator")]
    public void The_table_of_authority(CallerKind caller, bool ownsParent, bool ownsTask, bool hasParent, bool cameBack, TaskState? task, string? code) =>
        Assert.Equal(code, new MergeAuthority(caller, ownsParent, ownsTask, hasParent, cameBack, task).Refusal("b")?.Code.Name);

    [Fact]
    public void A_lead_brings_its_workers_branch_and_a_stranger_does_not()
    {
        var lead = _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        var stranger = _site.Project.AddAgent(_site.Run, "lead-2", "lead");
        _site.Branch("work", ("one.txt", "1\n"));
        var task = _site.Project.AddTask(_site.Run, "Work");
        var worker = _site.Project.AddAgent(_site.Run, "builder-1", task: task, parent: lead);
        _site.App.Ledger.Write(tx =>
        {
            TaskStore.SetBranch(tx, task.Id, "work");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, worker.Name);
        });
        Assert.Equal(ErrorCode.PrematureMerge, Refusal(new Caller(CallerKind.Agent, stranger), "work"));
        Assert.Equal(ErrorCode.PrematureMerge, Refusal(new Caller(CallerKind.Agent, worker), "work"));
        Assert.Equal(MergeState.Queued, LandingRound.Queue(_site.App, new Caller(CallerKind.Agent, lead), "work", null).State);
    }

    [Fact]
    public void The_same_report_twice_is_one_entry_and_a_newer_tip_takes_its_place()
    {
        _site.Branch("one", ("one.txt", "1\n"));
        var first = LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        Assert.Equal(first.Id, LandingRound.Queue(_site.App, Caller.Operator, "one", null).Id);
        var tip = _site.CommitTo("one", "trunk", ("two.txt", "2\n"));
        var again = LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        Assert.Equal((first.Id, tip), (again.Id, again.Tip));
        Assert.Equal(["one.txt", "two.txt"], again.Files);
    }

    [Fact]
    public void A_missing_branch_an_empty_one_and_one_without_common_history_are_refused()
    {
        _site.Branch("feature", ("one.txt", "1\n"));
        var missing = Assert.Throws<OvException>(() => LandingRound.Queue(_site.App, Caller.Operator, "featur", null));
        Assert.Equal(ErrorCode.NotFound, missing.Code);
        Assert.Contains("feature", missing.Message);
        _site.Project.Git("branch", "empty", "trunk");
        Assert.Equal(ErrorCode.NoCommit, Refusal(Caller.Operator, "empty"));
        var tree = _site.Project.Git("rev-parse", "trunk^{tree}").Trim();
        _site.Project.Git("branch", "orphan", _site.Project.Git("commit-tree", "-m", "alone", tree).Trim());
        Assert.Equal(ErrorCode.Failed, Refusal(Caller.Operator, "orphan"));
        Assert.Equal(ErrorCode.Usage, Refusal(Caller.Operator, "trunk"));
    }

    [Fact]
    public void What_has_landed_is_not_queued_again()
    {
        _site.Branch("one", ("one.txt", "1\n"));
        _site.Merge("one");
        Assert.Equal(ErrorCode.State, Refusal(Caller.Operator, "one"));
        _site.CommitTo("one", "trunk", ("two.txt", "2\n"));
        Assert.Null(_site.Merge("one").Problem);
    }

    [Theory]
    [InlineData(".claude/settings.local.json", ".claude/settings.local.json")]
    [InlineData(".claude/hooks/x", ".claude")]
    public void A_branch_with_a_file_that_ov_wrote_is_refused(string committed, string written)
    {
        _site.Branch("one", ("one.txt", "1\n"), (committed, "{}\n"));
        _site.App.Ledger.Write(tx => WorktreeStore.Insert(tx, new WorktreeRecord(
            tx.NewId("worktree"), null, _site.Run.Id, "/nowhere", "one", _site.Tip("trunk"), WorktreeState.Ready, [written], tx.Now, null, null)));
        var refusal = Assert.Throws<OvException>(() => LandingRound.Queue(_site.App, Caller.Operator, "one", null));
        Assert.Equal(ErrorCode.OursInBranch, refusal.Code);
        Assert.Equal([committed], refusal.Lists["files"]);
    }

    [Fact]
    public void Another_target_is_the_operators_choice_and_a_protected_one_has_to_be_named()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Project.Git("branch", "release", "main");
        _site.Project.Write(".overstory/config.yaml", "merge:\n  protected: [release]\n");
        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => LandingRound.Queue(_site.App, Caller.Unidentified, "one", "release")).Code);
        var outcome = Assert.Single(LandingRound.Run(_site.App, Caller.Operator, new LandingAsk(["one"], Into: "release")));
        Assert.Null(outcome.Problem);
        Assert.Equal("1\n", _site.Show("release", "one.txt"));
        Assert.DoesNotContain("one.txt", _site.Project.Git("ls-tree", "--name-only", "trunk"));
    }

    [Fact]
    public void A_dry_run_tells_the_conflict_and_queues_nothing()
    {
        _site.Branch("one", ("file.txt", "uno\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Branch("two", ("file.txt", "zwei\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Merge("one");
        var tip = _site.Tip("trunk");
        var forecasts = LandingForecast.For(_site.App, Caller.Operator, new LandingAsk(["two"]));
        var forecast = Assert.Single(forecasts);
        Assert.Equal(("conflict", true), (forecast.PredictedTier, forecast.WouldRequireAgent));
        Assert.Equal(["file.txt"], forecast.ConflictFiles);
        Assert.Null(_site.App.Ledger.Read(sql => MergeStore.NewestOf(sql, "two", "trunk")));
        Assert.Equal(tip, _site.Tip("trunk"));
        Assert.Equal("", _site.Project.Git("for-each-ref", "refs/overstory/queue/"));
    }

    private ErrorCode Refusal(Caller caller, string branch) => Assert.Throws<OvException>(() => LandingRound.Queue(_site.App, caller, branch, null)).Code;
}
