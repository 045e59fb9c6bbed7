namespace Ov.Mcp;

/// <summary>Named texts that outlive a session.</summary>
internal static class NoteTools
{
    public static IReadOnlyList<McpTool> All { get; } =
    [
        McpTool.Of(
            "write_note", "Write a named note, or its next version.", ToolFor.All, [ToolInput.Needed("name"), ToolInput.Needed("content"), ToolInput.Text("kind", "Such as plan, result, review, checkpoint.")],
            given => new ToolLine("note write").With("--kind", given.Text("kind")).Body(given.Text("content")).On(given.Text("name"))),
        McpTool.Of("read_note", "Read a note.", ToolFor.All, [ToolInput.Needed("name")], given => new ToolLine("note read").On(given.Text("name"))) with { Reads = true },
        McpTool.Of("list_notes", "List notes.", ToolFor.All, [], _ => new ToolLine("note list")) with { Reads = true },
    ];
}
