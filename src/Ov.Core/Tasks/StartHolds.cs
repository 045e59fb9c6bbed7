using Ov.Core.Gates;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Phases;
using Ov.Core.Runs;

namespace Ov.Core.Tasks;

/// <summary>What keeps tasks of one run from being started although nothing they need is open: critical escalations, gates, a plan that is missing. What most runs have none of is looked for once for all their tasks.</summary>
public sealed class StartHolds
{
    private readonly Sql _sql;
    private readonly RunRecord _run;
    private readonly List<AreaHold> _areas;
    private readonly bool _hasGates;
    private readonly bool _plansFirst;

    public StartHolds(Sql sql, RunRecord run)
    {
        (_sql, _run) = (sql, run);
        _areas = AreaHold.All(sql);
        _hasGates = GateStore.HoldsAny(sql, run.Id, GatePoint.Start);
        _plansFirst = PhaseHolds.PlansFirst(run);
    }

    /// <summary>Null when nothing holds it.</summary>
    /// <param name="onlyReads">For an agent that changes nothing: neither a gate nor a plan keeps it from looking.</param>
    public OvException? Over(TaskRecord task, bool onlyReads) => Area(task) ?? (onlyReads ? null : Gate(task) ?? (_plansFirst ? PhaseHolds.Start(_sql, _run, task) : null));

    private OvException? Area(TaskRecord task) =>
        _areas.Count == 0 ? null : AreaHold.Among(_areas, _run.Id, PhaseStore.Area(_sql, task))?.Refusal($"Task {task.Number}");

    private OvException? Gate(TaskRecord task) => _hasGates ? GateHolds.Refusal(_sql, _run.Id, task.Id, GatePoint.Start, $"Task {task.Number}") : null;
}
