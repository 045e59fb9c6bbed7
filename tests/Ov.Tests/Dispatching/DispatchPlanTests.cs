using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Dispatching;
using Ov.Core.Graphs;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Tests.Graphs;

namespace Ov.Tests.Dispatching;

/// <summary>Which tasks start in a tick, as a function of what is known.</summary>
public sealed class DispatchPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Interrupted_work_goes_first_then_priority_then_the_longest_chain_then_the_number()
    {
        // 5 has two behind it, 4 one; 3 is urgent, 6 was begun, 7 was begun and is urgent.
        var graph = Graph(
            [Task(1), Task(2) with { Priority = TaskPriority.Low }, Task(3) with { Priority = TaskPriority.High }, Task(4), Task(5), Task(6) with { Attempts = 1 }, Task(7) with { Attempts = 2, Priority = TaskPriority.High }, Task(8), Task(9), Task(10)],
            (8, 5), (9, 8), (10, 4));
        Assert.Equal([7, 6, 3, 5, 4, 1, 2], Started(DispatchPlan.For(Facts("waves", graph))));
    }

    [Fact]
    public void The_loop_starts_one_a_tick_with_a_pause_between_and_a_cap_over_all()
    {
        var graph = Graph([Task(1), Task(2), Task(3)]);
        var facts = Facts("loop", graph);
        Assert.Equal("1: starts, 2: PerTick, 3: PerTick", Words(DispatchPlan.For(facts)));
        Assert.Equal("1: Cooldown, 2: Cooldown, 3: Cooldown", Words(DispatchPlan.For(facts with { Spawned = Now.AddSeconds(-9) })));
        Assert.Equal([1], Started(DispatchPlan.For(facts with { Spawned = Now.AddSeconds(-10) })));
        Assert.Equal([1], Started(DispatchPlan.For(facts with { Spawned = Now.AddSeconds(-1), Ended = Now })));
        Assert.Equal("1: Capacity, 2: Capacity, 3: Capacity", Words(DispatchPlan.For(facts with { Live = [Agent("a"), Agent("b"), Agent("c")] })));
        Assert.Equal([1], Started(DispatchPlan.For(facts with { Live = [Agent("a"), Agent("b"), Agent("boss", "coordinator")] })));
        Assert.Equal("1: Capacity, 2: Capacity, 3: Capacity", Words(DispatchPlan.For(facts with { Free = 0 })));
    }

    [Fact]
    public void Every_other_template_starts_all_that_is_ready_and_fits()
    {
        var graph = Graph([Task(1), Task(2), Task(3), Task(4) with { State = TaskState.Closed }, Task(5)], (3, 4), (5, 1));
        Assert.Equal("1: starts, 2: starts, 3: starts, 5: Deps", Words(DispatchPlan.For(Facts("waves", graph))));
        Assert.Equal("1: starts, 2: starts, 3: Capacity, 5: Deps", Words(DispatchPlan.For(Facts("waves", graph) with { Free = 2 })));
    }

    [Theory]
    [InlineData(TaskState.Closed, true)]
    [InlineData(TaskState.Completed, false)]
    [InlineData(TaskState.Blocked, false)]
    [InlineData(TaskState.Failed, false)]
    [InlineData(TaskState.Canceled, false)]
    [InlineData(TaskState.InProgress, false)]
    public void Nothing_starts_before_what_it_needs_has_landed(TaskState needed, bool starts)
    {
        var graph = Graph([Task(1) with { State = needed, Branch = "a-branch" }, Task(2)], (2, 1));
        Assert.Equal(starts ? [2] : [], Started(DispatchPlan.For(Facts("waves", graph))));
    }

    [Fact]
    public void What_became_ready_starts_at_once_and_nobody_waits_for_the_rest_of_a_wave()
    {
        var graph = Graph([Task(1) with { State = TaskState.Closed }, Task(2) with { State = TaskState.InProgress, Branch = "b" }, Task(3), Task(4)], (3, 1), (4, 1), (4, 2));
        Assert.Equal("3: starts, 4: Deps", Words(DispatchPlan.For(Facts("waves", graph))));
    }

    [Fact]
    public void With_stacking_a_task_begins_on_the_one_branch_that_was_reported_and_has_not_landed()
    {
        TaskRecord Reported(int number) => Task(number) with { State = TaskState.Completed, Branch = $"branch-{number}" };
        var facts = Facts("waves", Graph([Reported(1), Task(2), Reported(3), Task(4), Task(5) with { State = TaskState.InProgress, Branch = "b" }, Task(6), Task(7) with { State = TaskState.Closed, Branch = "c" }, Task(8)], (2, 1), (4, 1), (4, 3), (6, 5), (8, 7), (8, 3)));
        Assert.Equal("2: Deps, 4: Deps, 6: Deps, 8: Deps", Words(DispatchPlan.For(facts)));
        var stacking = DispatchPlan.For(facts with { Run = facts.Run with { Policy = (facts.Policy with { Dispatch = facts.Policy.Dispatch with { Stack = true } }).ToJson() } });
        Assert.Equal("2: starts, 4: Deps, 6: Deps, 8: starts", Words(stacking));
        Assert.Equal("it begins on the branch of task 1, which has not landed", stacking.Choices.First(choice => choice.Task.Number == 2).Sentence);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("executing", null)]
    [InlineData("planning", DispatchReason.Stage)]
    [InlineData("steering", DispatchReason.Stage)]
    [InlineData("reviewing", DispatchReason.Stage)]
    public void Only_an_executing_run_starts_anything_and_the_reason_names_its_stage(string stage, DispatchReason? reason)
    {
        var facts = Facts("waves", Graph([Task(1)]));
        var plan = DispatchPlan.For(facts with { Run = facts.Run with { Stage = stage } });
        Assert.Equal(reason, plan.Whole);
        Assert.Contains(reason is null ? "" : stage == "steering" ? "steered" : stage, plan.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_that_is_off_starts_nothing_and_says_so_only_where_something_would_start()
    {
        var facts = Facts("waves", Graph([Task(1)]));
        Assert.Equal(DispatchReason.LoopOff, DispatchPlan.For(facts with { Run = facts.Run with { Loop = false } }).Whole);
        Assert.Null(DispatchPlan.For(facts with { Run = facts.Run with { Loop = false }, Graph = Graph([Task(1) with { State = TaskState.Closed }]) }).Whole);
    }

    [Theory]
    [InlineData("gate-pending", DispatchReason.Gate)]
    [InlineData("held", DispatchReason.EscalatedArea)]
    [InlineData("phase-pending", DispatchReason.Phase)]
    public void What_is_held_says_by_what(string code, DispatchReason reason)
    {
        var held = new TaskReadiness(code == "held" ? ErrorCode.Held : code == "gate-pending" ? ErrorCode.GatePending : ErrorCode.PhasePending, "it is held", []);
        var choice = DispatchPlan.For(Facts("waves", Graph([Task(1)])) with { Held = new Dictionary<string, TaskReadiness> { ["t1"] = held } }).Choices.Single();
        Assert.Equal((reason, "it is held"), (choice.Reason, choice.Sentence));
    }

    [Fact]
    public void A_task_that_took_as_many_agents_as_it_may_waits_for_a_person() =>
        Assert.Equal("1: starts, 2: Attempts", Words(DispatchPlan.For(Facts("waves", Graph([Task(1) with { Attempts = 4 }, Task(2) with { Attempts = 5 }])))));

    [Fact]
    public void Two_whose_files_can_meet_do_not_run_together()
    {
        var graph = Graph([Task(1) with { Scope = ["src/a/**"] }, Task(2) with { Scope = ["src/a/x.cs"] }, Task(3) with { Scope = ["src/b/**"] }, Task(4)]);
        Assert.Equal("1: starts, 2: Overlap, 3: starts, 4: starts", Words(DispatchPlan.For(Facts("waves", graph))));
        Assert.Equal("1: starts, 2: Overlap, 3: Overlap, 4: starts", Words(DispatchPlan.For(Facts("waves", graph) with { Live = [Agent("a") with { Scope = ["src/b/c.cs"] }] })));
    }

    [Fact]
    public void Packages_go_one_after_another_and_start_whole()
    {
        var groups = new Dictionary<string, string> { ["t1"] = "one", ["t2"] = "one", ["t3"] = "two", ["t4"] = "two" };
        DispatchFacts With(params TaskState[] states) => Facts("packages", Graph([.. states.Select((state, at) => Task(at + 1) with { State = state, Branch = "b" })])) with { Packages = groups };
        Assert.Equal("1: starts, 2: starts, 3: Package, 4: Package, 5: Package", Words(DispatchPlan.For(With(TaskState.Pending, TaskState.Pending, TaskState.Pending, TaskState.Pending, TaskState.Pending))));
        Assert.Equal("2: starts, 3: Package, 4: Package", Words(DispatchPlan.For(With(TaskState.Closed, TaskState.Pending, TaskState.Pending, TaskState.Pending))));
        Assert.Equal("3: Package, 4: Package", Words(DispatchPlan.For(With(TaskState.Closed, TaskState.Completed, TaskState.Pending, TaskState.Pending))));
        Assert.Equal("3: starts, 4: starts", Words(DispatchPlan.For(With(TaskState.Blocked, TaskState.Closed, TaskState.Pending, TaskState.Pending))));
        Assert.Equal("4: starts", Words(DispatchPlan.For(With(TaskState.Closed, TaskState.Closed, TaskState.InProgress, TaskState.Pending))));
    }

    [Fact]
    public void While_a_run_is_planned_only_those_start_who_look_and_plan()
    {
        var facts = Facts("packages", Graph([Task(1), Task(2) with { State = TaskState.Closed }, Task(3) with { Role = "planner" }])) with { PlanSteps = ["t2", "t3"] };
        facts = facts with { Run = facts.Run with { Stage = "planning" } };
        Assert.Equal((DispatchReason.Stage, "3: starts"), (DispatchPlan.For(facts).Whole, Words(DispatchPlan.For(facts))));
        Assert.Empty(DispatchPlan.For(facts with { Run = facts.Run with { Stage = "reviewing" } }).Choices);
        Assert.Empty(DispatchPlan.For(facts with { PlanSteps = ["t2"] }).Choices);
    }

    [Fact]
    public void A_part_of_what_a_lead_works_on_is_left_to_that_lead()
    {
        var graph = Graph([Task(1) with { State = TaskState.InProgress, OwnerId = "lead" }, Task(2) with { ParentId = "t1" }, Task(3)]);
        Assert.Equal("3: starts", Words(DispatchPlan.For(Facts("waves", graph) with { Live = [Agent("lead") with { TaskId = "t1" }] })));
        Assert.Equal("2: starts, 3: starts", Words(DispatchPlan.For(Facts("waves", graph))));
    }

    [Fact]
    public void More_than_may_start_unasked_wait_for_a_cap_of_the_runs_own()
    {
        var graph = Graph([Task(1), Task(2), Task(3)]);
        Assert.Equal("1: starts, 2: starts, 3: Capacity", Words(DispatchPlan.For(Facts("waves", graph) with { AskAbove = 2 })));
        Assert.Equal("1: starts, 2: Capacity, 3: Capacity", Words(DispatchPlan.For(Facts("waves", graph) with { AskAbove = 2, Live = [Agent("one")] })));
        Assert.Equal("1: starts, 2: starts, 3: starts", Words(DispatchPlan.For(Facts("waves", graph) with { AskAbove = 2, Policy = Facts("waves", graph).Policy with { Dispatch = new DispatchPolicy(0, 0, 3, false) } })));
    }

    private static int[] Started(DispatchPlan plan) => [.. plan.Choices.Where(choice => choice.Reason is null).Select(choice => choice.Task.Number)];

    private static string Words(DispatchPlan plan) => string.Join(", ", plan.Choices.OrderBy(choice => choice.Task.Number).Select(choice => $"{choice.Task.Number}: {choice.Reason?.ToString() ?? "starts"}"));

    private static DispatchFacts Facts(string template, TaskGraph graph)
    {
        var run = new RunRecord("run-1", "export", "main", RunState.Active, "executing", "", "merge", "operator", Now, null, null) { Template = template, Loop = true };
        return new DispatchFacts(run, TemplateSource.BuiltIn(template), graph, [], 25, new Dictionary<string, TaskReadiness>(), new Dictionary<string, string>(), null, null, Now);
    }

    private static AgentRecord Agent(string name, string role = "builder") => new(
        name, name, 1, role, AgentState.Working, Now, null, "run-1", null, null, 0, "exec", null, null, "", null, null, null, null, [], false, null, null, null, 0, null, 0, "watch", Now, Now, null);

    private static TaskRecord Task(int number) => GraphTests.Task(number);

    private static TaskGraph Graph(TaskRecord[] tasks, params (int Task, int Needs)[] needs) => new(tasks, needs.Select(pair => ($"t{pair.Task}", $"t{pair.Needs}")));
}
