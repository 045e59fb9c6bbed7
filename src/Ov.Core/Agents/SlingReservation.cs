using System.Globalization;
using Ov.Core.Budgets;
using Ov.Core.Git;
using Ov.Core.Groups;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Tasks;
using Ov.Core.Text;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Writes the rows of one decided agent: task, agent, worktree, intent and the dispatch mail, all in the caller's transaction.</summary>
public sealed class SlingReservation(Tx tx, SlingRules rules, SlingRequest request, Caller caller)
{
    /// <summary>What <c>--inherit</c> comes to.</summary>
    public SlingFork Fork { get; init; } = new(null, null);

    public SlingSeat Make(SlingPlan plan, SlingGround ground, IReadOnlyList<string>? command)
    {
        var task = Task(plan);
        // A name must not be refused after something was written, so a chosen one was checked by the decision.
        var name = request.Name is { } asked ? AgentName.Require(tx.Sql, asked)
            : plan.KeptName is { } kept && AgentStore.Live(tx.Sql, kept) is null ? kept
            : request.Among is not null ? AgentName.ForPart(tx.Sql, plan.Role.Name, task.Title) : AgentName.Make(tx.Sql, plan.Role.Name, task.Number);
        var branch = plan.Branch ?? BranchName.For(
            rules.BranchTemplate, name, task.Number, task.Title, plan.Subject.Run.Name, candidate => ground.Tips.ContainsKey(candidate) || WorktreeStore.OfBranch(tx.Sql, candidate) is not null);
        var path = plan.Held?.Path ?? FreePath(tx.Sql, rules.WorktreeFolder, name);
        var secret = Ids.NewSecret();
        var agent = Agent(plan, task, name, branch, path, secret, command);
        AgentStore.Insert(tx, agent);
        var sparse = Sparse(plan);
        var worktreeId = Worktree(plan, agent, branch, path, sparse ?? []);
        TaskStore.Move(tx, task, TaskState.InProgress, caller.Actor, $"dispatched to {name}");
        TaskStore.SetOwner(tx, task.Id, agent.Id);
        var intent = new SlingIntent(agent.Id, worktreeId, path, branch, plan.Origin, plan.Held?.BaseCommit ?? plan.BaseCommit, plan.Held?.AgentId);
        Intents.Open(tx, Slinger.IntentKind, agent.Id, intent.ToJson());
        tx.Record(new EventDraft("agent.booting")
        {
            RunId = agent.RunId, Actor = caller.Actor, AgentId = agent.Id, TaskId = task.Id, Subject = worktreeId, Text = $"{name} as {agent.Role} on task {task.Number}, branch {branch}",
        });
        if (plan.Held?.AgentId is { } before)
        {
            MailHandover.ToSuccessor(tx, before, agent);
        }

        Dispatch(agent, task, plan);
        BudgetTeller.Look(tx, agent, rules.Budgets);
        return new SlingSeat(plan.Subject.Argument, plan.Subject.Run, agent, TaskStore.ById(tx.Sql, task.Id)!, intent, secret, PortStore.Ensure(tx, worktreeId, name, rules.Ports), plan)
        {
            Sparse = sparse ?? [],
            Inherits = !request.Inherit ? null : agent.ForkOf is null ? "checkpoint" : "session",
            Warnings = Warnings(plan, task, sparse is null),
        };
    }

    /// <summary>The task as one that may be claimed: added, or brought back to pending.</summary>
    public TaskRecord Task(SlingPlan plan)
    {
        if (plan.Subject.Draft is { } draft)
        {
            return TaskAdder.Add(tx, plan.Subject.Run, draft, caller);
        }

        var task = plan.Subject.Task!;
        return task.State switch
        {
            TaskState.InProgress => TaskRelease.ToPending(tx, task, caller.Actor, "its agent has ended"),
            TaskState.Failed or TaskState.Blocked => TaskReopener.Reopen(tx, task, caller.Actor, "taken up again"),
            _ => task,
        };
    }

    private AgentRecord Agent(SlingPlan plan, TaskRecord task, string name, string branch, string path, string secret, IReadOnlyList<string>? command) => new(
        tx.NewId("agent"), name, AgentStore.NextIncarnation(tx.Sql, name), plan.Role.Name, AgentState.Booting, tx.Now, null, plan.Subject.Run.Id, task.Id,
        plan.Parent?.Id, plan.Depth, request.Runtime ?? rules.Runtime, ExecRuntime.Stored(command), request.Model ?? plan.Role.Model, Ids.HashSecret(secret), branch, plan.BaseBranch,
        plan.Held?.BaseCommit ?? plan.BaseCommit, path, plan.Scope, request.SkipReview, request.DispatchMaxAgents, null, Session(plan), 0, null, 0, caller.Actor, tx.Now, tx.Now, null)
    {
        Stance = plan.Role.Stance,
        ForkOf = Session(plan) is null ? Fork.Session : null,
        HasTerminal = request.Terminal ?? (plan.Held?.AgentId is { } before && AgentStore.ById(tx.Sql, before) is { HasTerminal: true } held && held.Runtime == (request.Runtime ?? rules.Runtime)),
    };

