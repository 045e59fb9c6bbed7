using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Worktrees;

namespace Ov.Core.Agents;

/// <summary>
/// Stops agents: the whole process tree ends, the work stays, the task is free again. Works when the host is dead already. Names are
/// matched whole (defect 1: a prefix must never hit another agent).
/// </summary>
public sealed class AgentStopper(OvApp app, Caller caller)
{
    public const string IntentKind = "stop";

    /// <summary>Results in the order of the words.</summary>
    public IReadOnlyList<StopResult> Stop(IReadOnlyList<string> words, string reason)
    {
        var stops = app.Ledger.Write(tx => words.Select(word => Open(tx, word, reason)).ToList());
        app.Ledger.Seams.Reach(KillPoint.StopRequested);
        return [.. stops.Select(stop => stop.Refusal is { } refusal ? StopResult.Refused(stop.Word, refusal) : End(stop))];
    }

    /// <summary>Names of the live agents of a run, or of all; who started others comes first, so that nobody reacts to the end of its own.</summary>
    public IReadOnlyList<string> AllLive(string? runId) => app.Ledger.Read(sql =>
        AgentStore.AllLive(sql, runId).Where(agent => agent.Id != caller.Agent?.Id && CallerFence.IsAbove(sql, caller, agent)).OrderBy(agent => agent.Depth).Select(agent => agent.Name).ToList());

    /// <summary>For the tick: ends the tree once more and writes what was not written. The caller has adopted the intent.</summary>
    public static string Repair(OvApp app, IntentRecord intent)
    {
        var stop = StopIntent.Parse(intent.Data);
        var agent = app.Ledger.Read(sql => AgentStore.ById(sql, stop.AgentId))!;
        AgentTree.End(agent, AgentTree.Grace);
        app.Ledger.Write(tx =>
        {
            AgentEnder.End(tx, app.Project.Files, agent, AgentState.Stopped, stop.Actor, stop.Reason, TaskAfter.Release);
            Intents.Close(tx, intent.Id, "repaired");
        });
        return $"the stop of {agent.Name} was finished";
    }

    private Requested Open(Tx tx, string word, string reason)
    {
        try
        {
            CallerFence.Require(tx.Sql, caller);
            var agent = AgentResolver.Require(tx.Sql, word);
            if (!agent.IsLive)
            {
                return new Requested(word, agent, null, null);
            }

            RequireMayStop(tx.Sql, agent);
            RequireQuiet(tx.Sql, agent);
            var intent = Intents.Open(tx, IntentKind, agent.Id, new StopIntent(agent.Id, caller.Actor, reason).ToJson());
            tx.Record(new EventDraft("agent.stop_requested") { RunId = agent.RunId, Actor = caller.Actor, AgentId = agent.Id, TaskId = agent.TaskId, Text = reason });
            return new Requested(word, agent, intent, null) { Reason = reason };
        }
        catch (OvException refusal)
        {
            return new Requested(word, null, null, refusal);
        }
    }

    private StopResult End(Requested stop)
    {
        var agent = stop.Agent!;
        using var step = app.Progress.Step($"Ending {agent.Name}");
        // An ended agent may have left something behind when its host was killed.
        var tree = app.Options.DryRun ? new TreeEnd(AgentTree.Living(agent), []) : AgentTree.End(Fresh(agent), AgentTree.Grace);
        if (stop.IntentId is { } intentId)
        {
            app.Ledger.Seams.Reach(KillPoint.StopTreeEnded);
            WipKeeper.Between(app, agent.Id, "before it was stopped");
            agent = app.Ledger.Write(tx =>
            {
                var ended = AgentEnder.End(tx, app.Project.Files, agent, AgentState.Stopped, caller.Actor, stop.Reason, TaskAfter.Release);
                Intents.Close(tx, intentId, "done");
                return ended;
            });
            app.Ledger.Seams.Reach(KillPoint.StopRecorded);
        }

        return StopReport.Of(app, stop.Word, agent, tree) with { Stopped = stop.IntentId is not null && agent.State == AgentState.Stopped };
    }

    /// <summary>A turn may have begun since the request.</summary>
    private AgentRecord Fresh(AgentRecord agent) => app.Ledger.Read(sql => AgentStore.ById(sql, agent.Id))!;

    private void RequireMayStop(Sql sql, AgentRecord agent)
    {
        if (!CallerFence.IsAbove(sql, caller, agent))
        {
            throw new OvException(
                ErrorCode.Hierarchy, $"{caller.Actor} may stop the agents below it, and {agent.Name} is not one of them.",
                agent.Id == caller.Agent!.Id ? "To finish, report your task; to give it up, use 'ov task release'." : "Ask the operator or its lead by mail.");
        }
    }

    /// <summary>Whoever starts or stops it right now will finish.</summary>
    private static void RequireQuiet(Sql sql, AgentRecord agent)
    {
        var open = Intents.OpenFor(sql, Slinger.IntentKind, agent.Id) ?? Intents.OpenFor(sql, IntentKind, agent.Id);
        if (open is not null && ProcessIdentity.Parse(open.Owner) is { Liveness: not Liveness.Dead })
        {
            throw new OvException(ErrorCode.Busy, $"{agent.Name} is being {(open.Kind == IntentKind ? "stopped" : "started")} by another command right now.", "Try again in a moment.");
        }
    }

    private sealed record Requested(string Word, AgentRecord? Agent, string? IntentId, OvException? Refusal)
    {
        public string Reason { get; init; } = "";
    }
}
