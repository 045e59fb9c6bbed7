using Ov.Core.Agents;
using Ov.Core.Coordinating;
using Ov.Core.Gates;
using Ov.Core.Graphs;
using Ov.Core.Ledger;

namespace Ov.Core.Runs;

/// <summary>Whether a run is complete, by the same triggers as its coordinator's, and if it is not, what it waits for (S0-22, S0-24).</summary>
/// <param name="Exit">For scripts: 0 complete, 1 not yet, 6 a person has to decide, 8 nothing will come of itself.</param>
public sealed record RunCheck(bool Complete, int Exit, string Run, string Stage, bool Loop, IReadOnlyDictionary<string, CompletionTrigger> Triggers, ReadyExplanation Explanation)
{
    public static RunCheck Of(OvApp app, Sql sql, RunRecord run)
    {
        var graph = TaskGraph.Of(sql, run.Id);
        var held = HeldTasks.Read(sql, run, graph);
        var explanation = ReadyExplanation.Of(graph, run, HeldTasks.Holders(sql, graph), held);
        var met = CompletionTriggers.Of(sql, app.Config.Coordinator, run, CoordinatorFinder.Live(sql, "coordinator").Find(agent => agent.RunId == run.Id));
        return new RunCheck(met.Complete, ExitOf(met.Complete, explanation.Verdict, GateStore.Pending(sql).Exists(gate => gate.RunId == run.Id)), run.Name, run.Stage, run.Loop, met.Triggers, explanation);
    }

    internal static int ExitOf(bool complete, ReadyVerdict verdict, bool waitsForPerson) => (complete, verdict) switch
    {
        (true, _) => 0,
        (_, ReadyVerdict.Running or ReadyVerdict.Ready or ReadyVerdict.NoTasks) => ErrorCode.Failed.Exit,
        _ when waitsForPerson => ErrorCode.GatePending.Exit,
        (_, ReadyVerdict.Stuck) => ErrorCode.Breaker.Exit,
        _ => ErrorCode.Failed.Exit,
    };
}
