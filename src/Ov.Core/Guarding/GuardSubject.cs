using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Runs;
using Ov.Core.Worktrees;

namespace Ov.Core.Guarding;

/// <summary>Whose rules count for a call, and the facts they need. Reads the ledger only: no configuration, no git.</summary>
/// <param name="Agent">Null for a role asked about by name.</param>
public sealed record GuardSubject(AgentRecord? Agent, string Role, GuardFacts Facts)
{
    /// <summary>
    /// The agent of a hook call: named, or the one whose worktree the caller stands in. An incarnation that has ended is still held to its rules.
    /// Null for people and scripts, whom no rule binds.
    /// </summary>
    /// <exception cref="OvException">not-found.</exception>
    public static GuardSubject? OfCaller(OvApp app, string? claimed)
    {
        var name = claimed ?? app.Environment.Variable("OVERSTORY_AGENT_NAME");
        return app.Ledger.Read(sql =>
        {
            var agent = name is null ? At(sql, app.Project.Here.WorktreeRoot) : AgentStore.Live(sql, name) ?? AgentStore.Newest(sql, name);
            if (agent is not null)
            {
                return Of(app, sql, agent);
            }

            if (name is null or Caller.OperatorName or "orchestrator")
            {
                return null;
            }

            throw new OvException(ErrorCode.NotFound, $"There is no agent named '{name}', so no rules are known for it.");
        });
    }

    /// <summary>An agent that somebody asks about.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public static GuardSubject OfAgent(OvApp app, string name) => app.Ledger.Read(sql => Of(app, sql, AgentResolver.Require(sql, name)));

    /// <summary>Any agent of a role, as if its worktree were the checkout here.</summary>
    /// <exception cref="OvException">not-found.</exception>
    public static GuardSubject OfRole(OvApp app, string name)
    {
        var role = Roles.In(app.Config).Require(name);
        return new GuardSubject(null, role.Name, FactsOf(app, role.Stance, role.Stance == Stance.Coordinates ? null : app.Project.Here.WorktreeRoot ?? app.Project.Root));
    }

    private static AgentRecord? At(Sql sql, string? worktree) =>
        worktree is not null && WorktreeStore.AtPath(sql, worktree) is { AgentId: { } id } ? AgentStore.ById(sql, id) : null;

    private static GuardSubject Of(OvApp app, Sql sql, AgentRecord agent) => new(
        agent, agent.Role,
        FactsOf(app, agent.Stance ?? Roles.BuiltInStance(agent.Role), agent.Worktree) with { Scope = agent.Scope, Branch = agent.Branch, Target = RunStore.ById(sql, agent.RunId)?.Target });

    private static GuardFacts FactsOf(OvApp app, Stance stance, string? worktree)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["OVERSTORY_PROJECT_ROOT"] = app.Project.Root };
        foreach (var (name, value) in app.Environment.Variables)
        {
            if (name is "HOME" or "TMPDIR" or "TMP" or "TEMP" or "USER" or "XDG_RUNTIME_DIR" || (name.StartsWith("OVERSTORY_", StringComparison.Ordinal) && name != "OVERSTORY_AGENT_TOKEN"))
            {
                variables[name] = value;
            }
        }

        if (worktree is not null)
        {
            variables["OVERSTORY_WORKTREE_PATH"] = worktree;
        }

        var temporary = new[] { "/tmp", "/var/tmp", app.Environment.Variable("TMPDIR") }.OfType<string>().Where(Path.IsPathRooted);
        return new GuardFacts(stance, worktree, app.Project.Root, app.Project.CommonDir)
        {
            Home = app.Environment.Variable("HOME"), Temporary = [.. temporary], Variables = variables, Resolve = RealPath.Of,
        };
    }
}
