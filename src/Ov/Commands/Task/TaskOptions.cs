using System.CommandLine;
using Ov.Cli;
using Ov.Cli.Completion;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;

namespace Ov.Commands.Tasks;

/// <summary>The options that <c>task add</c> and <c>task edit</c> share.</summary>
internal sealed class TaskOptions
{
    public Option<string[]> Needs { get; } = Lists("--needs", "Tasks it waits for: numbers or ids, comma-separated.", "tasks");

    public Option<string[]> Files { get; } = Lists("--files", "The files it may touch: globs, comma-separated.", "globs");

    public Option<string[]> Criteria { get; } = new("--criterion") { Description = "What has to be true in the end; repeat for several.", HelpName = "text" };

    public Option<string?> Priority { get; } = Priorities();

    public Option<string?> Role { get; } = new("--role") { Description = "Who it is for: scout, reviewer, lead…; builder, unless --meta level says otherwise.", HelpName = "role" };

    public Option<string[]> Meta { get; } = new Option<string[]>("--meta") { Description = "A fact to keep with it; repeat for several, and leave the value out to take one away.", HelpName = "key=value" }
        .Completes(() => new[] { TaskMetadata.Risk, TaskMetadata.Impact, TaskMetadata.Breadth, TaskMetadata.Level }.SelectMany(key => TaskMetadata.WordsOf(key).Select(word => $"{key}={word}")));

    /// <summary>A title of several words, or of one in quotes.</summary>
    public static Argument<string[]> Title(string description = "One line that says what is to be done; quotes are optional.") =>
        new("title") { Description = description, Arity = ArgumentArity.OneOrMore };

    /// <summary>The new task that the options describe; those that a command does not have say nothing.</summary>
    public TaskDraft Draft(OvApp app, ParseResult parse, Argument<string[]> title, BodyText body, TaskPriority priority = TaskPriority.Medium) =>
        new(string.Join(' ', parse.GetValue(title) ?? []))
        {
            Body = body.ReadOptional(parse, app.Environment, TaskText.LongestBody) ?? "",
            Needs = Entries(parse, Needs) ?? [],
            Scope = Entries(parse, Files) ?? [],
            Criteria = parse.GetResult(Criteria) is null ? [] : parse.GetValue(Criteria) ?? [],
            Priority = PriorityIn(parse) ?? priority,
            Metadata = MetaIn(parse) ?? [],
            Role = RoleIn(app, parse) ?? TaskMetadata.RoleOf(MetaIn(parse) ?? []),
        };

    public static Argument<string> Task(string description = "Its number in the run, its id, or a unique prefix of the id.") =>
        new("task") { Description = description };

    public static TaskRecord Find(OvApp app, Caller caller, string text) => app.Ledger.Read(sql => TaskResolver.Require(app, sql, text, caller));

    /// <summary>May hold commas, so it is repeated instead.</summary>
    public static Option<string[]> Tests() => new("--test") { Description = "A test that was run, with its result; repeat for several.", HelpName = "text" };

    public static Option<string?> Caveats() => new("--caveats") { Description = "What whoever goes on from here has to know.", HelpName = "text" };

    public static Option<string?> Reason(string description) => new("--reason") { Description = description, HelpName = "text" };

    public static Option<string> RequiredReason(string description) => new("--reason") { Description = description, HelpName = "text", Required = true };

    /// <summary>The entries of a comma-separated option; null when it was not given.</summary>
    public static IReadOnlyList<string>? Entries(ParseResult parse, Option<string[]> option) =>
        parse.GetResult(option) is null ? null : [.. (parse.GetValue(option) ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    public TaskPriority? PriorityIn(ParseResult parse) =>
        parse.GetValue(Priority) is { } word && SnakeCase.TryParse<TaskPriority>(word, out var priority) ? priority : null;

    /// <summary>Null when none was given.</summary>
    public IReadOnlyList<string>? MetaIn(ParseResult parse) => parse.GetResult(Meta) is null ? null : parse.GetValue(Meta) ?? [];

    /// <exception cref="OvException">not-found with the nearest role.</exception>
    public string? RoleIn(OvApp app, ParseResult parse) =>
        parse.GetValue(Role) is { } role ? Roles.In(app.Config).Require(role).Name : null;

    /// <summary>An option that takes entries with commas between them, several times.</summary>
    public static Option<string[]> Lists(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    private static ChoiceOption Priorities() => new("--priority", SnakeCase.Words<TaskPriority>()) { Description = "high, medium or low.", HelpName = "word" };
}
