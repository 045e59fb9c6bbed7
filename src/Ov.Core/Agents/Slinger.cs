using Ov.Core.Budgets;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Notes;
using Ov.Core.Runs;
using Ov.Core.Runtimes.Exec;
using Ov.Core.Tasks;
using Ov.Core.Trackers;
using Ov.Core.Watching;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>
/// Starts agents on tasks. All arguments are decided in one transaction; then each gets its worktree, its setup and its host. One
/// that fails is rolled back whole and never stops the others.
/// </summary>
public sealed class Slinger(OvApp app, Caller caller, SlingRequest request)
{
    /// <summary>The kind of the intent that is open from the reservation until the host confirmed.</summary>
    public const string IntentKind = "sling";

    private SlingFork _fork = new(null, null);
    private Profile? _profile;

    /// <summary>Results in the order of the arguments.</summary>
    /// <exception cref="OvException">What concerns the whole call, or the only argument.</exception>
    public IReadOnlyList<SlingResult> Sling(CancellationToken stop)
    {
        var (rules, subjects) = Prepare(rehearsal: false, stop);
        var handoff = SlingHandoff.For(app, caller, request, _fork.Session is not null);
        var grounds = Grounds(rules, subjects);
        var commands = Commands(rules, subjects);
        RequireRoom(rules, subjects, grounds);
        StopHolders(rules, subjects, grounds, commands);
        var outcomes = app.Ledger.Write(tx => Decide(tx, rules, subjects, grounds, commands));
        app.Ledger.Seams.Reach(KillPoint.SlingReserved);
        var results = Spawn(outcomes, handoff, stop);
        if (results.Any(result => result.Pid is not null))
        {
            Watcher.EnsureRunning(app);
        }

        return results;
    }

    /// <summary>The same decisions, nothing kept.</summary>
    public IReadOnlyList<SlingResult> Rehearse()
    {
        var (rules, subjects) = Prepare(rehearsal: true, CancellationToken.None);
        SlingHandoff.For(app, caller, request, _fork.Session is not null);
        var grounds = Grounds(rules, subjects);
        return [.. app.Ledger.Rehearse(tx => Decide(tx, rules, subjects, grounds, new Dictionary<string, IReadOnlyList<string>?>())).Select(outcome => outcome.Result ?? SlingResult.Of(outcome.Seat!, null, []))];
    }

    /// <summary>What several agents may come to at worst; null for a single one.</summary>
    public FanOut? Worst() => app.Ledger.Read(sql =>
    {
        var ready = request.AllReady && RunResolver.Find(app, sql, caller) is { } run ? SlingSubject.AllReady(sql, run).Count : 0;
        return FanOut.Of(app, sql, Math.Max(request.Among ?? 0, request.Arguments.Count + ready), request.Role ?? "builder");
    });

    private (SlingRules, IReadOnlyList<SlingSubject>) Prepare(bool rehearsal, CancellationToken stop)
    {
        request.Check(caller, app.Environment.WorkingDirectory);
        var rules = SlingRules.In(app);
        SlingRuntime.Require(request, rules, app);
        _fork = SlingFork.For(app, caller, request, rules, stop);
        if (!rehearsal)
        {
            TrackerExchange.TakeNamed(app, caller, request.Arguments, stop);
        }

        // Broken templates are refused here, before anything is reserved.
        _ = app.Config.Env;
        _profile = request.Profile is { } profile ? ProfileFile.Read(app.Project.Root, profile) : null;
        _profile?.RequireValues(request.Values);
        var subjects = Subjects(rules, rehearsal);
        RequireProfile(rules, subjects);
        return (rules, subjects);
    }

