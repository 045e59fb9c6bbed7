using System.Text.Json.Serialization;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Costs;
using Ov.Core.Json;
using Ov.Core.RoleTexts;
using Ov.Core.Text;

namespace Ov.Core.Inspecting;

/// <summary>A role that the caller may start, and what there is to choose it by (S3-37).</summary>
/// <param name="Description">Its first sentences on itself; empty where nobody described it.</param>
/// <param name="Skills">What it may do.</param>
/// <param name="Cost">By its model's list price; without one by what it does.</param>
/// <param name="Model">Null leaves the runtime's own.</param>
/// <param name="MaxConcurrency">Most of them at once under this caller.</param>
public sealed record RoleItem(string Name, string Description, IReadOnlyList<string> Skills, CostClass Cost, string? Model, int MaxConcurrency)
{
    /// <summary>US dollars for a million tokens of output, up to which a model counts as cheap, and below which as medium.</summary>
    private const decimal Cheap = 6m, Medium = 20m;

    /// <summary>In the order of the configuration; a role does not start itself.</summary>
    public static IReadOnlyList<RoleItem> Startable(OvApp app)
    {
        var roles = Roles.In(app.Config);
        var (prices, agent) = (PriceTable.With(app.Config.Prices), app.Caller.Agent);
        var may = agent is null ? roles.Names.Where(name => roles.Require(name).IsDirect) : roles.MaySpawn(agent.Role).Where(name => name != agent.Role);
        var most = (int)new[] { app.Config.Agents.MaxConcurrent, agent is null ? 0 : agent.MaxChildren ?? app.Config.Agents.MaxAgentsPerLead }.Where(limit => limit > 0).Min();
        return [.. may.Where(name => roles.Names.Contains(name)).Select(name => roles.Require(name)).Select(role => new RoleItem(role.Name, About(app, role.Name), Skilled(role), CostOf(role, prices), role.Model, most))];
    }

    /// <summary>A model of the price table by its price; another by what its role does: who reads is cheap, who starts others is not.</summary>
    internal static CostClass CostOf(Role role, PriceTable prices) => (role.Model is { } model ? prices.Of(model)?.Output : null) switch
    {
        { } price => price <= Cheap ? CostClass.Cheap : price < Medium ? CostClass.Medium : CostClass.Expensive,
        null => role.MaySpawn.Count > 0 ? CostClass.Expensive : role.IsReadOnly ? CostClass.Cheap : CostClass.Medium,
    };

    private static List<string> Skilled(Role role)
    {
        var skills = new List<string> { role.IsReadOnly ? "reads" : "changes files" };
        skills.AddRange(role.MaySpawn.Count > 0 ? [$"starts {string.Join(", ", role.MaySpawn)}"] : []);
        skills.AddRange(role.Name is "reviewer" or "tester" ? ["records verdicts"] : []);
        return skills;
    }

    private static string About(OvApp app, string role)
    {
        var text = app.Config.Roles.GetValueOrDefault(role)?.Prompt is { } file && Path.GetFullPath(file, app.Config.ProjectRoot) is var path && File.Exists(path) ? File.ReadAllText(path) : BuiltInRoles.Text(role);
        var line = (text ?? "").Split('\n').Select(one => one.Trim()).FirstOrDefault(one => one.Length > 0 && one[0] != '#') ?? "";
        return Excerpt.Marked(line, 300);
    }
}

/// <summary>How dear an agent of a role is, compared with the others.</summary>
[JsonConverter(typeof(SnakeEnum<CostClass>))]
public enum CostClass
{
    /// <summary>Start it freely.</summary>
    Cheap,

    /// <summary>The usual one.</summary>
    Medium,

    /// <summary>Start it with a reason.</summary>
    Expensive,
}
