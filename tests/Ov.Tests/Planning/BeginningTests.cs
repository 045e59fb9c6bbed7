using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Dispatching;
using Ov.Core.Gates;
using Ov.Core.Graphs;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Templates;
using Ov.Core.Watching;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Planning;

/// <summary>From the words of whoever asks to an approved plan: who is asked what, and what comes of the answers.</summary>
public sealed class BeginningTests : IDisposable
{
    private const string Words = "Export \"orders\" as CSV;\n  keep the header: {name}, $PATH, \u00f6\u00e4\u00fc";

    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _app;
    private RunRecord _run = null!;

    public BeginningTests() => _app = _project.OperatorApp();

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void The_words_go_unchanged_to_who_looks_and_to_who_plans_and_nothing_is_built_before_the_plan_has_a_yes()
    {
        Start(RunMode.Interactive);
        Assert.Equal(["planned export"], Ask());
        Assert.Equal(["left export"], Ask());
        var look = Newest();
        Assert.Equal("scout", look.Role);
        Assert.Contains(Words, look.Body);
        Close(look, "It lives in src/Writer.cs:12.");

        Assert.Equal(["planned export"], Ask());
        var plan = Newest();
        Assert.Equal("planner", plan.Role);
        Assert.Contains(Words, plan.Body);
        Assert.Contains("What scout found (task 1):\nIt lives in src/Writer.cs:12.", plan.Body);
        var (one, other) = (Add("Read", "src/Reader.cs"), Add("Write", "src/Writer.cs"));
        Add("Tell", "docs/**", "src/W*.cs");
        Close(plan, "Files one after the other.");

        // Two want the same file: that is asked before the plan is shown.
        Assert.Equal(["asked export"], Ask());
        var scope = Pending(GateKind.Scope);
        Assert.Equal("task 5 claims src/W*.cs, which meets src/Writer.cs of task 4", scope.Evidence);
        Assert.Empty(Ask());
        GateDecider.Decide(_app, Caller.Operator, scope, GateAnswer.Serialize, "");
        Assert.Equal(["4"], Needs(5));
        Assert.Empty(Needs(one.Number).Concat(Needs(other.Number)));

        Assert.Equal(["asked export"], Ask());
        var gate = Pending(GateKind.Plan);
        Assert.Contains("3. Read (src/Reader.cs)\n4. Write (src/Writer.cs)\n5. Tell (docs/**, src/W*.cs)\n\nFiles one after the other.", gate.Evidence);
        Assert.Empty(Ask());
        Assert.Equal((DispatchReason.Stage, 0), Dispatched() is var held ? (held.Whole, held.Choices.Count) : default);
        GateDecider.Decide(_app, Caller.Operator, gate, GateAnswer.Approve, "");
        Assert.Empty(Ask());
        Assert.Equal([3], Dispatched().Choices.Where(choice => choice.Reason is null).Select(choice => choice.Task.Number));
    }

    [Fact]
    public void A_no_goes_to_a_planner_with_its_words_who_may_change_what_nobody_has_begun()
    {
        Start(RunMode.Interactive);
        ToPlan(Add);
        GateDecider.Decide(_app, Caller.Operator, Pending(GateKind.Plan), GateAnswer.Reject, "Smaller steps.");
        Assert.Equal(["planned export"], Ask());
        var plan = Newest();
        Assert.Contains("operator answered reject: Smaller steps.", plan.Body);
        Assert.Contains("3. Write (src/Writer.cs)", plan.Body);

        _project.AddAgent(_run, "builder-1");
        using (var stranger = _project.AgentApp("builder-1"))
        {
            Refusal.Of(ErrorCode.NotOperator, () => TaskEditor.Edit(stranger, stranger.Caller, Number(3), new TaskChange { Title = "Mine" }));
        }

        _project.AddAgent(_run, "planner-1", "planner", plan);
        using (var planner = _project.AgentApp("planner-1"))
        {
            TaskEditor.Edit(planner, planner.Caller, Number(3), new TaskChange { Title = "Write the header" });
            TaskCanceler.Cancel(planner, planner.Caller, Number(4), "too much");
        }

        Assert.Equal(("Write the header", TaskState.Canceled), (Number(3).Title, Number(4).State));
    }

    [Fact]
    public void Files_that_are_to_be_cut_anew_go_back_to_a_planner_and_an_approved_plan_ends_that()
    {
        Start(RunMode.Interactive);
        ToPlan((title, _) => Add(title, "src/**"));
        GateDecider.Decide(_app, Caller.Operator, Pending(GateKind.Scope), GateAnswer.Rescope, "");
        Assert.Equal(["planned export"], Ask());
        Assert.Contains("answered rescope.\ntask 4 claims src/**, which meets src/** of task 3", Newest().Body);
        var plan = Newest();
        TaskEditor.Edit(_app, Caller.Operator, Number(4), new TaskChange { Scope = ["docs/**"] });
        Close(plan, "Apart now.");
        Assert.Equal(["asked export"], Ask());
        GateDecider.Decide(_app, Caller.Operator, Pending(GateKind.Plan), GateAnswer.Approve, "");
        Assert.True(_app.Ledger.Read(sql => TaskReadiness.For(sql, Number(3))).IsReady);
    }

