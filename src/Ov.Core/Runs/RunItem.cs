using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Core.Runs;

/// <summary>A run as every face shows it.</summary>
/// <param name="Tasks">How many tasks are in each state, in the order of the states; states without a task are left out.</param>
/// <param name="Mode">Null: what <c>merge.policy</c> says.</param>
/// <param name="Template">Null for none.</param>
/// <param name="Loop">Whether its tasks start by themselves.</param>
/// <param name="Publish">What the remote gets of its landings; null: what <c>merge.publish</c> says.</param>
/// <param name="DurationMs">From its start until it ended, or until now.</param>
public sealed record RunItem(
    string Id, string Name, string Target, RunState State, string Stage, string Objective, string Strategy, string CreatedBy,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? EndReason, long DurationMs, int TaskCount, IReadOnlyDictionary<string, int> Tasks,
    int LiveAgents, RunMode? Mode, string? Template, bool Loop, PublishMode? Publish)
{
    public static RunItem Of(Sql sql, RunRecord run, DateTimeOffset now)
    {
        var counts = TaskStore.CountByState(sql, run.Id);
        return new RunItem(
            run.Id, run.Name, run.Target, run.State, run.Stage, run.Objective, run.Strategy, run.CreatedBy, run.CreatedAt, run.EndedAt,
            run.EndReason, (long)((run.EndedAt ?? now) - run.CreatedAt).TotalMilliseconds, counts.Sum(pair => pair.Count),
            counts.OrderBy(pair => pair.State).ToDictionary(pair => pair.State.Word(), pair => pair.Count), AgentStore.AllLive(sql, run.Id).Count, run.Mode, run.Template, run.Loop, run.Publish);
    }
}
