using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Costs;

/// <summary>Tells how agents fared: turns, durations, success, tokens.</summary>
public static class MetricsReader
{
    /// <param name="since">Only agents started since then.</param>
    /// <param name="until">Only agents started until then.</param>
    /// <exception cref="OvException">usage, not-found.</exception>
    public static MetricsReport Read(OvApp app, string? since, string? until, int last) => app.Ledger.Read(sql =>
    {
        var now = app.Ledger.Now;
        var (from, to) = (PointInTime.Parse("--since", since, now), PointInTime.Parse("--until", until, now));
        var run = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
        var found = MetricsStore.Newest(sql, run, from, to, last + 1);
        var shown = found.Take(last).Select(agent => Session(sql, agent, now)).ToList();
        var (agents, turns) = (MetricsStore.Agents(sql, run, from, to), MetricsStore.Turns(sql, run, from, to));
        var usage = new UsageFilter(run, null, null, null, from, false, to);
        return new MetricsReport(
            shown, Sums(agents, turns, UsageStore.Grouped(sql, CostBy.Role, usage), one => one.Role, one => one.Role),
            Sums(agents, turns, UsageStore.Grouped(sql, CostBy.Runtime, usage), one => one.Runtime, one => one.Runtime), shown.Count, found.Count > last);
    });

    private static MetricsSession Session(Sql sql, AgentRecord agent, DateTimeOffset now)
    {
        var used = UsageStore.Sum(sql, new UsageFilter(null, [agent.Id], null, null, null, false));
        return new MetricsSession(
            agent.Name, agent.Id, agent.Role, agent.Runtime, agent.Model, agent.State.Word(), agent.RunId, agent.TaskId,
            agent.TaskId is { } task ? TaskStore.ById(sql, task)?.Number : null, agent.ParentId is { } parent ? AgentStore.ById(sql, parent)?.Name : null,
            agent.CreatedAt, agent.EndedAt, Math.Max(0, (long)((agent.EndedAt ?? now) - agent.CreatedAt).TotalMilliseconds), agent.Turn,
            used.InputTokens, used.OutputTokens, used.CacheReadTokens, used.CacheWriteTokens, used.CostUsd, used.EstimatedUsd);
    }

    private static List<MetricsSum> Sums(
        List<AgentCount> agents, List<TurnCount> turns, List<CostRow> usage, Func<AgentCount, string> nameOf, Func<TurnCount, string> nameOfTurns) =>
    [
        .. agents.GroupBy(nameOf).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            var (completed, failed) = (group.Sum(one => one.Completed), group.Sum(one => one.Failed));
            var ended = turns.Where(one => nameOfTurns(one) == group.Key).ToList();
            var count = ended.Sum(one => one.Turns);
            var total = ended.Any(one => one.TotalMs is not null) ? ended.Sum(one => one.TotalMs ?? 0) : (long?)null;
            var used = usage.Find(row => row.Name == group.Key)?.Used;
            return new MetricsSum(
                group.Key, group.Sum(one => one.Agents), group.Sum(one => one.Live), completed, failed, group.Sum(one => one.Stopped),
                completed + failed == 0 ? null : decimal.Round((decimal)completed / (completed + failed), 3), count, ended.Sum(one => one.Failed), total / Math.Max(1, count),
                ended.Select(one => one.LongestMs).Max(), used?.InputTokens ?? 0, used?.OutputTokens ?? 0, used?.CacheReadTokens ?? 0, used?.CacheWriteTokens ?? 0, used?.CostUsd, used?.EstimatedUsd);
        }),
    ];
}
