using Ov.Core;

namespace Ov.Mcp;

/// <summary>The deeds of the router <c>worktree</c>.</summary>
internal static class WorktreeTools
{
    private static readonly ToolInput Task = ToolInput.Needed("task");
    private static readonly ToolInput DryRun = ToolInput.OneOf("dryRun", "true", "false");
    private static readonly ToolInput[] Words = [ToolInput.Text("agent"), ToolInput.Text("prompt"), ToolInput.Text("model")];

    public static IReadOnlyList<McpTool> Actions { get; } =
    [
        McpTool.Of("current", "Your worktree, branch and task.", ToolFor.All, [], _ => new ToolLine("worktree current")),
        McpTool.Of("status", "Uncommitted and unlanded work.", ToolFor.All, [ToolInput.Text("path")], given => new ToolLine("worktree status").On(given.Text("path"))),
        new("notify", "Tell whoever gave you the task. blocking ends your work on it until somebody helps.", ToolFor.Holders,
            [ToolInput.Needed("message"), ToolInput.OneOf("level", "info", "warning", "blocking")], (given, caller) => ToolPlan.Of(Notify(given, caller))),
        McpTool.Of("list", "The worktrees of agents and people.", ToolFor.Leaders, [], _ => new ToolLine("worktree list")),
        McpTool.Of("dashboard", "Agents, tasks, mail and the merge queue.", ToolFor.Leaders, [], _ => new ToolLine("status")),
        McpTool.Of(
            "create", "A worktree without an agent.", ToolFor.Leaders, [ToolInput.Needed("branch"), ToolInput.Text("base"), ToolInput.Text("path")],
            given => new ToolLine("worktree create").With("--from", given.Text("base")).With("--dir", given.Text("path")).On(given.Text("branch"))),
        new("spawn", "An agent in a worktree of its own for each task.", ToolFor.Leaders, [ToolInput.Texts("tasks") with { IsRequired = true }, ToolInput.Text("agent"), ToolInput.Text("prompt"), ToolInput.Text("model")],
            (given, _) => ToolPlan.Each(given.Texts("tasks").Select(task => Sling(given, task, given.Texts("tasks").Count)))),
        new("swarm", "The same without words of yours.", ToolFor.Leaders, [ToolInput.Texts("tasks") with { IsRequired = true }, ToolInput.Text("agent")],
            (given, _) => ToolPlan.Each(given.Texts("tasks").Select(task => Sling(given, task, given.Texts("tasks").Count)))),
        McpTool.Of("start", "One agent on a new branch.", ToolFor.Leaders, [Task, ToolInput.Text("base"), .. Words], given => Sling(given, given.Text("task")!).With("--base-branch", given.Text("base"))),
        McpTool.Of("open", "One agent on a branch that exists.", ToolFor.Leaders, [Task, ToolInput.Needed("branch"), .. Words], given => Sling(given, given.Text("task")!).With("--open", given.Text("branch"))),
        McpTool.Of("fork", "One agent that begins with what you know.", ToolFor.Leaders & ~ToolFor.Desk, [Task, .. Words], given => Sling(given, given.Text("task")!).Flag("--inherit")),
        McpTool.Of("message", "Mail to an agent.", ToolFor.Leaders, [ToolInput.Needed("session"), ToolInput.Needed("message")], given => Mail(given.Text("session")!, given.Text("message")!)),
        McpTool.Of("sessions", "Agents, also those that ended.", ToolFor.Leaders, [ToolInput.Text("status"), ToolInput.Text("agent")], given => new ToolLine("agents").Flag("--all").With("--role", given.Text("agent")).With("--state", given.Text("status"))),
        McpTool.Of("abort", "Stop an agent; its work is kept.", ToolFor.Leaders, [ToolInput.Needed("session")], given => new ToolLine("stop").On(given.Text("session"))),
        McpTool.Of("remove", "Remove a worktree whose work has landed.", ToolFor.Leaders, [ToolInput.Needed("path")], given => new ToolLine("worktree remove").On(given.Text("path"))),
        McpTool.Of("prune", "Forget worktrees whose folders are gone.", ToolFor.Leaders, [DryRun], given => new ToolLine("worktree prune").Flag(Rehearsed(given))),
        McpTool.Of("cleanup", "Remove the worktrees of agents that completed.", ToolFor.Leaders, [DryRun], given => new ToolLine("worktree clean").Flag(Rehearsed(given))),
        McpTool.Of("merge", "Land a branch that was reported ready.", ToolFor.Leaders, [ToolInput.Needed("branch"), ToolInput.Text("target"), DryRun], given => new ToolLine("merge").With("--branch", given.Text("branch")).With("--into", given.Text("target")).Flag(Rehearsed(given))),
    ];

    private static string? Rehearsed(ToolArguments given) => given.Text("dryRun") == "true" ? "--dry-run" : null;

    /// <param name="among">How many are started by this call.</param>
    private static ToolLine Sling(ToolArguments given, string task, int among = 1) => new ToolLine("sling").With("--role", given.Text("agent")).With("--model", given.Text("model"))
        .With("--prompt", given.Text("prompt") is { } prompt ? Prompt(prompt, task) : null).With("--among", among > 1 ? among.ToString(System.Globalization.CultureInfo.InvariantCulture) : null).OnBare(task);

    private static ToolLine Notify(ToolArguments given, ToolCaller caller)
    {
        var message = given.Text("message")!;
        if (given.Text("level") != "blocking")
        {
            return Mail(caller.Boss, message).With("--priority", given.Text("level") == "warning" ? "high" : null);
        }

        return caller.TaskId is { } task ? new ToolLine("task block").With("--reason", message).On(task)
            : throw new OvException(ErrorCode.Usage, "You hold no task.", "Say what is wrong with level warning.");
    }

    private static ToolLine Mail(string to, string message) => new ToolLine("mail send").With("--to", to).With("--subject", MailTools.FirstLine(message, 80)).Body(message);

    /// <summary>The one placeholder that such prompts hold.</summary>
    private static string Prompt(string prompt, string task) => DelegateTools.Plain(prompt.Replace("{{task}}", task, StringComparison.Ordinal));
}
