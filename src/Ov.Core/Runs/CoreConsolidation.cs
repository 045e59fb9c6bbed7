using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Notes;

namespace Ov.Core.Runs;

/// <summary>Whether a run has reached its goals: until then nothing beside them is proposed (S0-49). The word and its reason stand in the alignment note.</summary>
public static class CoreConsolidation
{
    private const string Section = "Core consolidation";

    /// <summary>The word of the operator, the desk, the run's coordinator or one of its planners.</summary>
    /// <exception cref="OvException">usage without a reason, state for a run that has ended, not-operator, fenced.</exception>
    public static RunRecord Say(OvApp app, Caller caller, RunRecord run, bool complete, string reason) => app.Ledger.Write(tx =>
    {
        CallerFence.Require(tx.Sql, caller);
        if (caller.Agent is not { Role: "planner" } planner || planner.RunId != run.Id)
        {
            RunEnd.RequireMay(caller, run);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new OvException(ErrorCode.Usage, "Whoever says how far the goals are reached says what shows it.", "Add --reason \"…\".");
        }

        var now = RunLooper.RequireActive(tx.Sql, run);
        Set(tx, caller, now, complete, reason.Trim());
        NoteWriter.Align(tx, caller, now.Id, Section, $"{Word(complete)}: {reason.Trim()}");
        return RunStore.ById(tx.Sql, now.Id)!;
    });

    /// <summary>Goals that change are not reached (S0-51).</summary>
    internal static bool Reopen(Tx tx, Caller caller, RunRecord run)
    {
        if (run.CoreComplete)
        {
            Set(tx, caller, run, false, "the course of the run was changed");
        }

        return run.CoreComplete;
    }

    internal static string Word(bool complete) => complete ? "complete" : "pending";

    private static void Set(Tx tx, Caller caller, RunRecord run, bool complete, string reason)
    {
        RunStore.SetCore(tx, run.Id, complete);
        tx.Record(new EventDraft("run.core") { RunId = run.Id, Actor = caller.Actor, AgentId = caller.Agent?.Id, Subject = run.Id, Text = $"{Word(complete)}: {reason}" });
        tx.AfterCommit(() => Processes.Bell.Ring(tx.Files.WatchBell));
    }
}
