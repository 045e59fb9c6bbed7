using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Runs;

/// <summary>The run that <c>task add</c> and <c>sling</c> work in: nobody needs to name or start one to begin.</summary>
public static class DefaultRun
{
    /// <summary>The run by the contract's rules; when none is active, a new <c>run-N</c>. Two racing callers get the same one.</summary>
    /// <exception cref="OvException">ambiguous-run, not-found, or state when the run meant has ended.</exception>
    public static RunRecord Ensure(OvApp app, Caller caller)
    {
        var found = app.Ledger.Read(sql => RunResolver.Find(app, sql, caller));
        return found switch
        {
            null => RunStarter.StartFirst(app, caller),
            { State: RunState.Active } => found,
            _ => throw new OvException(ErrorCode.State, $"Run {found.Name} is {found.State.Word()} and takes no new work.", "Start another with 'ov run start', or name an active one with --run."),
        };
    }

    /// <summary>
    /// Does the work in that run. Where a first run would be started for it, the work is tried on an imagined one before: what is refused
    /// leaves no run and no branch behind.
    /// </summary>
    /// <exception cref="OvException">As <see cref="Ensure"/>, and whatever the work refuses.</exception>
    public static T Write<T>(OvApp app, Caller caller, Func<Tx, RunRecord, T> work)
    {
        if (app.Ledger.Read(sql => RunResolver.Find(app, sql, caller)) is null)
        {
            app.Ledger.Rehearse(tx => work(tx, RunStarter.Imagine(tx, caller)));
        }

        var run = Ensure(app, caller);
        return app.Ledger.Write(tx => work(tx, run));
    }
}
