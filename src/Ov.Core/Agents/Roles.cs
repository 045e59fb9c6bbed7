using Ov.Core.Config;
using Ov.Core.Text;

namespace Ov.Core.Agents;

/// <summary>The built-in roles with what the configuration changes about them (<c>roles</c>). A role only the configuration names is a worker.</summary>
public sealed class Roles
{
    private static readonly string[] Workers = ["scout", "builder", "reviewer", "tester", "merger", "planner"];

    private static readonly Role[] BuiltIn =
    [
        new("orchestrator", ["coordinator"], true, false),
        new("coordinator", ["lead"], true, false),
        new("lead", Workers, false, true),
        new("scout", [], true, true),
        new("builder", [], false, true),
        new("reviewer", [], true, false),
        new("tester", [], false, false),
        new("merger", [], false, false),
        new("planner", [], true, false),
        new("monitor", [], true, false),
    ];

    private readonly Dictionary<string, Role> _roles;

    private Roles(Dictionary<string, Role> roles) => _roles = roles;

    public IEnumerable<string> Names => _roles.Keys;

    public static Roles In(OvConfig config) => With(config.Roles, RoleManifest.Read(config).Roles);

    /// <param name="named">Roles that Overstory's manifest names; of a built-in one it changes nothing.</param>
    public static Roles With(IReadOnlyDictionary<string, RoleOverride> overrides, IReadOnlyList<ManifestRole>? named = null)
    {
        var roles = BuiltIn.ToDictionary(role => role.Name, StringComparer.Ordinal);
        foreach (var role in named ?? [])
        {
            roles.TryAdd(role.Name, new Role(role.Name, role.CanSpawn ? Workers : [], role.IsReadOnly, false));
        }

        foreach (var (name, change) in overrides)
        {
            var role = roles.GetValueOrDefault(name) ?? new Role(name, [], false, false);
            roles[name] = role with { MaySpawn = change.CanSpawn ?? role.MaySpawn, IsReadOnly = change.ReadOnly ?? role.IsReadOnly, Model = change.Model, Budget = change.Budget, Tools = change.Tools, CompletesByItself = change.ImplicitCompletion };
        }

        return new Roles(roles);
    }

    /// <exception cref="OvException">not-found with the nearest role.</exception>
    public Role Require(string name) => _roles.GetValueOrDefault(name)
        ?? throw new OvException(ErrorCode.NotFound, $"There is no role '{name}'.{Nearest.Sentence(name, Names)}", $"Known: {string.Join(", ", Names)}.");

    /// <summary>False for a role that nothing describes any more: its work is then treated as a writer's.</summary>
    public bool IsReadOnly(string name) => _roles.GetValueOrDefault(name)?.IsReadOnly ?? false;

    /// <summary>The stance of a role without asking the configuration, for agents whose row does not tell it.</summary>
    public static Stance BuiltInStance(string name) => BuiltIn.FirstOrDefault(role => role.Name == name)?.Stance ?? Stance.Writes;

    public Budget Budget(string name) => _roles.GetValueOrDefault(name)?.Budget ?? Config.Budget.None;

    /// <summary>Null where a role is not held to a list.</summary>
    public IReadOnlyList<string>? Tools(string name) => _roles.GetValueOrDefault(name)?.Tools;

    public bool CompletesByItself(string name) => _roles.GetValueOrDefault(name)?.CompletesByItself ?? false;

    public IReadOnlyList<string> MaySpawn(string name) => _roles.GetValueOrDefault(name)?.MaySpawn ?? [];

    /// <summary>Who starts whom (S0, hierarchy): the parent's table decides; without a parent only direct roles, unless the operator forces it.</summary>
    /// <exception cref="OvException">hierarchy.</exception>
    public void RequireMaySpawn(AgentRecord? parent, Role role, bool force)
    {
        if (force || (parent is null && role.IsDirect))
        {
            return;
        }

        if (parent is null)
        {
            throw new OvException(
                ErrorCode.Hierarchy, $"A {role.Name} is not started directly; only {string.Join(", ", _roles.Values.Where(r => r.IsDirect).Select(r => r.Name))} are.",
                "Start a lead that slings it, or let the operator pass --force-hierarchy.");
        }

        var may = MaySpawn(parent.Role);
        if (!may.Contains(role.Name))
        {
            throw new OvException(
                ErrorCode.Hierarchy, $"{parent.Name} is {Article.Of(parent.Role)}, and {Article.Of(parent.Role)} may not start {Article.Of(role.Name)}.",
                may.Count == 0 ? $"A {parent.Role} starts nobody; ask its lead by mail." : $"It may start: {string.Join(", ", may)}.");
        }
    }
}
