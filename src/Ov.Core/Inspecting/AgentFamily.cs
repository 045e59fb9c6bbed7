using Ov.Core.Agents;
using Ov.Core.Config;

namespace Ov.Core.Inspecting;

/// <summary>The agents below one, those that they started too, in the order in which they were started; ended ones too (S2-50).</summary>
/// <param name="More">True when older ones exist.</param>
public sealed record AgentFamily(string AgentName, IReadOnlyList<AgentItem> Children, int Total, bool More)
{
    /// <exception cref="OvException">not-found with the nearest name, ambiguous-id.</exception>
    public static AgentFamily Of(OvApp app, string name, int limit)
    {
        var stale = app.Config.Setting(ConfigKeys.StaleAfter).Found;
        return app.Ledger.Read(sql =>
        {
            var agent = AgentResolver.Require(sql, name);
            var below = AgentStore.Below(sql, agent.Name, limit + 1);
            return new AgentFamily(agent.Name, [.. below.Take(limit).Reverse().Select(child => AgentItem.Of(app, sql, child, stale))], Math.Min(limit, below.Count), below.Count > limit);
        });
    }
}
