using Ov.Cli;
using Ov.Core.Json;
using Ov.Core.Ledger;
using Ov.Core.Lessons;
using Ov.Core.Mail;
using Ov.Core.Text;

namespace Ov.Commands.Lessons;

/// <summary>Lessons for people.</summary>
internal static class LessonView
{
    public static void WriteList(LessonList list, TextView view)
    {
        foreach (var lesson in list.Lessons)
        {
            var state = lesson.State == LessonState.Current ? "" : $" [{lesson.State.Word()}]";
            view.Line($"{lesson.NoteId}  {lesson.Domain} {lesson.Type}, {lesson.Class.Word()}{state}");
            view.Line($"  {VisibleText.OneLine(Text(lesson).ReplaceLineEndings(" "))}");
        }

        if (list.Total == 0)
        {
            view.Hint("No lessons");
        }
        else if (list.More)
        {
            view.Hint($"{list.Total} shown, more exist: --limit");
        }
    }

    public static void Write(LessonAnswer answer, TextView view)
    {
        var lesson = answer.Lesson;
        view.Line($"lesson {lesson.NoteId} [{lesson.State.Word()}] {VisibleText.OneLine(lesson.Title)}".TrimEnd());
        foreach (var (name, value) in Fields(lesson))
        {
            if (!string.IsNullOrEmpty(value))
            {
                view.Line($"  {name,-11} {VisibleText.OneLine(value)}");
            }
        }

        view.Line();
        foreach (var line in MailFence.BodyLines(lesson.Text + (lesson.Resolution is null ? "" : $"\n→ {lesson.Resolution}")))
        {
            view.Line(line);
        }

        foreach (var outcome in answer.Outcomes)
        {
            view.Line($"  {(outcome.At is { } at ? UtcMillis.Format(at) : "")}  {outcome.Status}{(outcome.Agent is null ? "" : $", {outcome.Agent}")}{(outcome.Note is null ? "" : $": {VisibleText.OneLine(outcome.Note)}")}");
        }
    }

    private static IEnumerable<(string Name, string? Value)> Fields(Lesson lesson) =>
    [
        ("domain", lesson.Domain), ("type", lesson.Type), ("class", lesson.Class.Word()), ("reason", lesson.Reason), ("replaced by", lesson.ReplacedBy), ("files", string.Join(", ", lesson.Files)),
        ("tags", string.Join(", ", lesson.Tags)), ("evidence", string.Join(", ", lesson.Evidence.Select(pair => $"{pair.Key} {pair.Value}"))), ("source", lesson.Source), ("author", lesson.Author),
        ("recorded", UtcMillis.Format(lesson.RecordedAt)),
    ];

    private static string Text(Lesson lesson) => $"{(lesson.Title.Length == 0 ? "" : lesson.Title + ": ")}{lesson.Text}{(lesson.Resolution is null ? "" : " → " + lesson.Resolution)}";
}
