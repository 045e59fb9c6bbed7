using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Commands.Notes;
using Ov.Commands.Tasks;
using Ov.Core;
using Ov.Core.Completing;
using Ov.Core.Lessons;

namespace Ov.Commands.Lessons;

/// <summary><c>ov note lesson add</c>.</summary>
internal static class LessonAddCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("add", "Record something learned");
        command.Aliases.Add("record");
        return Define(
            runner, command, "ov note lesson add \"Exports are UTF-8 without a mark.\" --domain exporters",
            "ov note lesson add \"The parser hangs on an empty file.\" --domain parser --type failure --resolution \"Check the length first.\" --files \"src/parser/**\"",
            "ov note lesson add \"One writer, many readers.\" --domain storage --type decision --title \"SQLite\" --class foundational");
    }

    /// <summary>Makes of a command one that records a lesson.</summary>
    public static Command Define(CommandRunner runner, Command command, params string[] examples)
    {
        var fields = new Fields();
        fields.AddTo(command);
        var guide = new CommandGuide(examples)
        {
            Answer = () => LessonJson.Default.RecordedLesson, Refusals = [ErrorCode.NotFound], Writes = true,
            About = $"Types: {string.Join(", ", LessonDraft.Types)}. Classes: foundational (holds as long as the project), tactical (for the present work), observational (seen once).\nThe same words about the same domain are one lesson: recording them again adds nothing. 'ov prime' tells an agent the few that fit\nits files and its task, the lasting and the proven first.",
        };
        return runner.Define(command, guide, (app, parse) =>
        {
            var recorded = LessonRecorder.Add(app, app.CallerAs(parse.GetValue(fields.Agent)), fields.In(app, parse));
            return CommandResult.Of(recorded, () => LessonJson.Default.RecordedLesson, Write);
        });
    }

    private static void Write(RecordedLesson recorded, TextView view)
    {
        view.Ok(recorded.Existing ? $"Known already: {recorded.Lesson.NoteId}" : $"Recorded lesson {recorded.Lesson.NoteId} of {recorded.Lesson.Domain}");
        foreach (var older in recorded.Superseded)
        {
            view.Hint($"It takes the place of {older}");
        }
    }

    private sealed class Fields
    {
        private readonly Argument<string?> _text = NoteOptions.Text();
        private readonly BodyText _body = new();
        private readonly Option<string> _domain = new("--domain") { Description = "The part of the project or craft it is about.", HelpName = "domain", Required = true };
        private readonly Option<string> _type = new Option<string>("--type") { Description = "convention (default), pattern, failure, decision, reference or guide.", HelpName = "type", DefaultValueFactory = _ => "convention" }.Completes(() => LessonDraft.Types);
        private readonly Option<string?> _class = LessonOptions.Class("foundational, tactical (default) or observational.");
        private readonly Option<string?> _description = new("--description", "--rationale") { Description = "The text, as another name for --body.", HelpName = "text", Hidden = true };
        private readonly Option<string?> _title = new("--title", "--name") { Description = "A short name for it.", HelpName = "text" };
        private readonly Option<string?> _resolution = new("--resolution") { Description = "Of a failure: what helps.", HelpName = "text" };
        private readonly Option<string[]> _files = new("--files") { Description = "Files it is about: paths or globs, comma-separated.", HelpName = "globs" };
        private readonly Option<string[]> _tags = new("--tags") { Description = "Words to find it by, comma-separated.", HelpName = "words" };
        private readonly Option<string?> _commit = new("--commit", "--evidence-commit") { Description = "The commit it comes from.", HelpName = "commit" };
        private readonly Option<string?> _task = new("--task", "--evidence-task") { Description = "The task it comes from (an agent's own).", HelpName = "task" };
        private readonly Option<string?> _issue = new Option<string?>("--issue", "--evidence-issue", "--evidence-bead") { Description = "An issue elsewhere that it comes from.", HelpName = "id" }.Completes(Candidate.Text);
        private readonly Option<string[]> _supersedes = new("--supersedes") { Description = "Lessons whose place it takes, comma-separated.", HelpName = "lesson" };

        public Option<string?> Agent { get; } = CallerOption.Create();

        public void AddTo(Command command)
        {
            command.Arguments.Add(_text);
            foreach (var option in new Option[] { _domain, _type, _class, _title, _resolution, _files, _tags, _commit, _task, _issue, _supersedes, _description, Agent })
            {
                command.Options.Add(option);
            }

            _body.AddTo(command);
        }

        public LessonDraft In(OvApp app, ParseResult parse)
        {
            var type = LessonOptions.TypeOf(parse.GetValue(_type)!);
            if (type == "failure" && string.IsNullOrWhiteSpace(parse.GetValue(_resolution)))
            {
                throw new OvException(ErrorCode.Usage, "A failure is worth recording with what helps.", "Give it with --resolution \"…\".");
            }

            var evidence = new Dictionary<string, string>();
            void Add(string name, string? value)
            {
                if (!string.IsNullOrWhiteSpace(value))
                {
                    evidence[name] = value;
                }
            }

            Add("commit", parse.GetValue(_commit));
            Add("task", parse.GetValue(_task) is { } task ? TaskOptions.Find(app, app.Caller, task).Id : null);
            Add("issue", parse.GetValue(_issue));
            return new LessonDraft(parse.GetValue(_domain)!, type, _body.Read(parse, app.Environment, NoteLimit, parse.GetValue(_text) ?? parse.GetValue(_description)))
            {
                Class = LessonOptions.ClassIn(parse, _class) ?? LessonClass.Tactical, Title = parse.GetValue(_title) ?? "", Resolution = parse.GetValue(_resolution), Evidence = evidence,
                Files = TaskOptions.Entries(parse, _files) ?? [], Tags = TaskOptions.Entries(parse, _tags) ?? [], Supersedes = TaskOptions.Entries(parse, _supersedes) ?? [],
            };
        }

        private const int NoteLimit = Core.Notes.NoteText.Limit;
    }
}