    [Fact]
    public void An_autonomous_run_lets_the_later_wait_with_an_event_and_approves_its_plan_itself()
    {
        Start(RunMode.Autonomous);
        ToPlan((title, _) => Add(title, "src/**"));
        Assert.Equal(["asked export"], Ask());
        Assert.Empty(_app.Ledger.Read(GateStore.Pending));
        Assert.Equal(["3"], Needs(4));
        Assert.Equal(RunTemplate.Executing, _app.Ledger.Read(sql => RunStore.ById(sql, _run.Id)!).Stage);
        Assert.Equal(["task 4 waits for task 3, whose files overlap"], Serialized());
    }

    [Fact]
    public void What_wants_the_files_of_somebody_at_work_waits_until_that_has_landed_where_nobody_is_asked()
    {
        _run = _project.AddRun();
        _app.Ledger.Write(tx =>
        {
            RunStore.SetPolicy(tx, _run.Id, TemplateSource.BuiltIn("waves").ToJson());
            RunStore.SetLoop(tx, _run.Id, true);
        });
        var (one, other) = (Add("One", "src/**"), Add("Two", "src/a.cs"));
        var agent = _project.AddAgent(_run, "builder-1", task: one);
        _app.Ledger.Write(tx =>
        {
            AgentStore.SetScope(tx, agent.Id, one.Scope);
            TaskStore.Move(tx, one, TaskState.InProgress, "operator");
        });
        Assert.Equal(["left #2 overlap"], Start());
        _project.Write(".overstory/config.local.yaml", "merge: { policy: ready }\n");
        using var app = _project.OperatorApp();
        Assert.Equal(["serialized #2 "], Start(app));
        Assert.Equal(["1"], Needs(other.Number));
        Assert.Equal(["task 2 waits for task 1, whose files overlap"], Serialized());
        Assert.Empty(Start(app));

        string[] Start(OvApp? by = null) => [.. Dispatch.Start(new TickContext(by ?? _app, false, false, null, TestContext.Current.CancellationToken)).Select(one => $"{one.Action} {one.Subject} {one.Code}")];
    }

    [Fact]
    public void Those_who_want_the_same_file_come_into_one_row_with_as_few_ties_as_it_takes()
    {
        Start(RunMode.Interactive);
        for (var count = 0; count < 5; count++)
        {
            Add("Same", "src/a.cs");
        }

        _app.Ledger.Write(tx => ScopeOrder.Serialize(tx, _run.Id, null, Caller.Operator));
        Assert.Equal(["", "1", "2", "3", "4"], Enumerable.Range(1, 5).Select(number => string.Join(' ', Needs(number))));
        Assert.Empty(_app.Ledger.Read(sql => ScopeOrder.Unordered(TaskGraph.Of(sql, _run.Id))));
    }

    private void Start(RunMode mode) =>
        _run = RunStarter.Start(_app, Caller.Operator, new RunStart("export", "main", Words, Mode: mode) { Template = TemplateSource.Named(_app, "packages") });

    /// <summary>As far as the gate after the planner, who adds two tasks.</summary>
    private void ToPlan(Func<string, string, TaskRecord> add)
    {
        Ask();
        Close(Newest(), "Seen.");
        Ask();
        var plan = Newest();
        add("Write", "src/Writer.cs");
        add("Tell", "docs/**");
        Close(plan, "Like this.");
        Ask();
    }

    private TaskRecord Add(string title, string files) => Add(title, [files]);

    private TaskRecord Add(string title, params string[] files) => _app.Ledger.Write(tx => TaskAdder.Add(tx, _run, new TaskDraft(title) { Scope = files }, Caller.Operator));

    private TaskRecord Newest() => _app.Ledger.Read(sql => TaskStore.OfRun(sql, _run.Id))[^1];

    private TaskRecord Number(int number) => _app.Ledger.Read(sql => TaskStore.OfRun(sql, _run.Id)).Single(task => task.Number == number);

    private IEnumerable<string> Needs(int number) => _app.Ledger.Read(sql => TaskStore.Needs(sql, Number(number).Id)).Select(task => $"{task.Number}");

    private GateRecord Pending(GateKind kind) => Assert.Single(_app.Ledger.Read(GateStore.Pending), gate => gate.Kind == kind);

    private void Close(TaskRecord task, string summary) => _app.Ledger.Write(tx =>
    {
        TaskStore.SetResult(tx, task.Id, summary, true, []);
        TaskStore.Begin(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Closed, "operator", "seen");
    });

    private IEnumerable<string> Serialized() => _app.Ledger.Read(sql => EventStore.Newest(sql, 100)).Where(one => one.Type == "task.serialized").Select(one => one.Text!);

    private DispatchPlan Dispatched() => DispatchPlan.For(_app.Ledger.Read(sql => DispatchStore.Facts(sql, RunStore.ById(sql, _run.Id)!, Roles.In(_app.Config), 25, _app.Ledger.Now)));

    private string[] Ask() => [.. Beginnings.Advance(new TickContext(_app, false, false, null, TestContext.Current.CancellationToken)).Select(decision => $"{decision.Action} {decision.Subject}")];
}
