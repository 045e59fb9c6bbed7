using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Watching;

namespace Ov.Commands;

/// <summary><c>ov watch install</c>.</summary>
internal static class WatchInstallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Say which file would change; change nothing." };
        var guide = new CommandGuide("ov watch install", "ov watch install --dry-run")
        {
            Answer = () => LoginJson.Default.LoginChange, Refusals = [ErrorCode.NotOperator, ErrorCode.Foreign], SeeAlso = ["watch", "doctor"],
            About = "A watcher goes on with what was at work before a reboot, and leaves when nothing is left. On Linux a systemd user unit is written,\non macOS a launchd agent; on Windows nothing is written and a command of the Task Scheduler is said. None of them was loaded by its service manager yet: only their text is tested.\nov runs no service manager: the commands to type are said.",
        };
        return runner.Define(new Command("install", "Let your login start this project's watcher") { dryRun }, guide, (app, parse) => CommandResult.Of(
            new LoginInstaller(app, parse.GetValue(dryRun)).Install(), () => LoginJson.Default.LoginChange, WatchView.WriteInstalled));
    }
}
