using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Hooks.Desk;

namespace Ov.Commands.Hooks;

/// <summary><c>ov hooks uninstall</c>.</summary>
internal static class HooksUninstallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (runtime, dryRun) = (HooksCommands.RuntimeOption(), HooksCommands.DryRunOption());
        var guide = new CommandGuide("ov hooks uninstall", "ov hooks uninstall --dry-run")
        {
            Answer = () => HooksJson.Default.DeskHooksChange, Refusals = [ErrorCode.Foreign, ErrorCode.NotOperator], SeeAlso = ["help hooks"],
            About = "Everything else in the file stays as it is, byte for byte, whoever changed it meanwhile.",
        };
        return runner.Define(new Command("uninstall", "Take ov's hooks out of your own session's settings again") { runtime, dryRun }, guide, (app, parse) =>
            CommandResult.Of(new DeskHooks(app, parse.GetValue(runtime)!).Uninstall(parse.GetValue(dryRun)), () => HooksJson.Default.DeskHooksChange, HooksCommands.Write));
    }
}
