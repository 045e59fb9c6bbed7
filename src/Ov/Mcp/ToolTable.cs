namespace Ov.Mcp;

/// <summary>Every tool there is. The order is that of the list.</summary>
internal static class ToolTable
{
    public static IReadOnlyList<McpTool> For(ToolCaller caller) =>
    [
        .. FinishTools.All.Concat(MailTools.All).Concat(NoteTools.All).Concat(BoardTools.All).Concat(DelegateTools.All).Where(tool => (tool.For & caller.For) != 0),
        ToolRouter.Of("worktree", "action", "Worktrees and the agents in them.", WorktreeTools.Actions, caller),
        ToolRouter.Of("memory", "tool", "What was said and done; changes nothing.", MemoryTools.Actions, caller) with { Reads = true },
    ];
}
