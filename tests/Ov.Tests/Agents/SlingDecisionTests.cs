using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Agents;

/// <summary>Each rule of a sling, asked as the transaction asks it.</summary>
public sealed class SlingDecisionTests : IDisposable
{
    private static readonly SlingRules Rules = new(Roles.With(new Dictionary<string, RoleOverride>()), 25, 2, 0, 5, "/worktrees", "overstory/{agent}/{number}-{slug}", "exec", new PortPlan("test", PortRange.Default, 4, _ => true));
    private readonly TestProject _project = TestProject.Create();
    private readonly OvLedger _ledger;
    private readonly RunRecord _run;

    public SlingDecisionTests()
    {
        _ledger = _project.OpenLedger();
        _run = _project.AddRun();
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void A_pending_task_gets_a_new_branch_at_the_target()
    {
        var task = _project.AddTask(_run, "Work");
        var plan = Decide(task);
        Assert.Equal((BranchOrigin.New, "main", "tip", 0, "builder"), (plan.Origin, plan.BaseBranch, plan.BaseCommit, plan.Depth, plan.Role.Name));
    }

    [Theory]
    [InlineData(TaskState.Completed, "state")]
    [InlineData(TaskState.Closed, "state")]
    [InlineData(TaskState.Canceled, "state")]
    [InlineData(TaskState.Failed, "state")]
    [InlineData(TaskState.Blocked, "state")]
    public void A_task_that_is_not_pending_is_refused(TaskState state, string code)
    {
        var task = Moved(_project.AddTask(_run, "Work"), state);
        Refused(code, () => Decide(task));
    }

    [Theory]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Blocked)]
    public void A_restart_takes_up_what_failed_or_is_blocked_on_the_operator_s_word(TaskState state)
    {
        var task = Moved(_project.AddTask(_run, "Work"), state);
        Decide(task, request => request with { Restart = true });
        Refused("not-operator", () => Decide(task, request => request with { Restart = true }, Caller.Unidentified));
    }

    /// <summary>S3-51: the plan changes before the third try.</summary>
    [Fact]
    public void What_failed_twice_as_it_is_described_is_not_given_to_a_third()
    {
        var task = Moved(_project.AddTask(_run, "Work"), TaskState.Failed);
        void Fail() => _ledger.Write(tx => TaskAttemptStore.Add(tx, TaskStore.ById(tx.Sql, task.Id)!, new TaskAttempt("builder-1", AttemptStatus.Failed, "cannot", [], [], null, tx.Now)));
        SlingPlan Again() => Decide(task, request => request with { Restart = true });
        Fail();
        Again();
        Fail();
        Refused("same-scope", () => Again());
        Decide(task, request => request with { Restart = true, Role = "scout" });
        _ledger.Write(tx => TaskStore.Update(tx, TaskStore.ById(tx.Sql, task.Id)! with { Scope = ["src/**"] }));
        Again();
        Fail();
        Fail();
        Refused("same-scope", () => Again());
        _ledger.Write(tx => TaskAttemptStore.LetGo(tx, task.Id));
        Again();
    }

    [Fact]
    public void A_restart_does_not_take_up_what_is_closed()
    {
        var task = Moved(_project.AddTask(_run, "Work"), TaskState.Closed);
        Refused("state", () => Decide(task, request => request with { Restart = true }));
    }

    [Fact]
    public void A_task_that_waits_is_refused_and_restart_does_not_jump_the_queue()
    {
        var first = _project.AddTask(_run, "First");
        var second = Moved(_project.AddTask(_run, "Second", first), TaskState.Failed);
        Refused("not-ready", () => Decide(_project.AddTask(_run, "Third", first)));
        Refused("not-ready", () => Decide(second, request => request with { Restart = true }));
    }

    [Fact]
    public void A_held_task_is_refused_until_its_holder_has_ended()
    {
        var task = _project.AddTask(_run, "Work");
        var holder = _project.AddAgent(_run, "holder", task: task);
        Refused("already-claimed", () => Decide(task));
        Refused("already-claimed", () => Decide(task, request => request with { Restart = true }));
        _ledger.Write(tx => AgentStore.Move(tx, holder, AgentState.Zombie, "watch"));
        Refused("already-claimed", () => Decide(task));
        Decide(task, request => request with { Restart = true });
    }

    [Fact]
    public void The_depth_the_parent_and_the_run_come_from_the_rows()
    {
        var lead = _project.AddAgent(_run, "boss", "lead");
        Assert.Equal(1, Decide(_project.AddTask(_run, "Work"), caller: Of(lead)).Depth);
        Assert.Equal("boss", Decide(_project.AddTask(_run, "Work"), request => request with { Parent = "boss", Depth = 1 }).Parent!.Name);
        Refused("identity", () => Decide(_project.AddTask(_run, "Work"), request => request with { Depth = 1 }));
        Refused("identity", () => Decide(_project.AddTask(_run, "Work"), request => request with { Parent = "other" }, Of(lead)));
        Refused("not-found", () => Decide(_project.AddTask(_run, "Work"), request => request with { Parent = "nobody" }));
        Refused("hierarchy", () => Decide(_project.AddTask(_project.AddRun("run-2"), "Work"), caller: Of(lead)));
        _ledger.Write(tx => AgentStore.Move(tx, lead, AgentState.Stopped, "operator"));
        Refused("state", () => Decide(_project.AddTask(_run, "Work"), request => request with { Parent = "boss" }));
    }

    [Fact]
    public void The_depth_has_a_limit()
    {
        var coordinator = _project.AddAgent(_run, "c", "coordinator");
        var lead = _project.AddAgent(_run, "l", "lead", parent: coordinator);
        Assert.Equal(2, Decide(_project.AddTask(_run, "Work"), caller: Of(lead)).Depth);
        Refused("limit-depth", () => Decide(_project.AddTask(_run, "Work"), caller: Of(lead), rules: Rules with { MaxDepth = 1 }));
    }

    [Fact]
    public void The_number_of_live_agents_has_a_ceiling_and_ended_ones_do_not_count()
    {
        var one = _project.AddAgent(_run, "one");
        Refused("limit-agents", () => Decide(_project.AddTask(_run, "Work"), rules: Rules with { MaxConcurrent = 1 }));
        _ledger.Write(tx => AgentStore.Move(tx, one, AgentState.Stopped, "operator"));
        Decide(_project.AddTask(_run, "Work"), rules: Rules with { MaxConcurrent = 1 });
        Refused("limit-run", () => Decide(_project.AddTask(_run, "Work"), rules: Rules with { MaxPerRun = 1 }));
    }

    [Fact]
    public void A_lead_s_ceiling_counts_its_living_children()
    {
        var lead = _project.AddAgent(_run, "boss", "lead");
        _project.AddAgent(_run, "one", parent: lead);
        var two = _project.AddAgent(_run, "two", parent: lead);
        SlingPlan Try(Func<SlingRequest, SlingRequest> change) => Decide(_project.AddTask(_run, "Work"), change, Of(lead), Rules with { MaxPerLead = 2 });
        Refused("limit-children", () => Try(request => request));
        Refused("limit-children", () => Try(request => request with { MaxAgents = 0 }));
        Refused("limit-children", () => Try(request => request with { MaxAgents = 3 }));
        _ledger.Write(tx => AgentStore.Move(tx, two, AgentState.Stopped, "operator"));
        Try(request => request);
        Refused("limit-children", () => Try(request => request with { MaxAgents = 1 }));
        Decide(_project.AddTask(_run, "Work"), request => request with { Parent = "boss", MaxAgents = 0 }, rules: Rules with { MaxPerLead = 1 });
    }

    [Fact]
    public void A_run_that_has_ended_starts_no_agents()
    {
        var task = _project.AddTask(_run, "Work");
        _ledger.Write(tx => RunStore.Move(tx, _run, RunState.Aborted, "operator", "enough"));
        Refused("state", () => Decide(task));
    }

    [Fact]
    public void A_lead_s_own_scope_covers_what_it_hands_out_and_binds_everybody_else()
    {
        var lead = Scoped(_project.AddAgent(_run, "boss", "lead"), "src/**");
        Decide(_project.AddTask(_run, "Work"), request => request with { Files = ["src/a/**"] }, Of(lead));
        var refusal = Refused("scope-overlap", () => Decide(_project.AddTask(_run, "Work"), request => request with { Files = ["src/a/**"] }));
        Assert.Equal("boss", refusal.Facts["holder"]);
        Decide(_project.AddTask(_run, "Work"), request => request with { Files = ["src/a/**"], Role = "scout" });
        Decide(_project.AddTask(_run, "Work"));
        _ledger.Write(tx => AgentStore.Move(tx, lead, AgentState.Stopped, "operator"));
        Decide(_project.AddTask(_run, "Work"), request => request with { Files = ["src/a/**"] });
    }

    [Fact]
    public void With_serialize_it_waits_for_the_holder_s_task_but_never_across_runs()
    {
        var held = _project.AddTask(_run, "Held");
        Scoped(_project.AddAgent(_run, "holder", task: held), "src/**");
        Assert.Equal(held.Id, Decide(_project.AddTask(_run, "Work"), request => request with { Files = ["src/x"], Serialize = true }).WaitsFor);
        Refused("scope-overlap", () => Decide(_project.AddTask(_project.AddRun("run-2"), "Work"), request => request with { Files = ["src/x"], Serialize = true }));
    }

    [Fact]
    public void Work_that_was_begun_goes_on_in_its_worktree_and_one_in_use_is_left_alone()
    {
        var task = _project.AddTask(_run, "Work");
        var path = Path.Combine(_project.Folder, "there");
        Directory.CreateDirectory(path);
        var former = _project.AddAgent(_run, "former");
        _ledger.Write(tx =>
        {
            WorktreeStore.Insert(tx, new WorktreeRecord("worktree-1", former.Id, _run.Id, path, "topic", "base", WorktreeState.Ready, [], tx.Now, null, null));
            TaskStore.SetBranch(tx, task.Id, "topic");
        });
        Refused("already-claimed", () => Decide(task));
        _ledger.Write(tx => AgentStore.Move(tx, former, AgentState.Zombie, "watch"));
        var plan = Decide(task);
        Assert.Equal((BranchOrigin.TakenOver, "topic", "worktree-1"), (plan.Origin, plan.Branch, plan.Held!.Id));
        _ledger.Write(tx => WorktreeStore.SetRemoved(tx, "worktree-1", null));
        Assert.Equal(BranchOrigin.Attached, Decide(task).Origin);
        Assert.Equal(BranchOrigin.New, Decide(task, request => request with { BaseBranch = "main" }).Origin);
    }

    [Fact]
    public void Where_tasks_may_stack_the_branch_is_cut_where_the_needed_task_was_reported_unless_a_base_is_named()
    {
        var (lower, task) = (_project.AddTask(_run, "Lower"), _project.AddTask(_run, "Upper"));
        var worker = _project.AddAgent(_run, "builder-1", task: lower);
        _ledger.Write(tx =>
        {
            TaskStore.AddNeed(tx, task.Id, lower.Id);
            TaskStore.SetBranch(tx, lower.Id, "topic");
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, lower.Id)!, TaskState.Completed, "builder-1");
        });
        Refused("not-ready", () => Decide(task));
        _ledger.Write(tx => RunStore.SetPolicy(tx, _run.Id, Ov.Core.Templates.PolicySetter.With(Rules.Roles, Ov.Core.Templates.RunTemplate.Of(_run), ["dispatch.stack=true"]).ToJson()));
        var plan = Decide(task);
        Assert.Equal((BranchOrigin.New, "topic", "else"), (plan.Origin, plan.BaseBranch, plan.BaseCommit));
        _ledger.Write(tx => MergeStore.Insert(tx, new MergeRequest(_run, "main", "topic", "reported", lower, worker, [], "builder-1")));
        Assert.Equal("reported", Decide(task).BaseCommit);
        Refused("not-ready", () => Decide(task, request => request with { BaseBranch = "main" }));
        Assert.Equal("not-ready", _ledger.Read(sql => TaskReadiness.For(sql, task, mayStack: false)).Refusal!.Name);
    }

    [Fact]
    public void A_coordinator_follows_as_many_leads_as_it_may_and_no_more()
    {
        var coordinator = _project.AddAgent(_run, "coordinator", "coordinator");
        _project.AddAgent(_run, "lead-1", "lead", parent: coordinator);
        Refused("scope-explosion", () => Decide(_project.AddTask(_run, "Work"), request => request with { Role = "lead" }, Of(coordinator), Rules with { MaxPerLead = 1 }));
        Decide(_project.AddTask(_run, "Work"), request => request with { Role = "lead" }, Of(coordinator), Rules with { MaxPerLead = 2 });
    }

    [Fact]
    public void A_part_of_a_task_is_handed_out_by_who_works_on_the_whole_unless_the_operator_steps_in()
    {
        var coordinator = _project.AddAgent(_run, "coordinator", "coordinator");
        var whole = _project.AddTask(_run, "Whole");
        var lead = _project.AddAgent(_run, "lead-1", "lead", task: whole, parent: coordinator);
        var part = _project.AddTask(_run, "Part");
        _ledger.Write(tx => tx.Sql.Run("UPDATE task SET parent_id = ?2 WHERE id = ?1", part.Id, whole.Id));
        Refused("unnecessary-spawn", () => Decide(part, request => request with { Role = "lead" }, Of(coordinator)));
        Decide(part, caller: Of(lead));
        Decide(part);
    }

    [Fact]
    public void Nothing_is_slung_into_an_area_that_is_held_whatever_scope_the_call_claims()
    {
        var builder = _project.AddAgent(_run, "builder-1");
        _ledger.Write(tx => Core.Mail.Mailbox.Deliver(tx, _project.Files, new Core.Mail.MailDraft(builder.Name, "operator", Core.Mail.MailType.Escalation, "Stop", "")
        {
            SenderId = builder.Id, RunId = _run.Id, Payload = """{"severity":"critical","area":["src/a/**"]}""",
        }));
        var task = _project.AddTask(_run, "Work");
        Refused("held", () => Decide(task));
        _ledger.Write(tx => tx.Sql.Run("UPDATE task SET scope = ?2 WHERE id = ?1", task.Id, TextList.Write(["src/b/**"])));
        var scoped = _ledger.Read(sql => TaskStore.ById(sql, task.Id)!);
        Decide(scoped);
        Refused("held", () => Decide(scoped, request => request with { Files = ["src/**"] }));

        // Whoever looks at work elsewhere is not held up by it.
        var review = _project.AddTask(_run, "Review it");
        Refused("held", () => Decide(review, request => request with { Role = "scout" }));
        _ledger.Write(tx => Core.Phases.PhaseStore.AddHelper(tx, review.Id, _run.Id, task.Id, Core.Templates.Phase.Review));
        Decide(review, request => request with { Role = "scout" });
    }

    private SlingPlan Decide(TaskRecord task, Func<SlingRequest, SlingRequest>? change = null, Caller? caller = null, SlingRules? rules = null)
    {
        var request = new SlingRequest([task.Id]);
        var ground = new SlingGround("main", "tip", new Dictionary<string, string> { ["main"] = "tip", ["topic"] = "else" });
        return _ledger.Read(sql => new SlingDecision(sql, rules ?? Rules, change?.Invoke(request) ?? request, caller ?? Caller.Operator)
            .For(new SlingSubject(task.Id, RunStore.ById(sql, task.RunId)!, task, null), ground));
    }

    private static OvException Refused(string code, Func<SlingPlan> decide)
    {
        var refusal = Assert.Throws<OvException>(() => { decide(); });
        Assert.Equal(code, refusal.Code.Name);
        return refusal;
    }

    private static Caller Of(AgentRecord agent) => new(CallerKind.Agent, agent);

    private TaskRecord Moved(TaskRecord task, TaskState to) => _ledger.Write(tx =>
    {
        TaskState[] way = to switch
        {
            TaskState.Completed => [TaskState.InProgress, TaskState.Completed],
            TaskState.Closed => [TaskState.InProgress, TaskState.Completed, TaskState.Closed],
            TaskState.Canceled => [TaskState.Canceled],
            _ => [TaskState.InProgress, to],
        };
        foreach (var step in way)
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, step, "operator");
        }

        return TaskStore.ById(tx.Sql, task.Id)!;
    });

    private AgentRecord Scoped(AgentRecord agent, params string[] scope) => _ledger.Write(tx =>
    {
        tx.Sql.Run("UPDATE agent SET scope = ?2 WHERE id = ?1", agent.Id, TextList.Write(scope));
        return AgentStore.ById(tx.Sql, agent.Id)!;
    });
}
