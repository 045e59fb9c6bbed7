using Ov.Core.Agents;
using Ov.Core.Ledger;

namespace Ov.Core.Coordinating;

/// <summary>Which of several that coordinate is meant: the one named, the only one, else the one that bears its role's name.</summary>
public static class CoordinatorFinder
{
    public static List<AgentRecord> Live(Sql sql, string role) => [.. AgentStore.AllLive(sql).Where(agent => agent.Role == role)];

    /// <summary>Null when none is at work.</summary>
    /// <exception cref="OvException">not-found for a name that none of them bears, ambiguous-id.</exception>
    public static AgentRecord? Find(Sql sql, string role, string? name)
    {
        var live = Live(sql, role);
        if (name is not null)
        {
            return live.Find(agent => agent.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || agent.Id == name)
                ?? throw new OvException(ErrorCode.NotFound, $"No {role} named '{name}' is running.{Nearest.Sentence(name, live.Select(agent => agent.Name))}", $"Start it: ov {role} start --name {name}");
        }

        return live.Count <= 1 ? live.SingleOrDefault() : live.Find(agent => agent.Name == role)
            ?? throw new OvException(ErrorCode.AmbiguousId, $"Several are running: {string.Join(", ", live.Select(agent => agent.Name))}.", "Choose one with --name.");
    }

    /// <exception cref="OvException">not-found, ambiguous-id.</exception>
    public static AgentRecord Require(OvApp app, string role, string? name) => app.Ledger.Read(sql => Find(sql, role, name))
        ?? throw new OvException(ErrorCode.NotFound, $"No active {role} session found.", $"Start one: ov {role} start");
}
