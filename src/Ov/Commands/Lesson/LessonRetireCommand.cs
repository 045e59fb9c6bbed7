using System.CommandLine;
using Ov.Cli;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson retire</c>: it no longer holds.</summary>
internal static class LessonRetireCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (lesson, reason, agent) = (LessonOptions.Lesson(), TaskOptions.RequiredReason("Why it no longer holds."), CallerOption.Create());
        return runner.Define(
            new Command("retire", "Tell a lesson no more; it stays to be read") { lesson, reason, agent },
            new CommandGuide("ov note lesson retire note-k3v9q2mz --reason \"The exporter is gone.\"")
            {
                Answer = () => LessonJson.Default.LessonAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.State], Writes = true, About = "The operator, a lead or who recorded it. Another lesson takes its place with 'ov note lesson add --supersedes'.",
            },
            (app, parse) =>
            {
                var retired = LessonRecorder.Retire(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(lesson)!, parse.GetValue(reason)!);
                return CommandResult.Of(LessonReader.Show(app, retired.NoteId), () => LessonJson.Default.LessonAnswer, (answer, view) => view.Ok($"Retired {answer.Lesson.NoteId}"));
            });
    }
}
