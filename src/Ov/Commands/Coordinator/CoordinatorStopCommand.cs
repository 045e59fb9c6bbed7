using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Coordinating;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator stop</c>.</summary>
internal static class CoordinatorStopCommand
{
    public static Command Create(CommandRunner runner, string role)
    {
        var name = CoordinatorOptions.Name(role);
        var command = new Command("stop", $"Stop a running {role}; its agents go on") { name };
        var guide = new CommandGuide($"ov {role} stop", $"ov {role} stop --name {role} --json")
        {
            Answer = () => CoordinatorJson.Default.StoppedCoordinator, Refusals = [ErrorCode.NotFound], Writes = true, SeeAlso = ["stop", "run complete"],
            About = "Ends its processes and removes its worktree, keeping whatever was changed there under a backup ref. Mail for it then reaches the operator."
                + (role == "coordinator" ? "\nIts run is completed when no agent and no unfinished task is left in it." : ""),
        };
        return runner.Define(command, guide, (app, parse) => CommandResult.Of(
            CoordinatorStopper.Stop(app, app.Caller, role, parse.GetValue(name)), () => CoordinatorJson.Default.StoppedCoordinator, Write));
    }

    private static void Write(StoppedCoordinator stopped, TextView view)
    {
        view.Ok($"Stopped {stopped.AgentName}");
        view.Line(stopped.RunCompleted ? $"{stopped.Run} is completed." : $"{stopped.Run} goes on: {stopped.AgentsLeft} agents at work, {stopped.TasksLeft} unfinished tasks.");
        foreach (var backup in stopped.Backups)
        {
            view.Line($"Kept under {backup}");
        }
    }
}
