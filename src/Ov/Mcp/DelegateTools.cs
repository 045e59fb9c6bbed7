using Ov.Core;
using Ov.Core.Text;

namespace Ov.Mcp;

/// <summary>Handing work to other agents. Who does not wait for them gets their results and questions by mail.</summary>
internal static class DelegateTools
{
    /// <summary>Longest context, in characters (S3-33).</summary>
    public const int LongestContext = 16_000;

    private const int TitleLength = 100;
    private const string Interactive = "interactive";

    private static readonly ToolInput Wait = ToolInput.Text("wait", "Such as 10m.");

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new("delegate", "Start an agent on each task, in a worktree of its own. With wait: until each is done or asks you; else results come by mail.", ToolFor.Leaders,
            [
                ToolInput.List(
                    "tasks", ToolInput.Needed("agent", "Its role."), ToolInput.Needed("task", "What is to be done."), ToolInput.Text("context", "What else it must know."), ToolInput.Text("task_id", "A task that exists."),
                    ToolInput.Texts("files", "Globs only it may change."), ToolInput.OneOf("mode", Interactive, "blocking") with { Description = "blocking: it cannot ask you." }),
                Wait,
            ],
            (given, _) => StartAll([.. given.List("tasks")]) with { Wait = Waited(given, DelegationWait.Started) }),
        new("answer_delegation_questions", "Answer questions of agents that wait.", ToolFor.Leaders, [ToolInput.List("answers", ToolInput.Needed("delegation_id", "The pending question's id."), ToolInput.Needed("answer")), Wait],
            (given, _) => AnswerAll([.. given.List("answers")]) with { IsAllOrNone = true, Wait = Waited(given, DelegationWait.Answered) }),
        McpTool.Of("list_agents", "List the roles you may start, and live agents.", ToolFor.Leaders, [], _ => new ToolLine("agents").Flag("--roles")) with { Reads = true },
    ];

    /// <summary>More than agents.askAbove are refused, each of them, with what they may come to.</summary>
    private static ToolPlan StartAll(IReadOnlyList<ToolArguments> tasks) => ToolPlan.Each(tasks.Select(one => Start(one, tasks.Count)));

    /// <summary>A long task's first line becomes the title; the whole of it reaches the agent.</summary>
    private static ToolLine Start(ToolArguments one, int among)
    {
        var (task, context) = (one.Text("task")!, Narrow(one.Text("context")));
        var title = MailTools.FirstLine(task, TitleLength);
        var all = one.Text("task_id") is null && title == task ? context : string.Join("\n\n", new[] { task, context }.OfType<string>());
        return new ToolLine("sling").With("--role", one.Text("agent")).With("--files", one.Listed("files")).With("--prompt", all is null ? null : Plain(all)).With("--among", among.ToString(System.Globalization.CultureInfo.InvariantCulture)).Flag(one.Text("mode") == "blocking" ? "--no-questions" : null).OnBare(one.Text("task_id") ?? title);
    }

    private static DelegationWait? Waited(ToolArguments given, Func<System.Text.Json.JsonElement, string?> subject) => given.Text("wait") is { } limit ? new DelegationWait(limit, subject) : null;

    /// <exception cref="OvException">usage: two answers to one question.</exception>
    private static ToolPlan AnswerAll(IReadOnlyList<ToolArguments> answers) => answers.GroupBy(one => one.Text("delegation_id")).FirstOrDefault(same => same.Count() > 1) is { } twice
        ? throw new OvException(ErrorCode.Usage, $"{VisibleText.OneLine(twice.Key!)} is answered twice.", "Give one answer to each question.")
        : ToolPlan.Each(answers.Select(one => new ToolLine("mail answer").Body(one.Text("answer")).On(one.Text("delegation_id"))));

    /// <summary>What is cut says so to the agent that reads it.</summary>
    private static string? Narrow(string? context) => context is not { Length: > LongestContext } ? context
        : $"{Excerpt.Of(context, LongestContext)}\n\n[The rest, {context.Length - LongestContext} characters, was cut: ask for it, or read the notes.]";

    /// <summary>Braces that mean themselves.</summary>
    public static string Plain(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
