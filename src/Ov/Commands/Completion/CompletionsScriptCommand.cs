using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core.Ledger;
using Ov.Core.Shells;

namespace Ov.Commands.Completion;

/// <summary><c>ov completions bash|zsh|fish|powershell</c>: the script, for whoever puts it in place himself.</summary>
internal static class CompletionsScriptCommand
{
    public static Command Create(CommandRunner runner, ShellKind shell)
    {
        var command = new Command(shell.Word(), $"Print the completion script for {CompletionsCommands.NameOf(shell)}");
        var guide = new CommandGuide($"ov completions {shell.Word()}") { Answer = () => AnswerJson.Default.TextAnswer };
        return runner.Define(command, guide, (_, _) => CommandResult.OfText(CompletionScripts.For(shell)));
    }
}
