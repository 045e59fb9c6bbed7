using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Reviewing;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Watching;
using Ov.Tests.Merging;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Gates;

/// <summary>Gates in a ledger: what they hold, how they are decided, and what follows.</summary>
public sealed class GateTests : IDisposable
{
    private readonly TaskSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Nothing_starts_before_the_plan_is_approved_and_a_no_holds_until_it_is_asked_again()
    {
        var task = _site.Add("One");
        _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        _site.Project.AddAgent(_site.Run, "builder-1");
        var gate = As("lead-1", app => GateOpener.Open(app, app.Caller, _site.Run, new GateDraft(GateKind.Plan, "In this order?")));

        Assert.Contains(gate.Id, Refusal.Of(ErrorCode.GatePending, () => Claim(task)).Message);
        Assert.Equal(ReviewKind.Gate, Assert.Single(ReviewList.Decisions(_site.Operator)).Kind);
        Assert.Equal(1, new StatusReader(_site.Operator, false, null).Known().PendingGateCount);
        Decide(gate, GateAnswer.Reject, "Too big.");
        Assert.Contains("Too big.", Refusal.Of(ErrorCode.GatePending, () => Claim(task)).Message);
        Assert.Equal(0, new StatusReader(_site.Operator, false, null).Known().PendingGateCount);

        var again = Open(GateKind.Plan);
        Refusal.Of(ErrorCode.State, () => Open(GateKind.Plan));
        Decide(again, GateAnswer.Approve);
        Refusal.Of(ErrorCode.State, () => Decide(again, GateAnswer.Reject, "No."));
        Claim(task);
        Assert.Equal(TaskState.InProgress, _site.Now(task).State);
    }

    [Fact]
    public void A_gate_of_one_task_holds_that_task_and_whoever_only_reads_may_look()
    {
        var (one, two) = (_site.Add("One"), _site.Add("Two"));
        Open(GateKind.Scope, one);
        _site.Operator.Ledger.Read(sql =>
        {
            Assert.Equal(ErrorCode.GatePending, TaskReadiness.For(sql, one).Refusal);
            Assert.True(TaskReadiness.For(sql, one, onlyReads: true).IsReady);
            Assert.True(TaskReadiness.For(sql, two).IsReady);
            return true;
        });
    }

    [Fact]
    public void Whoever_asked_gets_the_answer_by_mail_and_only_the_operator_gives_it()
    {
        var asker = _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        var gate = As("lead-1", app => GateOpener.Open(app, app.Caller, _site.Run, new GateDraft(GateKind.Plan, "In this order?")));
        As("lead-1", app => Refusal.Of(ErrorCode.NotOperator, () => GateDecider.Decide(app, app.Caller, gate, GateAnswer.Approve, "")));
        using (var desk = _site.Project.App())
        {
            Refusal.Of(ErrorCode.NotOperator, () => GateDecider.Decide(desk, desk.Caller, gate, GateAnswer.Approve, ""));
        }

        Decide(gate, GateAnswer.Approve, "Go on.");
        var mail = Assert.Single(_site.Operator.Ledger.Read(sql => Core.Mail.MailStore.Queued(sql, asker.Name)));
        Assert.Equal(("operator", "plan gate: approve"), (mail.Sender, mail.Subject));
        Assert.Contains("Go on.", mail.Body);
    }

    [Fact]
    public void A_claim_is_confirmed_by_a_scout_that_had_no_part_in_it()
    {
        var task = _site.Add("One");
        _site.Worker("builder-1", task);
        _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        _site.Project.AddAgent(_site.Run, "scout-1", "scout");
        var gate = As("lead-1", app => GateOpener.Open(app, app.Caller, _site.Run, new GateDraft(GateKind.Confirm, "Is the header written?", TaskId: task.Id)));
        As("builder-1", app => Refusal.Of(ErrorCode.NotOperator, () => GateDecider.Decide(app, app.Caller, gate, GateAnswer.Confirmed, "Yes.")));
        As("scout-1", app => Refusal.Of(ErrorCode.Usage, () => GateDecider.Decide(app, app.Caller, gate, GateAnswer.Refuted, "")));
        var decided = As("scout-1", app => GateDecider.Decide(app, app.Caller, gate, GateAnswer.Refuted, "src/csv.cs has no header."));
        Assert.Equal(("scout-1", GatePoint.Landing), (decided.DecidedBy, decided.Holds));
    }

