using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Runs;

namespace Ov.Core.Inspecting;

/// <summary>Agents in the order in which they were started.</summary>
/// <param name="More">True when older ones fit too.</param>
public sealed record AgentList(IReadOnlyList<AgentItem> Agents, int Total, bool More)
{
    /// <summary>Those that the caller may start; only where they were asked for.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RoleItem>? Roles { get; init; }

    /// <exception cref="OvException">not-found for a role or a run that does not exist.</exception>
    public static AgentList For(OvApp app, AgentQuery query)
    {
        var role = query.Role is { } word ? Core.Agents.Roles.In(app.Config).Require(word.ToLowerInvariant()).Name : null;
        var stale = app.Config.Setting(ConfigKeys.StaleAfter).Found;
        return app.Ledger.Read(sql =>
        {
            var run = app.Options.Run is { } named ? RunResolver.Named(sql, named).Id : null;
            var agents = AgentStore.Select(sql, run, role, query.All).Select(agent => AgentItem.Of(app, sql, agent, stale));
            if (query.States.Count > 0)
            {
                agents = agents.Where(agent => query.States.Contains(agent.State));
            }

            var fits = agents.Take(query.Limit + 1).ToList();
            var shown = fits.Take(query.Limit).Reverse().ToList();
            return new AgentList(shown, shown.Count, fits.Count > shown.Count);
        });
    }
}

/// <param name="All">Also those that have ended.</param>
/// <param name="States">Only those seen to be in one of these; empty means any.</param>
public sealed record AgentQuery(string? Role, bool All, IReadOnlyList<SeenState> States, int Limit);
