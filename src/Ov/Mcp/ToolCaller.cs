using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;

namespace Ov.Mcp;

/// <summary>Who calls, as far as the list of tools and the meaning of a call depend on it. Looked up anew for each.</summary>
/// <param name="Role">Of the agent; <c>desk</c> for whoever is none.</param>
/// <param name="Boss">Who hears its reports and questions.</param>
/// <param name="TaskId">The task that it was started for.</param>
internal sealed record ToolCaller(string Role, ToolFor For, string Boss, string? TaskId)
{
    /// <exception cref="OvException">identity, fenced: the caller is not who it says.</exception>
    public static ToolCaller Of(OvApp app)
    {
        if (app.Caller.Agent is not { } agent)
        {
            return new ToolCaller("desk", ToolFor.Desk, Caller.OperatorName, null);
        }

        var boss = agent.ParentId is { } parent ? app.Ledger.Read(sql => AgentStore.ById(sql, parent)?.Name) : null;
        return new ToolCaller(agent.Role, Kind(Known(app), agent.Role), boss ?? Caller.OperatorName, agent.TaskId);
    }

    public static ToolFor Kind(Roles roles, string role) => Core.Agents.Role.Coordinates(role) ? ToolFor.Coordinator
        : roles.MaySpawn(role).Count > 0 ? ToolFor.Lead
        : role == "planner" ? ToolFor.Planner : role is "reviewer" or "tester" ? ToolFor.Judge : ToolFor.Worker;

    /// <summary>A configuration that got broken leaves the built-in roles: mail must still go.</summary>
    private static Roles Known(OvApp app)
    {
        try
        {
            return Roles.In(app.Config);
        }
        catch (OvException)
        {
            return Roles.With(new Dictionary<string, RoleOverride>());
        }
    }
}