    [Fact]
    public void Feedback_leads_to_approval_and_after_two_rounds_the_state_counts_and_its_gaps_are_named()
    {
        for (var round = 1; round <= 3; round++)
        {
            Decide(Open(GateKind.Feedback), GateAnswer.Changes, $"Round {round}.");
            Assert.Equal(round < 3, Held(GateKind.Feedback));
        }

        var approval = Assert.Single(Pending());
        Assert.Equal(GateKind.Approval, approval.Kind);
        Assert.Contains("Round 3.", approval.Evidence);
        Refusal.Of(ErrorCode.GatePending, () => RunCompleter.Complete(_site.Operator, Caller.Operator, _site.Run, force: false));
        Decide(approval, GateAnswer.Approve);
        RunCompleter.Complete(_site.Operator, Caller.Operator, _site.Run, force: false);
    }

    [Fact]
    public void A_result_that_is_as_it_should_be_is_asked_to_be_approved_and_one_to_be_changed_is_not()
    {
        Decide(Open(GateKind.Feedback), GateAnswer.Changes, "Shorter.");
        Assert.Empty(Pending());
        Decide(Open(GateKind.Feedback), GateAnswer.Done);
        Assert.Equal(GateKind.Approval, Assert.Single(Pending()).Kind);
    }

    [Fact]
    public void The_third_replan_asks_for_guidance_and_guidance_allows_one_more()
    {
        for (var plan = 0; plan < 3; plan++)
        {
            Decide(Open(GateKind.Plan), GateAnswer.Approve);
        }

        var breaker = Open(GateKind.Plan);
        Assert.Equal(GateKind.BreakerReplan, breaker.Kind);
        Assert.Contains("2 of 2 used", breaker.Evidence);
        Decide(breaker, GateAnswer.Guidance, "Only the parser.");
        var last = Open(GateKind.Plan);
        Assert.Equal(GateKind.Plan, last.Kind);
        Decide(last, GateAnswer.Approve);
        Assert.Equal(GateKind.BreakerReplan, Open(GateKind.Plan).Kind);
    }

