using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Dispatching;
using Ov.Core.Planning;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Core.Watching;
using Ov.Tests.Tasks;

namespace Ov.Tests.Planning;

/// <summary>Rounds of planners on a real ledger: one at a time, within the run's goals and caps, and remembered by the next.</summary>
public sealed class PlanningRoundTests : IDisposable
{
    private readonly TaskSite _site = new();

    public PlanningRoundTests() => _site.Operator.Ledger.Write(tx =>
    {
        RunStore.SetLoop(tx, _site.Run.Id, true);
        RunStore.SetPolicy(tx, _site.Run.Id, (TemplateSource.BuiltIn("waves") with { Emergent = new EmergentPolicy(EmergentKind.Milestone, 0, EmergentPolicy.UsualDomains) }).ToJson());
    });

    public void Dispose() => _site.Dispose();

    [Fact]
    public void One_planner_is_asked_once_nothing_is_left_and_nobody_else_while_it_is_at_work()
    {
        var task = _site.Add("Work");
        Assert.Null(Ask());
        Close(task);
        Assert.Equal("planned run-1: nothing is left to do, and a planner looks for more", Assert.Single(Decisions()));
        var round = Ask()!;
        Assert.Equal(("planner", TaskState.Pending), (round.Role, round.State));
        Assert.Null(Ask());
        Assert.Equal("started #2: all that it needs is done", Assert.Single(Decisions()));

        _site.Project.AddAgent(_site.Run, "planner-1", "planner", round);
        var proposed = Propose("if we do it, it is faster");
        Assert.Null(Ask());
        Assert.Equal($"left #{proposed.Number}: planning: a planner looks for more work (task 2), and nothing else starts meanwhile", Assert.Single(Decisions()));
        Close(round);
        Assert.Equal($"started #{proposed.Number}: all that it needs is done", Assert.Single(Decisions()));
    }

    [Fact]
    public void A_planner_that_died_waits_for_the_work_that_is_there_again()
    {
        var round = Ask()!;
        var task = _site.Add("Meanwhile");
        Assert.Equal([$"started #{task.Number}: all that it needs is done", "left #1: planning: there is work again; a planner looks for more once that is done"], Decisions());
        Close(task);
        Assert.Equal($"started #{round.Number}: all that it needs is done", Assert.Single(Decisions()));
    }

    [Fact]
    public void Each_planner_counts_once_and_new_work_and_the_loop_begin_the_count_anew()
    {
        int Count() => _site.Operator.Ledger.Read(sql => EmergentStore.Unproductive(sql, _site.Run.Id)).Count;
        RunOut();
        Assert.Equal((1, 1), (Count(), Count()));
        Assert.StartsWith("left run-1: backoff: 1 planner in a row found nothing", Assert.Single(Decisions()), StringComparison.Ordinal);
        Assert.Null(Ask());
        Round();
        Assert.Equal(2, Count());
        Close(_site.Add("New work"));
        Assert.Equal(0, Count());
        RunOut();
        Assert.Equal(1, Count());
        RunLooper.Turn(_site.Operator, Caller.Operator, _site.Run, true);
        Assert.Equal(0, Count());
        var round = Ask()!;
        _site.Project.AddAgent(_site.Run, "planner-9", "planner", round);
        var found = Propose("if we do it, it is faster");
        Close(round);
        Close(found);
        Assert.Equal(0, Count());
    }

