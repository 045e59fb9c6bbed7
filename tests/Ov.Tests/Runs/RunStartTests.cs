using System.Collections.Concurrent;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Runs;

public sealed class RunStartTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _app;

    public RunStartTests() => _app = _project.OperatorApp();

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void On_the_default_branch_a_run_gets_a_branch_of_its_own_cut_from_it_and_no_checkout_moves()
    {
        var run = RunStarter.Start(_app, Caller.Operator, new RunStart(Objective: " Do it "));
        Assert.Equal(("run-1", "ov/run-1", RunState.Active, "Do it"), (run.Name, run.Target, run.State, run.Objective));
        Assert.Equal(_project.Git("rev-parse", "main"), _project.Git("rev-parse", "ov/run-1"));
        Assert.Equal("main", _project.Git("branch", "--show-current").Trim());
        Assert.Equal("run-2", RunStarter.Start(_app, Caller.Operator, new RunStart()).Name);
    }

    [Fact]
    public void Where_tasks_start_by_themselves_it_says_what_that_may_come_to_at_worst()
    {
        _project.Write(".overstory/config.local.yaml", "agents: { askAbove: 7 }\nbudgets: { agent: { maxTurns: 10 } }\n");
        var token = _app.Environment.Variables["OV_OPERATOR_TOKEN"];
        Answered Start(params string[] more) => _project.Ov([("OV_OPERATOR_TOKEN", token)], ["run", "start", .. more]);
        Assert.Contains("up to 7 agents at once, at worst 70 turns (10 turns each)", Start("--template", "waves").Error);
        Assert.Contains("up to 3 agents at once", Start("--template", "waves", "--set", "dispatch.cap=3").Error);
        Assert.DoesNotContain("at once", Start("--template", "loop").Error);
        Assert.DoesNotContain("at once", Start().Error);
    }

    [Fact]
    public void On_another_branch_the_run_lands_there_and_stays_there_when_the_checkout_moves_on()
    {
        _project.Git("switch", "-q", "-c", "feature");
        var run = RunStarter.Start(_app, Caller.Operator, new RunStart());
        Assert.Equal("feature", run.Target);
        _project.Git("switch", "-q", "main");
        Assert.Equal(run.Id, DefaultRun.Ensure(_app, Caller.Operator).Id);
    }

    [Fact]
    public void A_detached_head_gets_a_branch_cut_from_its_commit()
    {
        _project.Git("switch", "-q", "--detach");
        Assert.Equal("ov/run-1", RunStarter.Start(_app, Caller.Operator, new RunStart()).Target);
    }

    [Theory]
    [InlineData("trunk", "trunk")]
    [InlineData("master", "master")]
    public void The_default_branch_is_found_under_its_usual_names(string name, string expected)
    {
        _project.Git("branch", "-q", "-m", name);
        _project.Git("branch", "-q", "feature");
        Assert.Equal(expected, DefaultBranch.Of(_app));
    }

    [Fact]
    public void What_the_remote_or_the_configuration_calls_default_comes_first()
    {
        _project.Git("branch", "-q", "stable");
        _project.Git("update-ref", "refs/remotes/origin/stable", "HEAD");
        _project.Git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/stable");
        Assert.Equal("stable", DefaultBranch.Of(_app));
        _project.Write(".overstory/config.yaml", "project:\n  canonicalBranch: next\n");
        using var fresh = _project.App();
        Assert.Equal("next", DefaultBranch.Of(fresh));
    }

    [Fact]
    public void A_protected_branch_is_not_landed_on_unless_it_is_named()
    {
        _project.Write(".overstory/config.yaml", "merge:\n  protected: [release]\n");
        _project.Git("switch", "-q", "-c", "release");
        Assert.Equal("ov/run-1", RunStarter.Start(_app, Caller.Operator, new RunStart()).Target);
        Assert.Equal("release", RunStarter.Start(_app, Caller.Operator, new RunStart(Target: "release")).Target);
    }

    [Fact]
    public void A_target_that_does_not_exist_is_refused_with_the_nearest()
    {
        Assert.Contains("'main'", Refusal.Of(ErrorCode.NotFound, () => RunStarter.Start(_app, Caller.Operator, new RunStart(Target: "mian"))).Message);
        Assert.Empty(_app.Ledger.Read(RunStore.All));
    }

    [Theory]
    [InlineData("-x", "For example: x")]
    [InlineData("a..b", "For example: ")]
    public void What_git_takes_for_no_branch_is_no_target_and_no_advice_makes_it_one(string target, string hint)
    {
        Assert.StartsWith(hint, Refusal.Of(ErrorCode.Usage, () => RunStarter.Start(_app, Caller.Operator, new RunStart(Target: target))).Hint);
        Assert.Empty(_app.Ledger.Read(RunStore.All));
    }

    [Fact]
    public void A_name_is_used_once_and_a_branch_that_points_elsewhere_is_not_taken()
    {
        RunStarter.Start(_app, Caller.Operator, new RunStart("beta", "main"));
        Refusal.Of(ErrorCode.NameTaken, () => RunStarter.Start(_app, Caller.Operator, new RunStart("beta")));
        _project.Git("branch", "ov/gamma");
        _project.Git("branch", "ov/run-1");
        _project.Write("a.txt", "a\n");
        _project.Git("add", "-A");
        _project.Git("commit", "-q", "-m", "More");
        var foreign = _project.Git("rev-parse", "ov/gamma");
        Refusal.Of(ErrorCode.NameTaken, () => RunStarter.Start(_app, Caller.Operator, new RunStart("gamma")));
        Assert.Equal(foreign, _project.Git("rev-parse", "ov/gamma"));
        Assert.Equal("ov/run-2", RunStarter.Start(_app, Caller.Operator, new RunStart()).Target);
        Refusal.Of(ErrorCode.Usage, () => RunStarter.Start(_app, Caller.Operator, new RunStart("../evil")));
    }

    [Fact]
    public void Racing_first_tasks_share_one_run_and_one_branch()
    {
        const int racers = 8;
        var runs = new ConcurrentBag<string>();
        using var start = new Barrier(racers);
        Parallel.For(0, racers, new ParallelOptions { MaxDegreeOfParallelism = racers }, _ =>
        {
            using var app = _project.App();
            var caller = app.Caller;
            start.SignalAndWait();
            runs.Add(DefaultRun.Write(app, caller, (tx, run) => TaskAdder.Add(tx, run, new TaskDraft("Race"), caller)).RunId);
        });
        Assert.Single(runs.Distinct());
        Assert.Single(_app.Ledger.Read(RunStore.All));
        Assert.Equal(racers, _app.Ledger.Read(TaskStore.All).Count);
        Assert.Equal("ov/run-1", _project.Git("branch", "--list", "ov/*").Trim());
    }

    [Fact]
    public void Work_that_is_refused_leaves_no_first_run_and_no_branch()
    {
        Refusal.Of(ErrorCode.NotFound, () => DefaultRun.Write(_app, Caller.Operator, (tx, run) => TaskAdder.Add(tx, run, new TaskDraft("Waits") { Needs = ["7"] }, Caller.Operator)));
        Assert.Empty(_app.Ledger.Read(RunStore.All));
        Assert.Equal("", _project.Git("branch", "--list", "ov/*"));
    }

    [Fact]
    public void Racing_starts_get_a_run_each_with_a_name_and_branch_of_its_own()
    {
        const int racers = 6;
        var runs = new ConcurrentBag<RunRecord>();
        Parallel.For(0, racers, new ParallelOptions { MaxDegreeOfParallelism = racers }, _ =>
        {
            using var app = _project.App();
            runs.Add(RunStarter.Start(app, app.Caller, new RunStart()));
        });
        Assert.Equal(racers, runs.Select(run => run.Target).Distinct().Count());
        Assert.Equal(racers, runs.Select(run => run.Name).Distinct().Count());
    }

    [Fact]
    public void A_repository_without_a_commit_has_nothing_to_start_from()
    {
        _project.Git("update-ref", "-d", "refs/heads/main");
        Refusal.Of(ErrorCode.NoCommit, () => RunStarter.Start(_app, Caller.Operator, new RunStart()));
        Assert.Empty(_app.Ledger.Read(RunStore.All));
    }

    [Fact]
    public void A_branch_that_a_crash_left_without_its_run_is_taken_by_the_next_start()
    {
        _project.Git("branch", "ov/run-1");
        Assert.Equal("ov/run-1", RunStarter.Start(_app, Caller.Operator, new RunStart()).Target);
    }

    [Fact]
    public void An_agent_starts_no_run()
    {
        var run = RunStarter.Start(_app, Caller.Operator, new RunStart());
        var agent = new Caller(CallerKind.Agent, _project.AddAgent(run, "lead-1", "lead"));
        Refusal.Of(ErrorCode.NotOperator, () => RunStarter.Start(_app, agent, new RunStart("own")));
        Assert.Equal(run.Id, DefaultRun.Ensure(_app, agent).Id);
    }
}
