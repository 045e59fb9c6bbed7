using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Merging;
using Ov.Tests.Tasks;

namespace Ov.Tests.Reviewing;

/// <summary>Interactive runs land nothing unreviewed.</summary>
public sealed class LandingReviewTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(CallerKind.Operator, RunMode.Interactive, false, true)]
    [InlineData(CallerKind.Operator, RunMode.Autonomous, false, true)]
    [InlineData(CallerKind.Unidentified, RunMode.Interactive, false, false)]
    [InlineData(CallerKind.Unidentified, RunMode.Interactive, true, true)]
    [InlineData(CallerKind.Unidentified, RunMode.Autonomous, false, true)]
    [InlineData(CallerKind.Agent, RunMode.Interactive, false, false)]
    [InlineData(CallerKind.Agent, RunMode.Interactive, true, true)]
    [InlineData(CallerKind.Agent, RunMode.Autonomous, false, true)]
    [InlineData(CallerKind.Watch, RunMode.Interactive, false, false)]
    [InlineData(CallerKind.Watch, RunMode.Interactive, true, true)]
    [InlineData(CallerKind.Watch, RunMode.Autonomous, false, true)]
    public void Who_may_land_what(CallerKind caller, RunMode mode, bool approved, bool may)
    {
        Assert.Equal(may, LandingReview.May(caller, mode, approved, touchesProtected: false));
        Assert.Equal(approved || caller == CallerKind.Operator, LandingReview.May(caller, mode, approved, touchesProtected: true));
    }

    [Fact]
    public void Protected_paths_land_by_the_operators_word_only_even_by_themselves()
    {
        _site.Project.Write(".overstory/config.yaml", "merge:\n  policy: ready\n  protectedPaths: [\".github/**\", \"*.lock\"]\n");
        _site.Reported("one", ("src/a.txt", "a\n"), (".github/workflows/ci.yml", "x\n"));
        _site.Reported("two", ("src/b.txt", "b\n"));
        using var desk = _site.Project.App();
        var outcomes = _site.MergeAll(desk).ToDictionary(outcome => outcome.Branch);
        Assert.Equal((ErrorCode.Unreviewed, null), (outcomes["one"].Problem?.Code, outcomes["two"].Problem));
        Assert.Equal([".github/workflows/ci.yml"], outcomes["one"].Problem!.Lists["protectedFiles"]);
        using var person = _site.Project.OperatorApp();
        Assert.Null(_site.Merge("one", person).Problem);
    }

    [Theory]
    [InlineData(null, MergePolicy.Manual, RunMode.Interactive)]
    [InlineData(null, MergePolicy.Ready, RunMode.Autonomous)]
    [InlineData(RunMode.Interactive, MergePolicy.Ready, RunMode.Interactive)]
    [InlineData(RunMode.Autonomous, MergePolicy.Manual, RunMode.Autonomous)]
    public void A_run_without_a_mode_follows_the_settings(RunMode? mode, MergePolicy policy, RunMode expected) =>
        Assert.Equal(expected, LandingReview.ModeOf(_site.Run with { Mode = mode }, policy));

    [Fact]
    public void The_desk_lands_what_was_approved_and_only_that_commit_of_it()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        using var desk = _site.Project.App();
        var before = _site.Tip("trunk");
        var refused = Assert.Single(_site.MergeAll(desk));
        Assert.Equal((ErrorCode.Unreviewed, MergeState.Queued, before), (refused.Problem?.Code, refused.Entry!.State, _site.Tip("trunk")));
        Assert.Contains("run run-1 is interactive", refused.Problem!.Message);

        Reviewer.Approve(_site.App, Caller.Operator, "one", null);
        _site.CommitTo("one", "trunk", ("unseen.txt", "x\n"));
        Assert.Equal(ErrorCode.Unreviewed, _site.Merge("one", desk).Problem?.Code);
        Assert.Equal(before, _site.Tip("trunk"));

        Reviewer.Approve(_site.App, Caller.Operator, "one", _site.Tip("one"));
        Assert.Null(_site.Merge("one", desk).Problem);
        Assert.Equal("x\n", _site.Show("trunk", "unseen.txt"));
    }

    [Fact]
    public void What_was_looked_at_lands_and_nothing_that_came_after_it()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        var seen = BranchReview.Of(_site.App, Caller.Operator, "one").Tip;
        _site.CommitTo("one", "trunk", ("unseen.txt", "x\n"));
        var refused = Assert.Single(LandingRound.Run(_site.App, Caller.Operator, new LandingAsk(["one"]) { Tip = seen }));
        Assert.Equal(ErrorCode.VersionChanged, refused.Problem?.Code);
        Refusal.Of(ErrorCode.VersionChanged, () => Reviewer.Approve(_site.App, Caller.Operator, "one", seen));
        Assert.Null(Assert.Single(LandingRound.Run(_site.App, Caller.Operator, new LandingAsk(["one"]) { Tip = _site.Tip("one")[..10] })).Problem);
    }

    [Fact]
    public void An_autonomous_run_lands_without_a_person_and_says_so_when_it_starts()
    {
        var run = RunStarter.Start(_site.App, Caller.Operator, new RunStart("auto", "trunk", Mode: RunMode.Autonomous));
        Assert.Equal(RunMode.Autonomous, _site.App.Ledger.Read(sql => RunItem.Of(sql, RunStore.ById(sql, run.Id)!, _site.App.Ledger.Now)).Mode);
        var task = _site.Project.AddTask(run, "Work");
        _site.Branch("two", ("two.txt", "2\n"));
        var agent = _site.Project.AddAgent(run, "b-two", task: task);
        _site.App.Ledger.Write(tx =>
        {
            TaskStore.SetBranch(tx, task.Id, "two");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, agent.Name);
        });
        using var desk = _site.Project.App();
        Assert.Null(_site.Merge("two", desk).Problem);
    }
}
