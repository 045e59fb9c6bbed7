using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Watching;
using Ov.Core.Worktrees;

namespace Ov.Core.Coordinating;

/// <summary>
/// Starts an agent that coordinates: the machinery of a sling, without a task. It works in a worktree of its own, never in the user's
/// checkout, rests until mail comes, and ends only when it is stopped.
/// </summary>
public sealed class CoordinatorStarter(OvApp app, Caller caller, CoordinatorRequest request)
{
    private readonly SlingRequest _sling = request.AsSling;

    private string Name => (request.Name ?? request.Role).ToLowerInvariant();

    /// <exception cref="OvException">state when it is running already; and what refuses a sling.</exception>
    public CoordinatorStart Start(CancellationToken stop)
    {
        var rules = SlingRules.In(app);
        SlingRuntime.Require(_sling, rules, app);
        if (request.Here)
        {
            SessionByHand.RequireDesk(app, request.Runtime ?? rules.Runtime);
        }

        // Broken templates are refused here, before anything is reserved.
        _ = app.Config.Env;
        var profile = request.Profile is { } named ? ProfileFile.Read(app.Project.Root, named) : null;
        profile?.RequireValues(_sling.Values);
        profile?.RequireWork(rules.Roles.Require(request.Role), hasTask: false, hasSpec: false);
        RequireNotRunning();
        var command = Command(rules);
        var run = CoordinatorRun.For(app, caller, request, Name);
        ClearFormer();
        var ground = SlingGround.Of(app, run, _sling, rules, []);
        var seat = app.Ledger.Write(tx => Reserve(tx, rules, run, ground, command));
        if (app.Options.DryRun)
        {
            return new CoordinatorStart(seat.Agent, run, null, IsWatched, IsWatched, []);
        }

        var before = IsWatched;
        app.Ledger.Seams.Reach(KillPoint.SlingReserved);
        var started = new SlingSpawn(app, _sling) { Profile = profile }.Run(seat, stop);
        var watched = (request.Watchdog && !before ? Watcher.Start(app, null) : Watcher.EnsureRunning(app)) is not null || before;
        return new CoordinatorStart(seat.Agent, run, started.Pid, watched, before, started.Warnings);
    }

    private bool IsWatched => FileLock.IsHeld(app.Project.Files.WatchLock);

    private void RequireNotRunning()
    {
        if (app.Ledger.Read(sql => AgentStore.Live(sql, Name)) is not { } live)
        {
            return;
        }

        throw live.Role == request.Role
            ? new OvException(
                ErrorCode.State, $"{char.ToUpperInvariant(request.Role[0])}{request.Role[1..]} is already running: {live.Name} ({live.State.Word()}, since {live.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm}).",
                $"Write to it with 'ov {request.Role} send', or start another beside it with --name.")
            : new OvException(ErrorCode.NameTaken, $"Agent name \"{live.Name}\" is already in use (state: {live.State.Word()}).", "Choose another with --name.");
    }

    private IReadOnlyList<string>? Command(SlingRules rules)
    {
        var spec = request.Command is null && (request.Runtime ?? rules.Runtime) == ExecRuntime.Word ? ExecRuntime.Configured(app.Config, request.Role) : null;
        var trust = TrustStore.For(app.Environment.Variables);
        foreach (var configured in app.Config.Setup.Concat(SlingRuntime.Configured(_sling, rules, app.Config)).Concat(spec is null ? [] : [spec]))
        {
            if (request.Trust)
            {
                trust.Approve(app.Project.Root, configured, caller.IsOperator);
            }

            trust.Require(app.Project.Root, configured);
        }

        return request.Command ?? spec?.Argv;
    }

    /// <summary>The worktree of an ended namesake holds nothing that lands; whatever it holds is kept under a backup ref.</summary>
    private void ClearFormer()
    {
        if (!app.Options.DryRun && app.Ledger.Read(sql => AgentStore.Newest(sql, Name)) is { IsLive: false } former && former.Role == request.Role
            && app.Ledger.Read(sql => WorktreeStore.OfAgent(sql, former.Id)) is not null)
        {
            AgentStop.End(app, caller, new StopRequest([former.Name], All: false, CleanWorktree: true, Force: true));
        }
    }

    private SlingSeat Reserve(Tx tx, SlingRules rules, RunRecord run, SlingGround ground, IReadOnlyList<string>? command)
    {
        CallerFence.Require(tx.Sql, caller);
        RequireNotRunning();
        var decision = new SlingDecision(tx.Sql, rules, _sling, caller);
        var (parent, role) = (decision.Parent(), rules.Roles.Require(request.Role));
        rules.Roles.RequireMaySpawn(parent, role, force: parent is null);
        var depth = parent is null ? 0 : parent.Depth + 1;
        decision.RequireRoom(run, parent, depth);
        var name = Name == request.Role ? Name : AgentName.Require(tx.Sql, Name);
        var branch = BranchName.For(rules.BranchTemplate, name, 0, request.Role, run.Name, candidate => ground.Tips.ContainsKey(candidate) || WorktreeStore.OfBranch(tx.Sql, candidate) is not null);
        var (path, secret) = (SlingReservation.FreePath(tx.Sql, rules.WorktreeFolder, name), Ids.NewSecret());
        var agent = new AgentRecord(
            tx.NewId("agent"), name, AgentStore.NextIncarnation(tx.Sql, name), role.Name, AgentState.Booting, tx.Now, null, run.Id, null, parent?.Id, depth,
            request.Runtime ?? rules.Runtime, ExecRuntime.Stored(command), request.Model ?? role.Model, Ids.HashSecret(secret), branch, ground.BaseBranch, ground.BaseCommit, path, [],
            false, null, null, null, 0, null, 0, caller.Actor, tx.Now, tx.Now, null)
        {
            IsDesk = request.Here,
        };
        AgentStore.Insert(tx, agent);
        var worktreeId = tx.NewId("worktree");
        WorktreeStore.Insert(tx, new WorktreeRecord(worktreeId, agent.Id, run.Id, path, branch, ground.BaseCommit, WorktreeState.Preparing, [], tx.Now, null, null) { BaseBranch = ground.BaseBranch });
        var intent = new SlingIntent(agent.Id, worktreeId, path, branch, BranchOrigin.New, ground.BaseCommit, null);
        Intents.Open(tx, Slinger.IntentKind, agent.Id, intent.ToJson());
        tx.Record(new EventDraft("agent.booting") { RunId = run.Id, Actor = caller.Actor, AgentId = agent.Id, Subject = worktreeId, Text = $"{name} as {role.Name} of {run.Name}" });
        Dispatch(tx, agent);
        var plan = new SlingPlan(new SlingSubject(name, run, null, null), role, parent, depth, [], BranchOrigin.New, branch, ground.BaseBranch, ground.BaseCommit, null, null);
        return new SlingSeat(name, run, agent, null, intent, secret, PortStore.Ensure(tx, worktreeId, name, rules.Ports), plan);
    }

    private void Dispatch(Tx tx, AgentRecord agent)
    {
        if (request.Objective.Trim().Length > 0)
        {
            Mailbox.Deliver(tx, tx.Files, new MailDraft(caller.MailName, agent.Name, MailType.Dispatch, "Objective", request.Objective.Trim())
            {
                SenderId = caller.Agent?.Id, RecipientId = agent.Id, RunId = agent.RunId,
            });
        }
    }
}
