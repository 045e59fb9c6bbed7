using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Watching;

namespace Ov.Commands;

/// <summary><c>ov watch uninstall</c>.</summary>
internal static class WatchUninstallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which file would change; change nothing." };
        var guide = new CommandGuide("ov watch uninstall", "ov watch uninstall --dry-run")
        {
            Answer = () => LoginJson.Default.LoginChange, Refusals = [ErrorCode.NotOperator, ErrorCode.Foreign], SeeAlso = ["watch", "doctor"],
            About = "Only a file of ov's for this project is removed.",
        };
        return runner.Define(new Command("uninstall", "Take away what 'ov watch install' wrote") { dryRun }, guide, (app, parse) => CommandResult.Of(
            new LoginInstaller(app, parse.GetValue(dryRun)).Uninstall(), () => LoginJson.Default.LoginChange, WatchView.WriteUninstalled));
    }
}
