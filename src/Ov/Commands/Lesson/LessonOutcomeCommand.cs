using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson outcome</c>: whether it held.</summary>
internal static class LessonOutcomeCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (lesson, agent) = (LessonOptions.Lesson(), CallerOption.Create());
        var status = new Argument<string>("status") { Description = "worked or failed." }.Completes(() => [LessonOutcome.WorkedWord, LessonOutcome.FailedWord]);
        status.AcceptOnlyFromAmong(LessonOutcome.WorkedWord, LessonOutcome.FailedWord);
        var reason = TaskOptions.Reason("What was seen.");
        return runner.Define(
            new Command("outcome", "Tell whether a lesson held when you went by it") { lesson, status, reason, agent },
            new CommandGuide("ov note lesson outcome note-k3v9q2mz worked", "ov note lesson outcome note-k3v9 failed --reason \"the flag is gone\"") { Answer = () => LessonJson.Default.LessonAnswer, Refusals = [ErrorCode.NotFound, ErrorCode.State], Writes = true },
            (app, parse) =>
            {
                var reported = LessonRecorder.Report(app, app.CallerAs(parse.GetValue(agent)), parse.GetValue(lesson)!, parse.GetValue(status) == LessonOutcome.WorkedWord, parse.GetValue(reason));
                return CommandResult.Of(
                    LessonReader.Show(app, reported.NoteId), () => LessonJson.Default.LessonAnswer,
                    (answer, view) => view.Ok($"{answer.Lesson.NoteId} worked {answer.Lesson.Worked} and failed {answer.Lesson.Failed} times"));
            });
    }
}
