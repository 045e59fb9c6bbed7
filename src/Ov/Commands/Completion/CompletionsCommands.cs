using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Shells;

namespace Ov.Commands.Completion;

/// <summary><c>ov completions …</c>: what the Tab key offers at a prompt.</summary>
internal static class CompletionsCommands
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("completions", "Let the Tab key complete ov's command lines") { CompletionsInstallCommand.Create(runner), CompletionsUninstallCommand.Create(runner) };
        foreach (var shell in Enum.GetValues<ShellKind>())
        {
            command.Subcommands.Add(CompletionsScriptCommand.Create(runner, shell));
        }

        return command;
    }

    /// <summary>As the shell calls itself.</summary>
    public static string NameOf(ShellKind shell) => shell == ShellKind.Powershell ? "PowerShell" : shell.Word();

    public static Option<string?> ShellOption(string description)
    {
        var option = new Option<string?>("--shell") { Description = $"{description} {string.Join(", ", SnakeCase.Words<ShellKind>())}.", HelpName = "shell" }
            .Completes(() => SnakeCase.Words<ShellKind>());
        return option;
    }

    /// <exception cref="OvException">usage, with the nearest shell.</exception>
    public static ShellKind? ShellIn(string? word) => word is null ? null
        : SnakeCase.TryParse<ShellKind>(word, out var shell) ? shell : throw new OvException(
            ErrorCode.Usage, $"There are no completions for '{word}'.{Nearest.Sentence(word, SnakeCase.Words<ShellKind>())}", $"There are for {string.Join(", ", SnakeCase.Words<ShellKind>())}.");

    /// <summary>The user's login shell.</summary>
    /// <exception cref="OvException">usage, when nothing tells.</exception>
    public static ShellKind OwnShell(OvEnvironment environment)
    {
        var name = environment.Variable("SHELL") is { } path ? Path.GetFileNameWithoutExtension(path) : OperatingSystem.IsWindows() ? "powershell" : null;
        return SnakeCase.TryParse<ShellKind>(name == "pwsh" ? "powershell" : name ?? "", out var shell) ? shell : throw new OvException(
            ErrorCode.Usage, name is null ? "SHELL does not say which shell you use." : $"There are no completions for the shell '{name}'.", "Name one with --shell bash, zsh, fish or powershell.");
    }

    /// <exception cref="OvException">not-operator.</exception>
    public static void RequirePerson(OvApp app) => AgentRefusal.Require(app.Environment, "change the start files of a person's shell");
}