    [Fact]
    public void An_abort_at_a_breaker_aborts_the_run_once_nobody_works()
    {
        var task = _site.Add("One");
        for (var plan = 0; plan < 3; plan++)
        {
            Decide(Open(GateKind.Plan), GateAnswer.Approve);
        }

        var breaker = Open(GateKind.Plan);
        var agent = _site.Project.AddAgent(_site.Run, "builder-1");
        Refusal.Of(ErrorCode.State, () => Decide(breaker, GateAnswer.Abort));
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, agent, AgentState.Stopped, "operator"));
        Decide(breaker, GateAnswer.Abort);
        Assert.Equal((TaskState.Canceled, RunState.Aborted), (_site.Now(task).State, _site.Operator.Ledger.Read(sql => RunStore.ById(sql, _site.Run.Id))!.State));
        Refusal.Of(ErrorCode.State, () => Open(GateKind.Plan));
    }

    [Fact]
    public void An_autonomous_run_is_asked_nothing_and_stops_at_the_same_ceiling()
    {
        var run = RunStarter.Start(_site.Operator, Caller.Operator, new RunStart("auto", null, "", Mode: RunMode.Autonomous));
        GateRecord OpenThere(GateKind kind) => GateOpener.Open(_site.Operator, Caller.Operator, run, new GateDraft(kind, "Go on?"));
        for (var plan = 0; plan < 3; plan++)
        {
            Assert.Equal((GateState.Decided, GateRules.Policy), OpenThere(GateKind.Plan) is var gate ? (gate.State, gate.DecidedBy) : default);
        }

        Refusal.Of(ErrorCode.Breaker, () => OpenThere(GateKind.Plan));
        OpenThere(GateKind.Feedback);
        Assert.Empty(Pending());
        Assert.Equal(GateState.Pending, OpenThere(GateKind.Destructive).State);
    }

    [Fact]
    public void What_nobody_answers_in_time_expires_once_its_asker_is_told_and_silence_is_no_yes()
    {
        var task = _site.Add("One");
        _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        _site.Project.AddAgent(_site.Run, "builder-1");
        var gate = As("lead-1", app => GateOpener.Open(app, app.Caller, _site.Run, new GateDraft(GateKind.Plan, "In this order?", For: TimeSpan.Zero)));
        Assert.Contains(Tick.Run(_site.Operator, dryRun: false).Decisions, one => one is { Step: "gate", Done: true });
        Assert.DoesNotContain(Tick.Run(_site.Operator, dryRun: false).Decisions, one => one.Step == "gate");
        Assert.Equal("plan gate: expired", Assert.Single(_site.Operator.Ledger.Read(sql => Core.Mail.MailStore.Queued(sql, "lead-1"))).Subject);
        Refusal.Of(ErrorCode.State, () => Decide(gate, GateAnswer.Approve));
        Refusal.Of(ErrorCode.GatePending, () => Claim(task));
    }

    [Fact]
    public void A_gate_of_a_run_that_has_ended_takes_no_answer_and_is_no_longer_asked()
    {
        var gate = Open(GateKind.Plan);
        RunAborter.Abort(_site.Operator, Caller.Operator, _site.Run, "Enough.");
        Assert.Empty(Pending());
        Refusal.Of(ErrorCode.State, () => Decide(gate, GateAnswer.Approve));
        Tick.Run(_site.Operator, dryRun: false);
        Assert.Equal(GateState.Expired, _site.Operator.Ledger.Read(sql => GateStore.ById(sql, gate.Id))!.State);
    }

    [Fact]
    public void Nothing_of_a_task_lands_before_its_commit_gate_is_approved()
    {
        using var site = new MergeSite();
        var (task, _) = site.Reported("one", ("one.txt", "1\n"));
        var before = site.Tip("trunk");
        var gate = GateOpener.Open(site.App, Caller.Operator, site.Run, new GateDraft(GateKind.Commit, "Ready?", TaskId: task.Id));
        Assert.Equal((ErrorCode.GatePending.Name, before), (site.Merge("one").Problem?.Code.Name, site.Tip("trunk")));
        GateDecider.Decide(site.App, Caller.Operator, gate, GateAnswer.Approve, "");
        Assert.Null(site.Merge("one").Problem);
        Assert.NotEqual(before, site.Tip("trunk"));
    }

    [Fact]
    public void A_wait_ends_when_a_gate_is_decided_and_a_no_is_no_good_end()
    {
        var (yes, no) = (Open(GateKind.Plan), Open(GateKind.Approval));
        IReadOnlyList<WaitSubject> Wait(GateRecord gate) => AgentWaiter.Wait(_site.Operator, Caller.Operator, [gate.Id], WaitGoal.Done, TimeSpan.Zero, default);
        Refusal.Of(ErrorCode.TimedOut, () => Wait(yes));
        Assert.True(_site.Operator.Ledger.Read(WaitSubject.Gates).Reached);
        Decide(yes, GateAnswer.Approve);
        Decide(no, GateAnswer.Reject, "Not yet.");
        Assert.True(Assert.Single(Wait(yes)).Good);
        Assert.Equal((false, "Not yet."), Assert.Single(Wait(no)) is var end ? (end.Good, end.Reason) : default);
        Assert.False(_site.Operator.Ledger.Read(WaitSubject.Gates).Reached);
    }

    [Fact]
    public void What_is_asked_on_every_start_and_every_look_goes_by_its_index()
    {
        var plans = _site.Operator.Ledger.Read(sql => new[] { GateStore.PendingOfActive, GateStore.HoldingOf }
            .Select(query => string.Join('\n', sql.All($"EXPLAIN QUERY PLAN {query}", row => row.Text("detail")))).ToList());
        Assert.Contains("gate_pending", plans[0]);
        Assert.Contains("gate_holding", plans[1]);
        Assert.DoesNotContain(plans, plan => plan.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private GateRecord Open(GateKind kind, TaskRecord? task = null) => GateOpener.Open(_site.Operator, Caller.Operator, _site.Run, new GateDraft(kind, "Go on?", TaskId: task?.Id));

    private GateRecord Decide(GateRecord gate, GateAnswer answer, string text = "") => GateDecider.Decide(_site.Operator, Caller.Operator, gate, answer, text);

    private void Claim(TaskRecord task) => As("builder-1", app => TaskClaimer.Claim(app, app.Caller, task));

    private List<GateRecord> Pending() => _site.Operator.Ledger.Read(GateStore.Pending);

    private bool Held(GateKind kind) => _site.Operator.Ledger.Read(sql => GateStore.Last(sql, _site.Run.Id, null, kind))!.Holds != GatePoint.None;

    private T As<T>(string name, Func<OvApp, T> act)
    {
        using var app = _site.Project.AgentApp(name);
        return act(app);
    }
}
