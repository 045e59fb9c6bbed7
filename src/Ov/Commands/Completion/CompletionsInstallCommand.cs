using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Shells;

namespace Ov.Commands.Completion;

/// <summary><c>ov completions install</c>: the script where the user's shell finds it.</summary>
internal static class CompletionsInstallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var shell = CompletionsCommands.ShellOption("The shell; else the one in SHELL.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which files would change; change nothing." };
        var command = new Command("install", "Put the completion script where your shell finds it") { shell, dryRun };
        var guide = new CommandGuide("ov completions install", "ov completions install --shell zsh --dry-run")
        {
            Answer = () => CompletionsJson.Default.CompletionsAnswer,
            About = "bash (with the bash-completion package) and fish read a folder of scripts. Elsewhere a marked block in the shell's start file loads it. 'ov completions uninstall' takes everything away and leaves every other byte as it is.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            CompletionsCommands.RequirePerson(app);
            var chosen = CompletionsCommands.ShellIn(parse.GetValue(shell)) ?? CompletionsCommands.OwnShell(app.Environment);
            var place = CompletionPlace.For(chosen, app.Environment.Variables, File.Exists);
            var changes = new CompletionInstaller(place, parse.GetValue(dryRun)).Install(CompletionScripts.For(chosen));
            var answer = new CompletionsAnswer(parse.GetValue(dryRun), changes);
            return CommandResult.Of(answer, () => CompletionsJson.Default.CompletionsAnswer, (done, view) => Write(done, chosen, view));
        });
    }

    private static void Write(CompletionsAnswer answer, ShellKind shell, TextView view)
    {
        CompletionsView.Write(answer, view);
        if (!answer.DryRun)
        {
            view.Hint($"It works in every new {CompletionsCommands.NameOf(shell)}.");
        }
    }
}
