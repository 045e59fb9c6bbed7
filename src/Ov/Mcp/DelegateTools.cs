namespace Ov.Mcp;

/// <summary>Handing work to other agents. Nothing here waits for them: their results and questions come by mail.</summary>
internal static class DelegateTools
{
    private const int TitleLength = 100;

    public static IReadOnlyList<McpTool> All { get; } =
    [
        new("delegate", "Start an agent on each task, in a worktree of its own. Results come by mail; shared_tasks_watch waits for one.", ToolFor.Leaders,
            [
                ToolInput.List(
                    "tasks", ToolInput.Needed("agent", "Its role."), ToolInput.Needed("task", "What is to be done."), ToolInput.Text("context", "What else it must know."), ToolInput.Text("task_id", "A task that exists."),
                    ToolInput.Texts("files", "Globs only it may change.")),
            ],
            (given, _) => StartAll([.. given.List("tasks")])),
        new("answer_delegation_questions", "Answer questions of agents that wait.", ToolFor.Leaders, [ToolInput.List("answers", ToolInput.Needed("delegation_id", "The question's message id."), ToolInput.Needed("answer"))],
            (given, _) => ToolPlan.Each(given.List("answers").Select(one => new ToolLine("mail answer").Body(one.Text("answer")).On(one.Text("delegation_id"))))),
        McpTool.Of("list_agents", "List live agents.", ToolFor.Leaders, [], _ => new ToolLine("agents")) with { Reads = true },
    ];

    /// <summary>More than agents.askAbove are refused, each of them, with what they may come to.</summary>
    private static ToolPlan StartAll(IReadOnlyList<ToolArguments> tasks) => ToolPlan.Each(tasks.Select(one => Start(one, tasks.Count)));

    /// <summary>A long task's first line becomes the title; the whole of it reaches the agent.</summary>
    private static ToolLine Start(ToolArguments one, int among)
    {
        var (task, context) = (one.Text("task")!, one.Text("context"));
        var title = MailTools.FirstLine(task, TitleLength);
        var all = one.Text("task_id") is null && title == task ? context : string.Join("\n\n", new[] { task, context }.OfType<string>());
        return new ToolLine("sling").With("--role", one.Text("agent")).With("--files", one.Listed("files")).With("--prompt", all is null ? null : Plain(all)).With("--among", among.ToString(System.Globalization.CultureInfo.InvariantCulture)).OnBare(one.Text("task_id") ?? title);
    }

    /// <summary>Braces that mean themselves.</summary>
    public static string Plain(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
