using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Tasks;

/// <summary><c>ov task</c>: units of work with dependencies, scope and attempts.</summary>
internal static class TaskCommands
{
    public static Command Create(CommandRunner runner) => new("task", "Add tasks, see what is ready, claim and report them")
    {
        TaskAddCommand.Create(runner),
        TaskListCommand.Create(runner),
        TaskReadyCommand.Create(runner),
        TaskShowCommand.Create(runner),
        TaskWatchCommand.Create(runner),
        TaskGraphCommand.Create(runner),
        TaskWavesCommand.Create(runner),
        TaskLintCommand.Create(runner),
        TaskEditCommand.Create(runner),
        TaskInsertCommand.Create(runner),
        TaskPatchCommand.Create(runner),
        TaskTriageCommand.Create(runner),
        TaskImportCommand.Create(runner),
        TaskExportCommand.Create(runner),
        TaskSyncCommand.Create(runner),
        TaskClaimCommand.Create(runner),
        TaskReleaseCommand.Create(runner),
        TaskReassignCommand.Create(runner),
        TaskBlockCommand.Create(runner),
        TaskHandoffCommand.Create(runner),
        TaskDoneCommand.Create(runner),
        TaskCloseCommand.Create(runner),
        TaskReopenCommand.Create(runner),
        TaskCancelCommand.Create(runner),
    };
}
