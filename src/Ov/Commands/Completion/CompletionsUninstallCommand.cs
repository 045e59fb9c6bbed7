using System.CommandLine;
using Ov.Cli;
using Ov.Core.Shells;

namespace Ov.Commands.Completion;

/// <summary><c>ov completions uninstall</c>: what <c>install</c> wrote goes, and nothing else.</summary>
internal static class CompletionsUninstallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var shell = CompletionsCommands.ShellOption("Only of this shell; else of every one.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which files would change; change nothing." };
        var command = new Command("uninstall", "Take the completion script away again") { shell, dryRun };
        var guide = new CommandGuide("ov completions uninstall", "ov completions uninstall --shell bash --dry-run")
        {
            Answer = () => CompletionsJson.Default.CompletionsAnswer,
            About = "Files that were there before are left byte for byte as they were. A script that you changed is kept, and named.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            CompletionsCommands.RequirePerson(app);
            var shells = CompletionsCommands.ShellIn(parse.GetValue(shell)) is { } one ? [one] : Enum.GetValues<ShellKind>();
            var dry = parse.GetValue(dryRun);
            var changes = shells.SelectMany(kind => CompletionPlace.AllFor(kind, app.Environment.Variables))
                .SelectMany(place => new CompletionInstaller(place, dry).Uninstall()).ToList();
            return CommandResult.Of(new CompletionsAnswer(dry, changes), () => CompletionsJson.Default.CompletionsAnswer, CompletionsView.Write);
        });
    }
}
