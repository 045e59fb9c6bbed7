using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Processes;
using Ov.Core.Projects;

namespace Ov.Core.Agents;

/// <summary>
/// Finds out who calls. It guards against mistakes and confused agents, not against a hostile process of the same user
/// (contract, "Identity").
/// </summary>
public static class CallerResolver
{
    /// <summary>Where a worktree's private git folder keeps the secret of its agent.</summary>
    public const string SecretFile = "overstory-token";

    /// <summary>Names that no agent may bear: they mean the person at the desk.</summary>
    private static readonly string[] DeskNames = [Caller.OperatorName, "orchestrator"];

    /// <summary>Environment marks that agent CLIs leave on the programs they start.</summary>
    private static readonly string[] Marks =
        ["CLAUDECODE", "AI_AGENT", "GEMINI_CLI", "PI_CODING_AGENT", "OPENCODE"];

    private static readonly string[] MarkPrefixes = ["CODEX_", "COPILOT_"];

    /// <summary>What people set themselves so that these programs find their keys, models and servers; no mark of a session.</summary>
    private static readonly string[] Settings =
        ["CODEX_HOME", "CODEX_API_KEY", "COPILOT_HOME", "COPILOT_MODEL", "COPILOT_OFFLINE", "COPILOT_AUTO_UPDATE", "COPILOT_ALLOW_ALL", "COPILOT_GITHUB_TOKEN", "COPILOT_CUSTOM_INSTRUCTIONS_DIRS"];

    /// <param name="claimed">The name from <c>--agent</c> or <c>--from</c>, if the command was given one.</param>
    /// <exception cref="OvException">identity, fenced or not-found.</exception>
    public static Caller Resolve(OvEnvironment environment, Project project, OvLedger ledger, string? claimed)
    {
        var name = claimed ?? environment.Variable("OVERSTORY_AGENT_NAME");
        return name is null || IsDeskName(ledger, name)
            ? Desk(environment, project, ledger)
            : Prove(environment, project, ledger, name.ToLowerInvariant());
    }

    private static bool IsDeskName(OvLedger ledger, string name) =>
        DeskNames.Contains(name.ToLowerInvariant())
        && (name.Equals(Caller.OperatorName, StringComparison.OrdinalIgnoreCase) || ledger.Read(sql => AgentStore.Live(sql, name)) is null);

    private static Caller Prove(OvEnvironment environment, Project project, OvLedger ledger, string name)
    {
        var hash = Secret(environment, project) is { } secret ? Ids.HashSecret(secret) : null;
        var (live, newest) = ledger.Read(sql => (AgentStore.Live(sql, name), AgentStore.Newest(sql, name)));
        if (newest is null)
        {
            throw new OvException(ErrorCode.NotFound, $"There is no agent named '{name}'.{Nearest.Sentence(name, ledger.Read(AgentStore.All).Select(agent => agent.Name).Distinct())}", "See 'ov status' for the agents of this project.");
        }

        if (live is not null && hash == live.SecretHash)
        {
            return new Caller(CallerKind.Agent, live);
        }

        if (hash is not null && ledger.Read(sql => AgentStore.HasBorneSecret(sql, name, hash)))
        {
            throw new OvException(
                ErrorCode.Fenced, $"This incarnation of {name} was stopped or replaced, so what it sends is refused.",
                "Nothing needs to be done here; the work is with the newer incarnation or with the operator.");
        }

        throw new OvException(
            ErrorCode.Identity, $"This caller has not proved to be {name}: speaking as an agent needs its secret.",
            "Run the command from the agent's own session or worktree.");
    }

    private static string? Secret(OvEnvironment environment, Project project)
    {
        if (environment.Variable("OVERSTORY_AGENT_TOKEN") is { } token)
        {
            return token;
        }

        return project.Here.IsLinkedWorktree ? SecretIn(project.Here) : null;
    }

    /// <summary>The secret of the agent whose worktree that is.</summary>
    internal static string? SecretIn(Repository worktree) =>
        Path.Combine(worktree.GitDir, SecretFile) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : null;

    private static Caller Desk(OvEnvironment environment, Project project, OvLedger ledger)
    {
        if (environment.Variable("OV_OPERATOR_TOKEN") is { } token)
        {
            return ledger.Read(sql => OperatorTokenStore.IsValid(sql, token))
                ? Caller.Operator
                : throw new OvException(ErrorCode.Identity, "OV_OPERATOR_TOKEN holds no valid operator token of this project.", "Make a new one with 'ov token create', or unset the variable.");
        }

        var person = (environment.InIsTerminal || environment.ErrorIsTerminal)
            && !HasMark(environment)
            && !File.Exists(Path.Combine(project.Here.GitDir, SecretFile))
            && !HostAncestry.HasHostAncestor();
        return person ? Caller.Operator : Caller.Unidentified;
    }

    private static bool HasMark(OvEnvironment environment) =>
        environment.Variables.Any(v => v.Value.Length > 0
            && (Marks.Contains(v.Key) || (MarkPrefixes.Any(p => v.Key.StartsWith(p, StringComparison.Ordinal)) && !Settings.Contains(v.Key) && !v.Key.StartsWith("COPILOT_PROVIDER_", StringComparison.Ordinal))));
}