    /// <summary>Who takes a worktree over goes on in the session that was begun there, where the runtime is the same; to whom it was handed begins its own.</summary>
    private string? Session(SlingPlan plan) =>
        request.HandoffFrom is null && plan.Held?.AgentId is { } id && AgentStore.ById(tx.Sql, id) is { Session: { } session } before && before.Runtime == (request.Runtime ?? rules.Runtime) ? session : null;

    private string Worktree(SlingPlan plan, AgentRecord agent, string branch, string path, IReadOnlyList<string> sparse)
    {
        if (plan.Held is { } held)
        {
            WorktreeStore.HandTo(tx, held.Id, agent.Id, WorktreeState.Preparing);
            return held.Id;
        }

        var id = tx.NewId("worktree");
        WorktreeStore.Insert(tx, new WorktreeRecord(id, agent.Id, agent.RunId, path, branch, plan.BaseCommit, WorktreeState.Preparing, [], tx.Now, null, null)
        {
            BaseBranch = plan.BaseBranch, Sparse = sparse, KeepBranch = plan.Origin == BranchOrigin.Attached && !WorktreeStore.MadeBranch(tx.Sql, branch),
        });
        return id;
    }

    /// <summary>The folders to check out; none for a full checkout, null where a sparse one was asked for and the scope names no folders.</summary>
    private IReadOnlyList<string>? Sparse(SlingPlan plan)
    {
        if (!(request.Sparse ?? rules.Sparse) || plan.Held is not null)
        {
            return [];
        }

        // By configuration it is a matter of course that a task without a scope gets everything.
        return SparseFolders.Of(plan.Scope, rules.SparseAlways) ?? (request.Sparse == true ? null : []);
    }

    /// <summary>An ended namesake's worktree may still lie there with its work.</summary>
    internal static string FreePath(Sql sql, string folder, string name)
    {
        var path = Path.Combine(folder, name);
        for (var copy = 2; Path.Exists(path) || WorktreeStore.AtPath(sql, path) is not null; copy++)
        {
            path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{copy}"));
        }

        return path;
    }

    private void Dispatch(AgentRecord agent, TaskRecord task, SlingPlan plan) => Mailbox.Deliver(tx, tx.Files, new MailDraft(
        caller.MailName, agent.Name, MailType.Dispatch, $"Dispatch: {task.Title}",
        $"You are {agent.Name}, {Article.Of(agent.Role)}. Task {task.Number} ({task.Id}) is yours.{StandsOn(plan)}{CameBack(agent, task, plan)}")
    {
        SenderId = caller.Agent?.Id, RecipientId = agent.Id, RunId = agent.RunId, TaskId = task.Id,
    });

    private string StandsOn(SlingPlan plan) => plan.Origin == BranchOrigin.New && TaskStore.ByBranch(tx.Sql, plan.BaseBranch) is { } lower
        ? string.Create(CultureInfo.InvariantCulture, $"\n\nYour branch begins on {plan.BaseBranch}, the work of task {lower.Number}, which has not landed. Leave that work as it is; yours lands after it.") : "";

    private string CameBack(AgentRecord agent, TaskRecord task, SlingPlan plan) =>
        plan.Origin == BranchOrigin.New && MergeStore.CameBack(tx.Sql, task.Id) is { } old ? $"\n\n{ConflictBrief.Anew(old, agent.Branch!)}"
        : MergeStore.BriefOf(tx.Sql, task.Id) is { } brief ? $"\n\nIts branch came back:\n{brief}" : "";

    private List<string> Warnings(SlingPlan plan, TaskRecord task, bool notNarrowed)
    {
        var warnings = new List<string>();
        if (notNarrowed)
        {
            warnings.Add("The checkout is full: a sparse one needs --files that begin with folders, such as src/login/**.");
        }

        if (request.SkipScout && plan.Role.Name != "lead")
        {
            warnings.Add($"--skip-scout is for leads; {plan.Role.Name} agents have no scouts to skip.");
        }

        if (Fork.Why is { } why)
        {
            warnings.Add(why);
        }

        if (plan.Parent is { Role: "coordinator" } && GroupStore.With(tx.Sql, task.Id, GroupState.Active).Count == 0)
        {
            warnings.Add($"Task {task.Number} is in no group, so nobody is told when its batch is finished: ov group add <group> {task.Number}");
        }

        if (plan.Parent is { Role: "lead" } lead && plan.Role.Name == "builder" && !request.NoScoutCheck && !request.SkipScout
            && AgentStore.OfRun(tx.Sql, lead.RunId).All(agent => agent.ParentId != lead.Id || agent.Role != "scout"))
        {
            warnings.Add($"{lead.Name} starts a builder for task {task.Number} without having sent a scout first; --no-scout-check silences this.");
        }

        return warnings;
    }
}
