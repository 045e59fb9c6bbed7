using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Runtimes;

/// <summary>The runtime without any coding agent: a turn is one run of a command that gets its prompt on standard input.</summary>
public static class ExecRuntime
{
    public const string Name = "exec";

    /// <summary>What a turn of the agent executes.</summary>
    public static string[] Argv(AgentRecord agent) => [.. TextList.Parse(agent.Command ?? throw new OvException(ErrorCode.State, $"{agent.Name} has no command to run."))];

    /// <summary>A command as given on the command line: several words run as they are, one goes through a shell.</summary>
    public static IReadOnlyList<string>? OfOption(string? shellText, IReadOnlyList<string> words) =>
        words.Count > 0 ? words : shellText is { Length: > 0 } ? ["sh", "-c", shellText] : null;

    /// <summary>How an agent's row keeps it.</summary>
    public static string? Stored(IReadOnlyList<string>? argv) => argv is null ? null : TextList.Write(argv);

    /// <summary>The configured command of a role, or null: the agent boots idle.</summary>
    public static CommandSpec? Configured(OvConfig config, string role) => config.Runtimes.ExecCommand(role);
}
