using Ov.Core.Budgets;
using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Phases;
using Ov.Core.Runs;
using Ov.Core.Scopes;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>Every rule of a sling, asked inside the transaction that acts on the answer (defect 8: limits and locks must be atomic).</summary>
public sealed class SlingDecision(Sql sql, SlingRules rules, SlingRequest request, Caller caller)
{
    /// <exception cref="OvException">The rule that refuses it.</exception>
    public SlingPlan For(SlingSubject subject, SlingGround ground)
    {
        if (subject.Refusal is { } refusal)
        {
            throw refusal;
        }

        var parent = Parent();
        var depth = Depth(parent);
        var (task, draft) = Work(subject, parent);
        var role = rules.Roles.Require(request.Role ?? task?.Role ?? draft!.Role);
        rules.Roles.RequireMaySpawn(parent, role, request.ForceHierarchy);
        RequireNeeded(task, parent);
        RequireOwnRun(subject.Run, parent);
        RequireRoom(subject.Run, parent, depth, task);
        TaskRecord? lower = null;
        if (task is not null)
        {
            lower = RequireFree(task, role.IsReadOnly);
        }
        else if (!role.IsReadOnly)
        {
            GateHolds.Require(sql, subject.Run.Id, null, GatePoint.Start, $"\"{draft!.Title}\"");
        }

        var declared = request.Files.Count > 0 ? TaskText.RequireScope(request.Files) : task?.Scope ?? draft!.Scope;
        if (AreaHold.Over(sql, subject.Run.Id, declared.Count == 0 && task is not null ? PhaseStore.Area(sql, task) : declared) is { } hold)
        {
            throw hold.Refusal(task is null ? $"\"{draft!.Title}\"" : $"Task {task.Number}");
        }

        IReadOnlyList<string> scope = role.IsReadOnly ? [] : declared;
        var plan = Place(subject with { Task = task, Draft = draft }, role, parent, depth, scope, lower is null ? ground : On(lower, subject.Run, ground));
        return plan with { WaitsFor = Holder(plan) };
    }

