using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Templates;

namespace Ov.Core.Runs;

/// <summary>Turns on and off that the tick starts a run's tasks, and names its stage.</summary>
public static class RunLooper
{
    /// <exception cref="OvException">state for a run that has ended, not-operator, fenced.</exception>
    public static RunRecord Turn(OvApp app, Caller caller, RunRecord run, bool on) => app.Ledger.Write(tx =>
    {
        var now = Require(tx, caller, run);
        RunStore.SetLoop(tx, now.Id, on);
        tx.Record(new EventDraft("run.loop") { RunId = now.Id, Actor = caller.Actor, Subject = now.Id, Text = on ? "on" : "off" });
        tx.AfterCommit(() => Processes.Bell.Ring(tx.Files.WatchBell));
        return RunStore.ById(tx.Sql, now.Id)!;
    });

    /// <param name="stage">Free text from the template; tasks start in <c>executing</c> only.</param>
    /// <exception cref="OvException">usage, state for a run that has ended or is being steered, not-operator, fenced.</exception>
    public static RunRecord Stage(OvApp app, Caller caller, RunRecord run, string stage)
    {
        if (!Config.Expect.IsName(stage))
        {
            throw new OvException(ErrorCode.Usage, "A stage is a word of letters, digits, dashes and underscores.", $"Tasks start in the stage {RunTemplate.Executing}: ov run stage {RunTemplate.Executing}");
        }

        return app.Ledger.Write(tx =>
        {
            var now = Require(tx, caller, run);
            if (now.Stage == RunSteering.Stage || stage == RunSteering.Stage)
            {
                throw now.Stage == RunSteering.Stage ? RunSteering.Underway(now) : new OvException(ErrorCode.Usage, "Steering begins with a command of its own.", "ov run steer --trigger \"why\"");
            }

            return Move(tx, caller, now, stage);
        });
    }

    internal static RunRecord Move(Tx tx, Caller caller, RunRecord run, string stage)
    {
        RunStore.SetStage(tx, run.Id, stage);
        tx.Record(new EventDraft("run.stage") { RunId = run.Id, Actor = caller.Actor, Subject = run.Id, Text = stage });
        tx.AfterCommit(() => Processes.Bell.Ring(tx.Files.WatchBell));
        return RunStore.ById(tx.Sql, run.Id)!;
    }

    /// <summary>The run as it is now, which its coordinator, the desk or the operator may direct.</summary>
    internal static RunRecord Require(Tx tx, Caller caller, RunRecord run)
    {
        CallerFence.Require(tx.Sql, caller);
        RunEnd.RequireMay(caller, run);
        return RequireActive(tx.Sql, run);
    }

    internal static RunRecord RequireActive(Sql sql, RunRecord run) => RunStore.ById(sql, run.Id)! is { State: RunState.Active } now ? now
        : throw new OvException(ErrorCode.State, $"Run {run.Name} has ended.", $"Open it again first: ov run reopen {run.Name}");
}
