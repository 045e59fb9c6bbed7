using Ov.Core;

namespace Ov.Mcp;

/// <summary>How an agent with a task ends it, or asks on.</summary>
internal static class FinishTools
{
    private const string Completed = "completed";

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new("task_complete", "Report your task as completed (committed work), or failed: then whoever can help is told.", ToolFor.Holders,
            [
                ToolInput.OneOf("status", Completed, "failed") with { IsRequired = true }, ToolInput.Needed("summary"), ToolInput.Texts("files_modified"), ToolInput.Texts("tests_run"), ToolInput.Text("caveats"),
                ToolInput.Text("no_changes", "Why nothing had to be changed."),
            ],
            Complete),
        new("request_input", "Ask whoever gave you the task, and wait for the answer.", ToolFor.Holders, [ToolInput.Needed("question"), MailTools.Timeout], (given, caller) =>
            ToolPlan.Of(MailTools.Question(caller.Boss, given))),
        new("ask_user", "Ask the person, and wait for the answer.", ToolFor.Coordinator, [ToolInput.Needed("question"), ToolInput.Text("header"), ToolInput.Texts("options"), MailTools.Timeout], (given, _) =>
            ToolPlan.Of(MailTools.Question(Core.Agents.Caller.OperatorName, given))),
    ];

    private static ToolPlan Complete(ToolArguments given, ToolCaller caller)
    {
        var report = Report(given);
        if (given.Text("status") == Completed)
        {
            var done = new ToolLine("task done").With("--summary", report).With("--files", given.Listed("files_modified"));
            return ToolPlan.Of(given.Text("no_changes") is { } why ? done.Flag("--no-changes").With("--reason", why) : done);
        }

        return caller.TaskId is { } task
            ? ToolPlan.Of(new ToolLine("task block").With("--reason", report).On(task))
            : throw new OvException(ErrorCode.Usage, "You hold no task.", "Say what is wrong by mail_send.");
    }

    private static string Report(ToolArguments given) => string.Join('\n', new[]
    {
        given.Text("summary"), given.Texts("tests_run") is { Count: > 0 } tests ? $"Tests: {string.Join(", ", tests)}" : null, given.Text("caveats") is { } caveats ? $"Caveats: {caveats}" : null,
    }.OfType<string>());
}
