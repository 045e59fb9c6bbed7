using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;

namespace Ov.Core.Runtimes.Exec;

/// <summary>The runtime without any coding agent: a turn is one run of a command that gets its prompt on standard input.</summary>
public sealed class ExecRuntime : IRuntime
{
    public const string Word = "exec";

    public string Name => Word;

    public RuntimeTraits Traits { get; } = new("any command", null) { OwesReport = false, TestedVersion = "any" };

    public TurnLaunch Launch(TurnContext turn) => new(TextList.Parse(
        turn.Agent.Command ?? throw new OvException(ErrorCode.State, $"{turn.Agent.Name} has no command to run.")))
    {
        InputFile = turn.PromptFile, Permission = "Runs as you, with your rights.",
    };

    public ITurnReader Reader(TurnContext turn) => new PlainReader();

    /// <summary>A command as given on the command line: several words run as they are, one goes through a shell.</summary>
    public static IReadOnlyList<string>? OfOption(string? shellText, IReadOnlyList<string> words) =>
        words.Count > 0 ? words : shellText is { Length: > 0 } ? [.. Processes.ShellWords.For(shellText)] : null;

    /// <summary>How an agent's row keeps it.</summary>
    public static string? Stored(IReadOnlyList<string>? argv) => argv is null ? null : TextList.Write(argv);

    /// <summary>The configured command of a role, or null: the agent boots idle.</summary>
    public static CommandSpec? Configured(OvConfig config, string role) => config.Runtimes.ExecCommand(role);
}