    [Fact]
    public void A_proposal_is_whole_and_of_a_known_domain_and_only_where_the_run_takes_such()
    {
        Refusal.Of(ErrorCode.Usage, () => Propose(""));
        Refusal.Of(ErrorCode.Usage, () => Propose("if we do it, it is faster", validation: []));
        Refusal.Of(ErrorCode.Usage, () => Propose("if we do it, it is faster", "preformance"));
        var task = Propose("if we do it, it is faster");
        Assert.Equal("## Hypothesis\nif we do it, it is faster\n\n## Validation\n- make bench", task.Body);
        PolicySetter.Set(_site.Operator, Caller.Operator, _site.Run, ["emergent.kind=off"]);
        Refusal.Of(ErrorCode.State, () => Propose("if we do more, it is faster still"));
        Assert.Single(_site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id)));
    }

    [Fact]
    public void Goals_come_first_then_what_lies_beside_them_up_to_the_cap_and_steering_brings_the_goals_back()
    {
        var round = Ask()!;
        _site.Project.AddAgent(_site.Run, "planner-1", "planner", round);
        Refusal.Of(ErrorCode.CorePending, () => Propose("a theme would be nice", tangential: true));
        using (var planner = _site.Project.AgentApp("planner-1"))
        {
            Refusal.Of(ErrorCode.Usage, () => CoreConsolidation.Say(planner, planner.Caller, _site.Run, true, " "));
            Assert.True(CoreConsolidation.Say(planner, planner.Caller, _site.Run, true, "all formats are there").CoreComplete);
        }

        for (var number = 0; number < 5; number++)
        {
            Propose("a theme would be nice", tangential: true);
        }

        Refusal.Of(ErrorCode.LimitEmergent, () => Propose("another theme", tangential: true));
        Refusal.Of(ErrorCode.LimitEmergent, () => Propose("one more for the goals"));
        Close(round);
        Propose("one more for the goals");
        Refusal.Of(ErrorCode.LimitEmergent, () => Propose("another theme", tangential: true));

        RunSteering.Begin(_site.Operator, Caller.Operator, _site.Run, "it has to be streamed");
        RunSteering.End(_site.Operator, Caller.Operator, _site.Run, "Stream first.", "export");
        Assert.False(_site.Operator.Ledger.Read(sql => RunStore.ById(sql, _site.Run.Id)!).CoreComplete);
        Refusal.Of(ErrorCode.CorePending, () => Propose("another theme", tangential: true));
    }

    [Fact]
    public void A_builder_does_not_say_that_the_goals_are_reached()
    {
        _site.Project.AddAgent(_site.Run, "builder-1", task: _site.Add("Work"));
        using var builder = _site.Project.AgentApp("builder-1");
        Refusal.Of(ErrorCode.NotOperator, () => CoreConsolidation.Say(builder, builder.Caller, _site.Run, true, "I think so"));
    }

    [Fact]
    public void The_next_planner_reads_what_earlier_rounds_were_about_and_what_is_not_proposed_again()
    {
        var round = Ask()!;
        _site.Project.AddAgent(_site.Run, "planner-1", "planner", round);
        var (kept, dropped) = (Propose("tests catch it", "testing"), Propose("a cache is faster"));
        Close(round);
        Close(kept);
        TaskCanceler.Cancel(_site.Operator, Caller.Operator, dropped, "slower than without");
        var text = Ask()!.Body;
        foreach (var words in new[]
                 {
                     "core consolidation: pending", "Domains: testing, stability, performance, feature, ui/ux, integration.", "Earlier rounds: testing, performance. Look where they did not.",
                     "Tried before, with what came of it:\n- 2 Proposal (testing): tests catch it [closed]", "Do not propose again:\n- 3 Proposal (performance): a cache is faster [slower than without]", "at most 5",
                 })
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    private TaskRecord? Ask() => _site.Operator.Ledger.Write(tx => PlanningRound.Add(tx, _site.Run)) ? _site.Operator.Ledger.Read(sql => TaskStore.OfRun(sql, _site.Run.Id))[^1] : null;

    /// <summary>A planner that found nothing.</summary>
    private void RunOut() => Close(Ask()!);

    /// <summary>Another one, whose pause is not waited for.</summary>
    private void Round() => Close(_site.Operator.Ledger.Write(tx =>
    {
        var task = TaskAdder.Add(tx, _site.Run, new TaskDraft("Look for more") { Role = "planner" }, Caller.Watch);
        EmergentStore.AddRound(tx, task);
        return task;
    }));

    private TaskRecord Propose(string hypothesis, string domain = "performance", bool tangential = false, string[]? validation = null) => _site.Operator.Ledger.Write(tx => TaskAdder.Add(
        tx, _site.Run, new TaskDraft("Proposal") { Emergent = new EmergentDraft(hypothesis, domain, validation ?? ["make bench"], tangential) }, Caller.Operator));

    private void Close(TaskRecord task) => _site.Operator.Ledger.Write(tx => TaskStore.Begin(tx, task, TaskState.Closed, "operator", "done"));

    private List<string> Decisions() => [.. Dispatch.Start(new TickContext(_site.Operator, true, false, null, TestContext.Current.CancellationToken))
        .Select(decision => $"{decision.Action} {decision.Subject}: {decision.Reason}")];
}