    /// <summary>Whoever works by a profile fits it; looked at before anything is reserved.</summary>
    private void RequireProfile(SlingRules rules, IReadOnlyList<SlingSubject> subjects)
    {
        foreach (var subject in _profile is null ? [] : subjects.Where(subject => subject.Refusal is null))
        {
            var role = rules.Roles.Require(request.Role ?? subject.Task?.Role ?? subject.Draft!.Role);
            _profile!.RequireWork(role, hasTask: true, request.SpecFile is not null || (subject.Task is { } task && app.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Spec, task.Id)) is not null));
        }
    }

    private List<SlingSubject> Subjects(SlingRules rules, bool rehearsal)
    {
        var role = rules.Roles.Require(request.Role ?? "builder").Name;
        var needsRun = request.AllReady || request.Arguments.Any(SlingSubject.IsText) || request.SkipTaskCheck;
        var run = !needsRun ? null : rehearsal ? app.Ledger.Read(sql => RunResolver.Require(app, sql, caller)) : DefaultRun.Ensure(app, caller);
        return app.Ledger.Read(sql =>
        {
            var named = request.Arguments.Select(argument => Subject(sql, argument, run, role)).ToList();
            var ready = request.AllReady ? SlingSubject.AllReady(sql, run!).Where(one => named.All(other => other.Task?.Id != one.Task!.Id)) : [];
            return named.Concat(ready).ToList();
        });
    }

    private SlingSubject Subject(Sql sql, string argument, RunRecord? run, string role)
    {
        if (SlingSubject.IsText(argument))
        {
            return new SlingSubject(argument, run!, null, SlingSubject.DraftOf(argument, request, role));
        }

        try
        {
            if (TaskResolver.Find(app, sql, argument) is { } task)
            {
                return new SlingSubject(argument, RunStore.ById(sql, task.RunId)!, task, null);
            }

            return request.SkipTaskCheck
                ? new SlingSubject(argument, run!, null, SlingSubject.DraftOf(argument, request, role))
                : throw new OvException(ErrorCode.NotFound, $"Task \"{argument}\" not found.{TaskResolver.Near(sql, argument)}", "See 'ov task list'; a new task is described in several words.");
        }
        catch (OvException refusal) when (request.Arguments.Count > 1)
        {
            return new SlingSubject(argument, run ?? Nowhere, null, null, refusal);
        }
    }

    /// <summary>Stands in where the argument itself is refused, so its run is never asked for.</summary>
    private static readonly RunRecord Nowhere = new("", "", "", RunState.Active, "", "", "", "", default, null, null);

    private Dictionary<string, SlingGround> Grounds(SlingRules rules, IReadOnlyList<SlingSubject> subjects) => subjects
        .Where(subject => subject.Refusal is null).GroupBy(subject => subject.Run.Id)
        .ToDictionary(group => group.Key, group => SlingGround.Of(app, group.First().Run, request, rules, group.Select(subject => subject.Task?.Branch).Concat(Needed(group)).OfType<string>()));

    /// <summary>A task may begin on the branch of one that it needs.</summary>
    private List<string?> Needed(IEnumerable<SlingSubject> subjects) =>
        app.Ledger.Read(sql => subjects.Where(subject => subject.Task is not null).SelectMany(subject => TaskStore.Needs(sql, subject.Task!.Id)).Where(task => task.State == TaskState.Completed).Select(task => task.Branch).ToList());

    /// <summary>Whatever the repository's configuration would run needs the operator's approval on this machine.</summary>
    private Dictionary<string, IReadOnlyList<string>?> Commands(SlingRules rules, IReadOnlyList<SlingSubject> subjects)
    {
        var commands = new Dictionary<string, IReadOnlyList<string>?>();
        var configured = app.Config.Setup.ToList();
        configured.AddRange(SlingRuntime.Configured(request, rules, app.Config));
        foreach (var role in subjects.Where(s => s.Refusal is null).Select(s => request.Role ?? s.Task?.Role ?? s.Draft!.Role).Distinct())
        {
            var spec = request.Command is null && (request.Runtime ?? rules.Runtime) == ExecRuntime.Word ? ExecRuntime.Configured(app.Config, role) : null;
            commands[role] = request.Command ?? spec?.Argv;
            configured.AddRange(spec is null ? [] : [spec]);
        }

        RequireTrust(configured);
        return commands;
    }

    /// <summary>A task that goes on in the worktree it has needs no more room.</summary>
    private void RequireRoom(SlingRules rules, IReadOnlyList<SlingSubject> subjects, Dictionary<string, SlingGround> grounds)
    {
        var held = app.Ledger.Read(sql => subjects.Where(s => s.Task?.Branch is { } branch && WorktreeStore.OfBranch(sql, branch) is not null).ToHashSet());
        if (request.Open is null && !(request.Sparse ?? rules.Sparse))
        {
            DiskRoom.Require(app, rules.WorktreeFolder, [.. subjects.Where(s => s.Refusal is null && !held.Contains(s)).Select(s => grounds[s.Run.Id].BaseCommit)]);
        }
    }

    private void RequireTrust(IReadOnlyList<CommandSpec> configured)
    {
        var trust = TrustStore.For(app.Environment.Variables);
        foreach (var command in configured)
        {
            if (request.Trust)
            {
                trust.Approve(app.Project.Root, command, caller.IsOperator);
            }

            trust.Require(app.Project.Root, command);
        }
    }

    /// <summary>
    /// <c>--restart</c> of a task whose agent is alive stops that first, its work kept; but nobody is stopped for a start that would be
    /// refused anyway, so the decision is rehearsed.
    /// </summary>
    private void StopHolders(SlingRules rules, IReadOnlyList<SlingSubject> subjects, Dictionary<string, SlingGround> grounds, Dictionary<string, IReadOnlyList<string>?> commands)
    {
        var holders = request is { Restart: true, After: null } ? app.Ledger.Read(sql => subjects.Select(subject => SlingTakeover.HolderOf(sql, subject, caller)).ToList()) : [];
        if (holders.TrueForAll(holder => holder is null))
        {
            return;
        }

        var outcomes = app.Ledger.Rehearse(tx =>
        {
            SlingTakeover.EndAll(tx, holders, caller);
            return Decide(tx, rules, subjects, grounds, commands);
        });
        var replaced = holders.Where((holder, i) => holder is not null && outcomes[i].Seat is not null).Select(holder => holder!.Name).Distinct().ToList();
        new AgentStopper(app, caller).Stop(replaced, "replaced by a new incarnation");
    }

    private List<SlingOutcome> Decide(
        Tx tx, SlingRules rules, IReadOnlyList<SlingSubject> subjects, Dictionary<string, SlingGround> grounds, Dictionary<string, IReadOnlyList<string>?> commands)
    {
        CallerFence.Require(tx.Sql, caller);
        var decision = new SlingDecision(tx.Sql, rules, request, caller);
        var reservation = new SlingReservation(tx, rules, request, caller) { Fork = _fork };
        var outcomes = new List<SlingOutcome>();
        foreach (var subject in subjects)
        {
            try
            {
                var plan = decision.For(subject, grounds.GetValueOrDefault(subject.Run.Id)!);
                outcomes.Add(plan.WaitsFor is { } holder
                    ? new SlingOutcome(null, SlingSerialization.Wait(tx, plan, holder, caller))
                    : new SlingOutcome(reservation.Make(plan, grounds[subject.Run.Id], commands.GetValueOrDefault(plan.Role.Name)), null));
            }
            catch (OvException refusal) when (subjects.Count > 1)
            {
                outcomes.Add(new SlingOutcome(null, SlingResult.Refused(subject, refusal)));
            }
        }

        return outcomes;
    }

    private List<SlingResult> Spawn(List<SlingOutcome> outcomes, string? handoff, CancellationToken stop)
    {
        var results = new List<SlingResult>();
        var spawn = new SlingSpawn(app, request) { Handoff = handoff, Profile = _profile };
        var pending = new Queue<SlingSeat>(outcomes.Select(outcome => outcome.Seat).OfType<SlingSeat>());
        foreach (var outcome in outcomes)
        {
            if (outcome.Result is { } decided)
            {
                results.Add(decided);
                continue;
            }

            var seat = pending.Peek();
            try
            {
                results.Add(spawn.Run(seat, stop));
                pending.Dequeue();
            }
            catch (OvException failure) when (outcomes.Count > 1)
            {
                pending.Dequeue();
                results.Add(SlingResult.Failed(seat, failure));
            }
            catch (OvException failure) when (seat.Plan.Subject.Draft is not null)
            {
                throw SlingResult.Kept(seat, failure);
            }
            catch (OperationCanceledException)
            {
                // What was reserved and not yet begun must not stay reserved; the seat at hand has undone itself.
                pending.Dequeue();
                while (pending.TryDequeue(out var rest))
                {
                    SlingRollback.Run(app, rest.Intent, "the sling was interrupted", "failed");
                }

                throw;
            }
        }

        return results;
    }
}
