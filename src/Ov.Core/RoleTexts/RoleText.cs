using System.Text;
using Ov.Core.Adopting;
using Ov.Core.Agents;
using Ov.Core.Config;

namespace Ov.Core.RoleTexts;

/// <summary>How an agent of a role works: the project's own words where it has any, else ours.</summary>
public static class RoleText
{
    /// <summary>Null for a role that nobody described.</summary>
    public static string? For(OvApp app, AgentRecord agent, string parent) => Own(app, agent, parent) ?? BuiltInRoles.Text(agent.Role);

    /// <summary>Only what the project wrote itself; null while its copy is as it came.</summary>
    /// <exception cref="OvException">not-found when the configuration names a text that is not there.</exception>
    public static string? Own(OvApp app, AgentRecord agent, string parent) =>
        Configured(app.Config, agent.Role) ?? RoleDefinitions.For(app, agent, parent);

    private static string? Configured(OvConfig config, string role)
    {
        if (config.Roles.GetValueOrDefault(role)?.Prompt is not { } file)
        {
            return null;
        }

        var path = Path.GetFullPath(file, config.ProjectRoot);
        return File.Exists(path)
            ? File.ReadAllText(path, Encoding.UTF8).Trim()
            : throw new OvException(ErrorCode.NotFound, $"The text of the role {role} is not there: {file}.", $"Write it, or take roles.{role}.prompt out of the configuration.");
    }
}
