using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Runs;

/// <summary>What the ends of a run have in common.</summary>
internal static class RunEnd
{
    /// <summary>The run as it is now, which may end so and has nobody at work.</summary>
    public static RunRecord Require(Sql sql, RunRecord run, RunState end, Caller caller)
    {
        var now = RunStore.ById(sql, run.Id)!;
        RunTransitions.Require(now, end);
        RequireNoAgents(sql, now, caller);
        return now;
    }

    /// <summary>Completed or failed is the word of the operator, of the desk or of the run's own coordinator.</summary>
    public static void RequireMay(Caller caller, RunRecord run)
    {
        if (caller.Agent is { } agent && (agent.RunId != run.Id || agent.Role != "coordinator"))
        {
            throw new OvException(ErrorCode.NotOperator, $"A run is ended by the operator, the desk or its own coordinator, and {agent.Name} is {Article.Of(agent.Role)}.");
        }
    }

    /// <summary>Refuses while tasks are in a state that does not count as ended here, naming them.</summary>
    public static void RequireEnded(IEnumerable<TaskRecord> tasks, RunRecord run, Func<TaskState, bool> isEnded, string hint)
    {
        var open = tasks.Where(task => !isEnded(task.State)).ToList();
        if (open.Count > 0)
        {
            throw new OvException(
                ErrorCode.IncompleteBatch, $"Run {run.Name} has {open.Count} unfinished task{(open.Count == 1 ? "" : "s")}: {string.Join(", ", open.Take(5).Select(task => $"{task.Number} ({task.State.Word()})"))}{(open.Count > 5 ? " …" : "")}.",
                hint)
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["tasks"] = [.. open.Select(task => task.Id)] },
            };
        }
    }

    /// <summary>A coordinator that ends its own run does not stand in its own way.</summary>
    private static void RequireNoAgents(Sql sql, RunRecord run, Caller caller)
    {
        var live = AgentStore.AllLive(sql, run.Id).Where(agent => agent.Id != caller.Agent?.Id).ToList();
        if (live.Count > 0)
        {
            throw new OvException(
                ErrorCode.State, $"Run {run.Name} has {live.Count} live agent{(live.Count == 1 ? "" : "s")}: {string.Join(", ", live.Select(agent => agent.Name))}.",
                $"Stop them first; their work is kept: ov stop --all --run {run.Name}")
            {
                Lists = new Dictionary<string, IReadOnlyList<string>> { ["agents"] = [.. live.Select(agent => agent.Name)] },
            };
        }
    }
}
