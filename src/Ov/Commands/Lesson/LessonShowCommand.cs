using System.CommandLine;
using Ov.Cli;
using Ov.Core;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson show</c>: one lesson, whole.</summary>
internal static class LessonShowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var lesson = LessonOptions.Lesson();
        return runner.Define(
            new Command("show", "Show a lesson, its evidence and how it went") { lesson },
            new CommandGuide("ov note lesson show note-k3v9q2mz") { Answer = () => LessonJson.Default.LessonAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.AmbiguousId] },
            (app, parse) => CommandResult.Of(LessonReader.Show(app, parse.GetValue(lesson)!), () => LessonJson.Default.LessonAnswer, LessonView.Write));
    }
}
