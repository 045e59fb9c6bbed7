using System.Globalization;
using Ov.Core.Config;
using Ov.Core.Processes;
using Ov.Core.Redacting;

namespace Ov.Core.Worktrees;

/// <summary>Runs the configured setup commands in a fresh worktree: timed, logged, nothing of them left running.</summary>
public static class WorktreeSetup
{
    /// <param name="environment">The agent's own.</param>
    /// <param name="log">Gets all output.</param>
    /// <exception cref="OvException">setup-failed, naming the command and the log.</exception>
    public static IReadOnlyList<SetupOutcome> Run(
        OvApp app, string worktree, IReadOnlyList<CommandSpec> commands, IReadOnlyDictionary<string, string> environment, string log, CancellationToken stop)
    {
        var outcomes = new List<SetupOutcome>();
        foreach (var command in commands)
        {
            using var step = app.Progress.Step($"Setup of {Path.GetFileName(worktree)}: {command.ShownText}");
            var result = app.Processes.Run(
                new ProcessRequest(command.Argv[0], [.. command.Argv.Skip(1)])
                {
                    WorkingDirectory = worktree, Environment = environment, TimeLimit = command.Timeout > TimeSpan.Zero ? command.Timeout : null, LogFile = log, OwnsTree = true, OnLine = app.Progress.Said,
                },
                stop);
            var redactor = new Redactor(environment);
            PrivateLog.Redact(log, redactor);
            if (!result.Succeeded)
            {
                throw new OvException(
                    ErrorCode.SetupFailed, $"The setup command {command.ShownText} {How(command, result)}{redactor.Of(LastLine(result))}", $"Its output is in {log}.");
            }

            outcomes.Add(new SetupOutcome(command.ShownText, (long)result.Duration.TotalMilliseconds));
        }

        return outcomes;
    }

    private static string How(CommandSpec command, ProcessResult result) => result.TimedOut
        ? string.Create(CultureInfo.InvariantCulture, $"did not end within {command.Timeout.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"exited with {result.ExitCode}");

    private static string LastLine(ProcessResult result) =>
        (result.Stderr + "\n" + result.Stdout).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [.., _] and var lines
        && result.Stderr.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is var errors
            ? $": {(errors.Length > 0 ? errors[^1] : lines[^1])}"
            : ".";
}