    /// <summary>The calling agent, whatever the options say (contract, "Identity"); the operator may name one.</summary>
    internal AgentRecord? Parent()
    {
        if (caller.Agent is { } self)
        {
            return request.Parent is null || request.Parent.Equals(self.Name, StringComparison.OrdinalIgnoreCase)
                ? AgentStore.ById(sql, self.Id)
                : throw new OvException(ErrorCode.Identity, $"{self.Name} cannot sling on behalf of '{request.Parent}'.", "Leave --parent out: the caller is the parent.");
        }

        if (request.Parent is not { } name || name.Equals(Caller.OperatorName, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var named = AgentResolver.Require(sql, name);
        return named.IsLive ? named : throw new OvException(ErrorCode.State, $"The parent {named.Name} has ended ({named.State.Word()}).", "Leave --parent out, or name a live agent.");
    }

    private int Depth(AgentRecord? parent)
    {
        var depth = parent is null ? 0 : parent.Depth + 1;
        return request.Depth is null || request.Depth == depth
            ? depth
            : throw new OvException(
                ErrorCode.Identity, $"--depth {request.Depth} contradicts the parent: an agent {(parent is null ? "without a parent" : $"under {parent.Name}")} has depth {depth}.", "Leave --depth out.");
    }

    private (TaskRecord? Task, TaskDraft? Draft) Work(SlingSubject subject, AgentRecord? parent)
    {
        var task = subject.Task is { } known ? TaskStore.ById(sql, known.Id) : null;
        return task is not null && parent is not null && task.OwnerId == parent.Id
            ? (null, SlingSubject.PartOf(task, request, request.Role ?? task.Role))
            : (task, subject.Draft);
    }

    /// <summary>A part of a task is handed out by who works on the whole; the operator may step in.</summary>
    private void RequireNeeded(TaskRecord? task, AgentRecord? parent)
    {
        if (parent is not null && task?.ParentId is { } wholeId && TaskStore.ById(sql, wholeId) is { OwnerId: { } ownerId } whole
            && ownerId != parent.Id && AgentStore.ById(sql, ownerId) is { IsLive: true } owner)
        {
            throw new OvException(
                ErrorCode.UnnecessarySpawn, $"Task {task.Number} is part of task {whole.Number}, which {owner.Name} works on and hands out itself.", $"Write to it: ov mail send --to {owner.Name}");
        }
    }

    private void RequireOwnRun(RunRecord run, AgentRecord? parent)
    {
        var now = RunStore.ById(sql, run.Id)!;
        if (now.State != RunState.Active)
        {
            throw new OvException(ErrorCode.State, $"Run {now.Name} is {now.State.Word()} and starts no more agents.", "Start another with 'ov run start'.");
        }

        if (parent is not null && parent.RunId != run.Id)
        {
            throw new OvException(ErrorCode.Hierarchy, $"{parent.Name} works for another run than {now.Name}, and agents are started inside one run only.");
        }
    }

    internal void RequireRoom(RunRecord run, AgentRecord? parent, int depth, TaskRecord? task = null)
    {
        BudgetGate.RequireStart(sql, rules.Budgets, run, task, rules.Now);
        if (depth > rules.MaxDepth)
        {
            throw new OvException(ErrorCode.LimitDepth, $"Depth limit exceeded: depth {depth} > maxDepth {rules.MaxDepth}.", "Do the work yourself, or report it to your parent; the operator sets agents.maxDepth.");
        }

        var live = AgentStore.CountLive(sql);
        if (live >= rules.MaxConcurrent)
        {
            throw new OvException(ErrorCode.LimitAgents, $"Max concurrent agent limit reached: {live}/{rules.MaxConcurrent} active agents.", "Wait until one ends, or stop one; the operator sets agents.maxConcurrent.");
        }

        var started = rules.MaxPerRun == 0 ? 0 : AgentStore.CountOfRun(sql, run.Id);
        if (rules.MaxPerRun > 0 && started >= rules.MaxPerRun)
        {
            throw new OvException(ErrorCode.LimitRun, $"Run session limit reached: {started}/{rules.MaxPerRun} agents spawned in run \"{run.Name}\".", "The operator sets agents.maxSessionsPerRun.");
        }

        if (parent is not null && ChildLimit(parent) is > 0 and var most && AgentStore.LiveChildren(sql, parent.Id).Count is var children && children >= most)
        {
            if (parent.Role == "coordinator")
            {
                throw new OvException(ErrorCode.ScopeExplosion, $"\"{parent.Name}\" has {children} leads at work, and follows at most {most}.", "Give one of them a broader task, or wait until one ends; the operator sets agents.maxAgentsPerLead.");
            }

            throw new OvException(ErrorCode.LimitChildren, $"Per-lead agent limit reached: \"{parent.Name}\" has {children}/{most} active children.", "Wait until one of them ends.");
        }
    }

    /// <summary>Zero is unlimited. An agent may lower its own ceiling, not raise it.</summary>
    private int ChildLimit(AgentRecord parent)
    {
        var set = parent.MaxChildren ?? rules.MaxPerLead;
        return request.MaxAgents is not { } asked || (caller.Agent is not null && set > 0 && (asked == 0 || asked > set)) ? set : asked;
    }

    /// <returns>The task whose branch its own begins on; null: it begins where the others do.</returns>
    private TaskRecord? RequireFree(TaskRecord task, bool onlyReads)
    {
        var holder = task.OwnerId is { } ownerId ? AgentStore.ById(sql, ownerId) : null;
        if (task.State == TaskState.InProgress && holder is { IsLive: true })
        {
            throw new OvException(
                ErrorCode.AlreadyClaimed, $"Task {task.Number} is already being worked by agent \"{holder.Name}\".", "Wait for it, or replace that agent: ov sling <task> --restart.");
        }

        if (request.After is { } before && AgentStore.OfTask(sql, task.Id).LastOrDefault() is { } last && last.Id != before)
        {
            throw new OvException(ErrorCode.AlreadyClaimed, $"Task {task.Number} was taken up by agent \"{last.Name}\" meanwhile.", "Nothing needs to be done.");
        }

        if (!onlyReads && TaskAttemptStore.Failures(sql, task) >= ReplanVerdict.MostFailures)
        {
            throw new OvException(
                ErrorCode.SameScope, $"{ReplanVerdict.MostFailures} agents failed at task {task.Number} as it is described, and a third would be given the same.",
                $"Let somebody plan it anew: ov sling \"Plan task {task.Number} anew\" --role planner; then change it (ov task edit, ov spec write) or split it. To try it as it is: ov task reopen {task.Number} --reason \"…\"");
        }

        if (request.Restart && task.State is TaskState.Failed or TaskState.Blocked)
        {
            TaskRights.Require(sql, caller, TaskVerb.Reopen, task);
        }

        var takenUp = request.Restart && task.State is TaskState.InProgress or TaskState.Failed or TaskState.Blocked;
        var readiness = TaskReadiness.For(sql, takenUp ? task with { State = TaskState.Pending, OwnerId = null } : task, onlyReads, mayStack: request.BaseBranch is null && request.Open is null);
        readiness.Require(task);
        return readiness.StandsOn;
    }

    /// <summary>Where the needed task was reported, whatever came to its branch since.</summary>
    private SlingGround On(TaskRecord lower, RunRecord run, SlingGround ground) =>
        (MergeStore.OpenOf(sql, lower.Branch!, run.Target)?.Tip ?? ground.Tips.GetValueOrDefault(lower.Branch!)) is { } tip ? ground with { BaseBranch = lower.Branch!, BaseCommit = tip }
        : throw new OvException(ErrorCode.NotReady, $"The branch {lower.Branch} of task {lower.Number}, on which this would begin, is gone.", "It starts once that task has landed.");

    /// <summary>A task that was worked on goes on where it stopped; else a branch is cut for it.</summary>
    private SlingPlan Place(SlingSubject subject, Role role, AgentRecord? parent, int depth, IReadOnlyList<string> scope, SlingGround ground)
    {
        var plan = new SlingPlan(subject, role, parent, depth, scope, BranchOrigin.New, null, ground.BaseBranch, ground.BaseCommit, null, null);
        if (request.Open is { } open)
        {
            return WorktreeStore.OfBranch(sql, open) is { State: WorktreeState.Ready } there && Directory.Exists(there.Path)
                ? TakeOver(plan, there, null)
                : plan with { Origin = BranchOrigin.Attached, Branch = open };
        }

        if (subject.Task?.Branch is not { } branch || !ground.Tips.ContainsKey(branch) || (request.BaseBranch is not null && !request.Restart))
        {
            return plan;
        }

        var last = AgentStore.OfTask(sql, subject.Task.Id).LastOrDefault(agent => agent.Branch == branch);
        var based = plan with { Branch = branch, BaseBranch = last?.BaseBranch ?? ground.BaseBranch, BaseCommit = last?.BaseCommit ?? ground.BaseCommit };
        return WorktreeStore.OfBranch(sql, branch) is { State: WorktreeState.Ready } held && Directory.Exists(held.Path)
            ? TakeOver(based, held, last?.Role == role.Name ? last.Name : null)
            : based with { Origin = BranchOrigin.Attached, KeptName = last?.Role == role.Name ? last.Name : null };
    }

    private SlingPlan TakeOver(SlingPlan plan, WorktreeRecord held, string? name)
    {
        if (held.AgentId is { } agentId && AgentStore.ById(sql, agentId) is { IsLive: true } user)
        {
            throw new OvException(ErrorCode.AlreadyClaimed, $"The worktree of {held.Branch} is in use by {user.Name}.", $"Stop it first: ov stop {user.Name}");
        }

        return plan with { Origin = BranchOrigin.TakenOver, Held = held, Branch = held.Branch, KeptName = name };
    }

    /// <summary>The scopes of live agents are leases; a lead's own covers what it hands out.</summary>
    private string? Holder(SlingPlan plan)
    {
        var above = ScopeHolders.Line(sql, plan.Parent).ToHashSet();
        foreach (var (agent, overlap) in ScopeHolders.Agents(sql, plan.Scope).Where(found => !above.Contains(found.Agent.Id)))
        {
            return request.Serialize && agent.RunId == plan.Subject.Run.Id && agent.TaskId is { } holder && holder != plan.Subject.Task?.Id
                ? holder
                : throw ScopeHolders.Refusal(agent.Name, overlap, "Wait for it, narrow --files, or let this task wait for that one with --serialize.");
        }

        ScopeHolders.RequireFreeOfPeople(sql, plan.Scope, "Narrow --files, or remove that worktree once its work has landed.");
        return null;
    }
}
