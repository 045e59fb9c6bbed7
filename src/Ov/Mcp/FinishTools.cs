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
                ToolInput.Texts("changes", "file:10-42 what is new there"), ToolInput.Texts("findings", "file:17 what is there"),
                ToolInput.Text("no_changes", "Why nothing had to be changed."),
            ],
            Complete),
        new("handoff", "Hand your task to another role, which goes on where you stand; you end.", ToolFor.Worker | ToolFor.Planner | ToolFor.Lead,
            [ToolInput.Needed("target_agent", "Its role."), ToolInput.Needed("reason"), ToolInput.Text("context")], HandOver),
        new("request_input", "Ask whoever gave you the task, and wait for the answer.", ToolFor.Holders, [ToolInput.Needed("question"), MailTools.Timeout], (given, caller) =>
            ToolPlan.Of(MailTools.Question(caller.Boss, given))),
        McpTool.Of(
            "record_check", "Record your verdict: {verdict: approved|changes-requested, issues: [{severity, finding, suggestion, file?, line?}]}, or of kind criteria {criteria: [{number, met, evidence}]}.", ToolFor.Judge,
            [ToolInput.Needed("task"), ToolInput.Object("result") with { IsRequired = true }, ToolInput.OneOf("kind", "review", "criteria")],
            given => new ToolLine("gate record").With("--kind", given.Text("kind")).Body(given.Object("result")!.Value.GetRawText()).On(given.Text("task"))),
        McpTool.Of(
            "memory_compact", "Begin your conversation anew when this turn ends, with this summary: goal, instructions, findings, what is done, files, next steps.", ToolFor.Holders | ToolFor.Coordinator,
            [ToolInput.Needed("summary")], given => new ToolLine("compact").Body(given.Text("summary"))),
        new("ask_user", "Ask the person, and wait for the answer.", ToolFor.Coordinator, [ToolInput.Needed("question"), ToolInput.Text("header"), ToolInput.Texts("options"), ToolInput.OneOf("multi_select", "true", "false"), MailTools.Timeout], (given, _) =>
            ToolPlan.Of(MailTools.Question(Core.Agents.Caller.OperatorName, given))),
    ];

    private static ToolPlan Complete(ToolArguments given, ToolCaller caller)
    {
        if (given.Text("status") == Completed)
        {
            var done = Said(new ToolLine("task done").With("--summary", given.Text("summary")).With("--files", given.Listed("files_modified")), given)
                .Each("--change", given.Texts("changes")).Each("--finding", given.Texts("findings"));
            return ToolPlan.Of(given.Text("no_changes") is { } why ? done.Flag("--no-changes").With("--reason", why) : done);
        }

        return caller.TaskId is { } task
            ? ToolPlan.Of(Said(new ToolLine("task block").With("--reason", given.Text("summary")), given).On(task))
            : throw new OvException(ErrorCode.Usage, "You hold no task.", "Say what is wrong by mail_send.");
    }

    private static ToolPlan HandOver(ToolArguments given, ToolCaller caller) => caller.TaskId is { } task
        ? ToolPlan.Of(new ToolLine("task handoff").With("--to", given.Text("target_agent")).With("--reason", given.Text("reason")).With("--context", given.Text("context")).On(task))
        : throw new OvException(ErrorCode.Usage, "You hold no task.", "Say what is wrong by mail_send.");

    private static ToolLine Said(ToolLine line, ToolArguments given)
    {
        foreach (var test in given.Texts("tests_run"))
        {
            line.With("--test", test);
        }

        return line.With("--caveats", given.Text("caveats"));
    }
}
