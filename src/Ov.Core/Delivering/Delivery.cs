using Ov.Core.Agents;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Core.Delivering;

/// <summary>What comes home: the branch of a run, to the branch that it was cut from. Nothing of it has been done yet.</summary>
public sealed record Delivery(RunRecord Run, string Home)
{
    public string Branch => Run.Target;

    /// <param name="into">Another branch than the one the run's was cut from.</param>
    /// <exception cref="OvException">
    /// not-operator; usage when no branch is known to bring it to; incomplete-batch; state when it is home already; not-found when a
    /// branch is gone; no-commit.
    /// </exception>
    public static Delivery Of(OvApp app, Caller caller, RunRecord run, string? into)
    {
        caller.RequireOperator("bring a run home");
        var home = into ?? run.Home ?? DefaultBranch.Of(app)
            ?? throw new OvException(ErrorCode.Usage, $"Nothing says which branch {run.Target} belongs to.", "Name it with --into.");
        if (home == run.Target)
        {
            throw new OvException(ErrorCode.State, $"The work of run {run.Name} lands on {home} itself, so there is nothing to bring home.", "Another branch can be named with --into.");
        }

        RunEnd.RequireEnded(
            app.Ledger.Read(sql => TaskStore.OfRun(sql, run.Id)), run, LeadCompletion.IsFinished,
            $"Land or cancel them first (ov merge --all --run {run.Name}), or bring only what has landed so far: ov merge --branch {run.Target} --into {home}");
        _ = MergeAdmission.Check(app, caller, run.Target, home, pin: false, run);
        return new Delivery(run, home);
    }

    /// <summary>Lands it there by the way that every merge takes: queue, gates, landing rule. Nothing is pushed.</summary>
    public BranchOutcome Land(OvApp app, Caller caller, bool trust, CancellationToken stop) => LandingRound.Run(app, caller, Ask(trust), stop).Single();

    /// <summary>What landing it would give.</summary>
    public LandingForecast Forecast(OvApp app, Caller caller) => LandingForecast.For(app, caller, Ask(trust: false)).Single();

    private LandingAsk Ask(bool trust) => new([Branch], Home, trust) { Own = Run };
}
