namespace Ov.Mcp;

/// <summary>What the router <c>memory</c> reads.</summary>
internal static class MemoryTools
{
    public static IReadOnlyList<McpTool> Actions { get; } =
    [
        McpTool.Of("summary", "What the run stands at.", ToolFor.All, [], _ => new ToolLine("status")),
        McpTool.Of("sessions", "Agents, also those that ended.", ToolFor.All, [ToolInput.Number("limit")], given => new ToolLine("agents").Flag("--all").With("--limit", given.Number("limit") ?? "10")),
        McpTool.Of("context", "An agent's turn, children and tools, and how full its window is.", ToolFor.All, [ToolInput.Needed("session")], given => new ToolLine("inspect").On(given.Text("session"))),
        McpTool.Of("children", "The agents below one.", ToolFor.All, [ToolInput.Needed("session")], given => new ToolLine("inspect").Flag("--children").On(given.Text("session"))),
        McpTool.Of(
            "messages", "What an agent said and was told.", ToolFor.All,
            [ToolInput.Needed("session"), ToolInput.Number("limit"), ToolInput.OneOf("role", "assistant", "user"), ToolInput.OneOf("showTools", "true", "false"), ToolInput.Number("maxLength")],
            given => new ToolLine("inspect").Flag("--messages").With("--limit", given.Number("limit") ?? "50").With("--only", Side(given.Text("role")))
                .Flag(given.Text("showTools") == "true" ? "--tools" : null).With("--length", given.Number("maxLength") ?? "2000").On(given.Text("session"))),
        McpTool.Of("message", "One mail, task, note or agent by its id.", ToolFor.All, [ToolInput.Needed("id")], given => new ToolLine("show").On(given.Text("id"))),
        McpTool.Of("search", "What was said and written with these words, newest first.", ToolFor.All, [ToolInput.Needed("query"), ToolInput.Number("limit")], given => new ToolLine("search").With("--limit", given.Number("limit")).On(given.Text("query")!.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        McpTool.Of("notes", "Notes with these words.", ToolFor.All, [ToolInput.Needed("query"), ToolInput.Number("limit")], given => new ToolLine("note search").With("--limit", given.Number("limit")).On(given.Text("query")!.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        McpTool.Of("compactions", "When an agent began anew, and how full its window is.", ToolFor.All, [ToolInput.Needed("session")], given => new ToolLine("inspect").Flag("--context").On(given.Text("session"))),
        McpTool.Of("plans", "Plans that were written.", ToolFor.All, [], _ => new ToolLine("note list").With("--kind", "plan")),
    ];

    private static string? Side(string? role) => role switch
    {
        "assistant" => "said",
        "user" => "told",
        _ => null,
    };
}
