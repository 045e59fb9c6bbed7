using System.Globalization;
using Ov.Core.Processes;

namespace Ov.Core.Agents;

/// <summary>The complete environment of an agent's processes (contract, "Environment given to agents").</summary>
public static class AgentEnvironment
{
    /// <summary>Names the file that holds the turn's prompt.</summary>
    public const string PromptFile = "OVERSTORY_PROMPT_FILE";

    /// <summary>What must not reach an agent: the operator's power, the repository a git hook was called for, the marks of another agent CLI.</summary>
    private static readonly string[] Withheld =
    [
        "OV_OPERATOR_TOKEN", "CLAUDECODE", "AI_AGENT", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_QUARANTINE_PATH",
    ];

    /// <summary>Nobody sits before an agent's programs: git opens no editor and asks for no password, and nothing is shown page by page.</summary>
    private static readonly Dictionary<string, string> Unattended = new()
    {
        ["GIT_EDITOR"] = "true", ["GIT_SEQUENCE_EDITOR"] = "true", ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_PAGER"] = "cat", ["PAGER"] = "cat", ["MANPAGER"] = "cat",
    };

    /// <param name="variables">Of whoever starts the agent.</param>
    /// <param name="binFolder">Holds our own <c>ov</c>; first on PATH, as other programs of that name exist.</param>
    /// <param name="place">What its worktree brings, see <see cref="Worktrees.WorktreeVariables"/>.</param>
    public static Dictionary<string, string> Of(
        IReadOnlyDictionary<string, string> variables, string binFolder, AgentRecord agent, string secret, IReadOnlyDictionary<string, string> place)
    {
        var environment = variables.Where(v => !IsWithheld(v.Key) && !Unattended.ContainsKey(v.Key)).Concat(Unattended).ToDictionary();
        foreach (var (name, value) in place)
        {
            environment[name] = value;
        }

        var windows = OperatingSystem.IsWindows();
        environment[SearchPath.NameIn(environment, windows)] = SearchPath.StartingWith(binFolder, environment, windows);
        environment["OVERSTORY_AGENT_NAME"] = agent.Name;
        environment["OVERSTORY_AGENT_TOKEN"] = secret;
        environment[AgentTree.Variable] = agent.Id;
        environment["OVERSTORY_TASK_ID"] = agent.TaskId ?? "";
        environment["OVERSTORY_RUN_ID"] = agent.RunId;
        environment["OVERSTORY_ROLE"] = agent.Role;
        return environment;
    }

    /// <summary>For a tree whose settings do not count: git hooks in it are somebody else's change.</summary>
    public static void WithoutHooks(Dictionary<string, string> environment)
    {
        foreach (var (name, value) in GitSetting(environment, "core.hooksPath", "/dev/null"))
        {
            environment[name] = value;
        }
    }

    /// <summary>The variables that add one git setting to whatever was set this way already.</summary>
    public static Dictionary<string, string> GitSetting(IReadOnlyDictionary<string, string> environment, string key, string value)
    {
        var taken = int.TryParse(environment.GetValueOrDefault("GIT_CONFIG_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
        return new()
        {
            ["GIT_CONFIG_COUNT"] = (taken + 1).ToString(CultureInfo.InvariantCulture),
            [string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{taken}")] = key,
            [string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{taken}")] = value,
        };
    }

    /// <summary>The host's mark keeps its process out of other trees and out of the operator's rights; no turn carries it.</summary>
    public static Dictionary<string, string> OfHost(Dictionary<string, string> environment, string agentId) =>
        new(environment) { [HostMarker.Variable] = agentId };

    public static Dictionary<string, string> OfTurn(IReadOnlyDictionary<string, string> host, string promptFile)
    {
        var environment = host.Where(v => v.Key != HostMarker.Variable).ToDictionary();
        environment[PromptFile] = promptFile;
        return environment;
    }

    private static bool IsWithheld(string name) =>
        Withheld.Contains(name) || name.StartsWith("OVERSTORY_", StringComparison.Ordinal);
}
