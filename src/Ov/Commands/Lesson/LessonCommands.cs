using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson …</c>: what was learned, for whoever works here next.</summary>
internal static class LessonCommands
{
    /// <summary>With a text and no verb it records a lesson, as <c>add</c> does.</summary>
    public static Command Create(CommandRunner runner)
    {
        var command = LessonAddCommand.Define(
            runner, new Command("lesson", "Record what was learned, for whoever works here next"), "ov note lesson \"Exports are UTF-8 without a mark.\" --domain exporters --class foundational");
        foreach (var verb in new[]
        {
            LessonAddCommand.Create(runner), LessonListCommand.Create(runner), LessonShowCommand.Create(runner), LessonSearchCommand.Create(runner),
            LessonOutcomeCommand.Create(runner), LessonRetireCommand.Create(runner), LessonImportCommand.Create(runner),
        })
        {
            command.Subcommands.Add(verb);
        }

        return command;
    }
}
