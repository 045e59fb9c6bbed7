using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Runs;
using Ov.Core.Tasks;
using Ov.Core.Text;

namespace Ov.Core.Costs;

/// <summary>Adds up what turns used, from the runtimes' own figures.</summary>
public static class CostReader
{
    private const int BurnMinutes = 10;

    /// <exception cref="OvException">not-found, usage.</exception>
    public static CostReport Read(OvApp app, CostQuery query)
    {
        var role = query.Role is { } word ? Roles.In(app.Config).Require(word.ToLowerInvariant()).Name : null;
        return app.Ledger.Read(sql =>
        {
            var filter = Filter(app, sql, query) with { Role = role };
            var rows = UsageStore.Grouped(sql, query.By, filter);
            return new CostReport(
                query.By.Word(), [.. rows.Take(query.Limit)], UsageStore.Sum(sql, filter), query.Live ? Burn(sql, filter, app.Ledger.Now) : null, Math.Min(rows.Count, query.Limit), rows.Count > query.Limit);
        });
    }

    private static UsageFilter Filter(OvApp app, Sql sql, CostQuery query) => new(
        app.Options.Run is { } run ? RunResolver.Named(sql, run).Id : null,
        query.Agent is { } name ? Incarnations(sql, name) : null, null,
        query.Task is { } task ? TaskResolver.Require(app, sql, task).Id : null,
        PointInTime.Parse("--since", query.Since, app.Ledger.Now), query.Live, PointInTime.Parse("--until", query.Until, app.Ledger.Now));

    /// <summary>By its name an agent is all its incarnations; by an id that one.</summary>
    private static List<string> Incarnations(Sql sql, string name)
    {
        var agent = AgentResolver.Require(sql, name);
        return agent.Name == name ? [.. AgentStore.IdsOf(sql, name)] : [agent.Id];
    }

    private static BurnRate Burn(Sql sql, UsageFilter filter, DateTimeOffset now)
    {
        var used = UsageStore.Sum(sql, filter with { Since = now.AddMinutes(-BurnMinutes), Until = null });
        return new BurnRate(decimal.Round((decimal)used.Tokens / BurnMinutes, 1), PerMinute(used.CostUsd), PerMinute(used.EstimatedUsd));
    }

    private static decimal? PerMinute(decimal? cost) => cost is { } dollars ? decimal.Round(dollars / BurnMinutes, 6) : null;
}
