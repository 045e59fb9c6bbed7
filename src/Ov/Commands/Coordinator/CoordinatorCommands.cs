using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Coordinators;

/// <summary><c>ov coordinator …</c>, and the same verbs for <c>orchestrator</c> and <c>monitor</c>: agents without a task, who rest until mail comes.</summary>
internal static class CoordinatorCommands
{
    public static Command Create(CommandRunner runner)
    {
        var command = For(runner, "coordinator", "Start, stop and talk to coordinators, who split an objective and follow it");
        command.Subcommands.Add(CoordinatorCheckCommand.Create(runner));
        command.Subcommands.Add(CoordinatorConfirmCommand.Create(runner));
        return command;
    }

    public static Command CreateOrchestrator(CommandRunner runner) => For(runner, "orchestrator", "Start, stop and talk to an orchestrator, who works across repositories");

    public static Command CreateMonitor(CommandRunner runner) => For(runner, "monitor", "Start, stop and talk to a monitor, who looks after a run");

    private static Command For(CommandRunner runner, string role, string description) => new(role, description)
    {
        CoordinatorStartCommand.Create(runner, role),
        CoordinatorStopCommand.Create(runner, role),
        CoordinatorStatusCommand.Create(runner, role),
        CoordinatorSendCommand.Create(runner, role),
        CoordinatorAskCommand.Create(runner, role),
        CoordinatorOutputCommand.Create(runner, role),
        CoordinatorAttachCommand.Create(runner, role),
    };
}
