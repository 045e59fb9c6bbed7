namespace Ov.Mcp;

/// <summary>What the router <c>memory</c> reads.</summary>
internal static class MemoryTools
{
    public static IReadOnlyList<McpTool> Actions { get; } =
    [
        McpTool.Of("summary", "What the run stands at.", ToolFor.All, [], _ => new ToolLine("status")),
        McpTool.Of("sessions", "Agents, also those that ended.", ToolFor.All, [ToolInput.Number("limit")], given => new ToolLine("agents").Flag("--all").With("--limit", given.Number("limit"))),
        McpTool.Of("context", "An agent's turn, children and tools, and how full its window is.", ToolFor.All, [ToolInput.Needed("session")], given => new ToolLine("inspect").On(given.Text("session"))),
        McpTool.Of("children", "The agents below one.", ToolFor.All, [ToolInput.Needed("session")], given => new ToolLine("inspect").Flag("--children").On(given.Text("session"))),
        McpTool.Of(
            "messages", "What an agent said and was told, without its tools.", ToolFor.All, [ToolInput.Needed("session"), ToolInput.Number("limit")],
            given => new ToolLine("inspect").Flag("--messages").With("--limit", given.Number("limit")).On(given.Text("session"))),
        McpTool.Of("message", "One mail, task, note or agent by its id.", ToolFor.All, [ToolInput.Needed("id")], given => new ToolLine("show").On(given.Text("id"))),
        McpTool.Of("search", "Mail with these words.", ToolFor.All, [ToolInput.Needed("query"), ToolInput.Number("limit")], given => new ToolLine("mail search").With("--limit", given.Number("limit")).On(given.Text("query")!.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        McpTool.Of("notes", "Notes with these words.", ToolFor.All, [ToolInput.Needed("query"), ToolInput.Number("limit")], given => new ToolLine("note search").With("--limit", given.Number("limit")).On(given.Text("query")!.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        McpTool.Of("plans", "Plans that were written.", ToolFor.All, [], _ => new ToolLine("note list").With("--kind", "plan")),
    ];
}
