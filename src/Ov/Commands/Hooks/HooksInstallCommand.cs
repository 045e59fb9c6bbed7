using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Hooks.Desk;

namespace Ov.Commands.Hooks;

/// <summary><c>ov hooks install</c>.</summary>
internal static class HooksInstallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (runtime, dryRun) = (HooksCommands.RuntimeOption(), HooksCommands.DryRunOption());
        var force = new Option<bool>("--force") { Description = "Taken for Overstory's sake: other hooks are never overwritten, so there is nothing to force.", Hidden = true };
        var guide = new CommandGuide("ov hooks install", "ov hooks install --runtime codex --dry-run")
        {
            Answer = () => HooksJson.Default.DeskHooksChange, Refusals = [ErrorCode.Foreign, ErrorCode.NotOperator], SeeAlso = ["prime", "mail check", "help hooks"],
            About = "A session that starts is told where the team stands (ov prime), and each prompt brings your new mail (ov mail check --inject). They stay silent in an agent's session.\n"
                + "Written into .claude/settings.local.json or .codex/hooks.json of the project's main checkout; every other byte of the file stays. Codex asks you once to review them.\n"
                + "A file that is not plain JSON, or that the project tracks, is refused.",
        };
        return runner.Define(new Command("install", "Add ov's hooks to your own session's settings in this project") { runtime, dryRun, force }, guide, (app, parse) => CommandResult.Of(
            new DeskHooks(app, parse.GetValue(runtime)!).Install(parse.GetValue(dryRun)), () => HooksJson.Default.DeskHooksChange,
            (done, view) =>
            {
                HooksCommands.Write(done, view);
                view.Hint("It is for this machine alone: keep the file out of commits.");
            }));
    }
}
