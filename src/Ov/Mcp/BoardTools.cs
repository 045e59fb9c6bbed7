using System.Text.Json;
using Ov.Core;

namespace Ov.Mcp;

/// <summary>The tasks of the run.</summary>
internal static class BoardTools
{
    private static readonly ToolInput Id = ToolInput.Needed("id", "Number or id.");

    public static IReadOnlyList<McpTool> All { get; } =
    [
        McpTool.Of(
            "shared_tasks_create", "Add a task.", ToolFor.Boards,
            [
                ToolInput.Needed("title"), ToolInput.Text("description"), ToolInput.Texts("blocked_by", "Tasks it waits for."), ToolInput.Texts("files", "Globs of the files it may touch."), ToolInput.Text("role"),
                ToolInput.OneOf("priority", "high", "medium", "low"), ToolInput.Object("metadata"),
            ],
            given => new ToolLine("task add").With("--needs", given.Listed("blocked_by")).With("--files", given.Listed("files")).With("--role", given.Text("role")).With("--priority", given.Text("priority")).Each("--meta", Metadata(given))
                .Body(given.Text("description")).On(given.Text("title"))),
        McpTool.Of(
            "shared_tasks_list", "List tasks.", ToolFor.All, [ToolInput.Text("status"), ToolInput.Text("assignee"), ToolInput.OneOf("blocked", "true", "false")],
            given => new ToolLine("task list").With("--state", given.Text("status")).With("--agent", given.Text("assignee")).With("--waiting", given.Text("blocked"))) with { Reads = true },
        McpTool.Of("shared_tasks_get", "Show a task.", ToolFor.All, [Id], given => new ToolLine("task show").On(given.Text("id"))) with { Reads = true },
        McpTool.Of("shared_tasks_claim", "Take a ready task.", ToolFor.Boards & ~ToolFor.Desk, [Id], given => new ToolLine("task claim").On(given.Text("id"))),
        McpTool.Of(
            "shared_tasks_update", "Change a task's fields, or its status (with reason).", ToolFor.Boards,
            [
                Id, ToolInput.OneOf("status", "pending", "in_progress", "blocked", "completed", "closed", "canceled"), ToolInput.Text("reason"), ToolInput.Text("title"), ToolInput.Text("description"),
                ToolInput.Texts("blocked_by"), ToolInput.Texts("files"), ToolInput.Object("metadata"),
            ],
            Update),
        McpTool.Of(
            "shared_tasks_watch", "Wait until a task is done.", ToolFor.All, [Id, ToolInput.Text("timeout", "Such as 30s (10m).")],
            given => new ToolLine("wait").With("--timeout", given.Text("timeout")).On(given.Text("id"))) with { Reads = true },
        McpTool.Of("shared_tasks_cancel", "Cancel a task; its work is kept.", ToolFor.Boards, [Id, ToolInput.Text("reason")], given => Cancel(given)),
    ];

    private static ToolLine Update(ToolArguments given)
    {
        string[] fields = ["title", "description", "blocked_by", "files", "metadata"];
        var (id, reason, status) = (given.Text("id"), given.Text("reason"), given.Text("status"));
        if (status is not null && fields.Any(given.Has))
        {
            throw new OvException(ErrorCode.Usage, "Change the status or the other fields of a task, not both in one call.");
        }

        return status switch
        {
            null => new ToolLine("task edit").With("--title", given.Text("title")).With("--needs", given.Listed("blocked_by")).With("--files", given.Listed("files")).With("--reason", reason).Each("--meta", Metadata(given))
                .Body(given.Text("description")).On(id),
            "completed" => new ToolLine("task done").With("--summary", reason).On(id),
            "in_progress" => new ToolLine("task claim").On(id),
            "blocked" => new ToolLine("task block").With("--reason", reason).On(id),
            "closed" => new ToolLine("task close").With("--reason", reason).On(id),
            "canceled" => Cancel(given),
            _ => new ToolLine("task reopen").With("--reason", reason).On(id),
        };
    }

    /// <summary>Texts and numbers as they are; null takes a fact away.</summary>
    private static IEnumerable<string> Metadata(ToolArguments given) => given.Object("metadata") is { } facts
        ? ToolArguments.Members(facts).Select(fact => $"{fact.Key}={(fact.Value.ValueKind == JsonValueKind.String ? fact.Value.GetString() : fact.Value.ValueKind == JsonValueKind.Null ? "" : fact.Value.GetRawText())}")
        : [];

    private static ToolLine Cancel(ToolArguments given) => new ToolLine("task cancel").With("--reason", given.Text("reason") ?? "no longer wanted").On(given.Text("id"));
}
