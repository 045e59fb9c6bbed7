using System.CommandLine;
using Ov.Cli;

namespace Ov.Commands.Notes;

/// <summary><c>ov note …</c>: named texts whose every version stays.</summary>
internal static class NoteCommands
{
    public static Command Create(CommandRunner runner) => new("note", "Write, read and search named texts; every version stays")
    {
        NoteWriteCommand.Create(runner),
        NoteAppendCommand.Create(runner),
        NoteReadCommand.Create(runner),
        NoteListCommand.Create(runner),
        NoteHistoryCommand.Create(runner),
        NoteSearchCommand.Create(runner),
        Lessons.LessonCommands.Create(runner),
    };
}
