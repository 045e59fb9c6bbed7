namespace Ov.Mcp;

/// <summary>Every tool there is. The order is that of the list.</summary>
internal static class ToolTable
{
    /// <summary>A child's are those of its own role, never its parent's (S3-36).</summary>
    public static IReadOnlyList<McpTool> For(ToolCaller caller)
    {
        List<McpTool> tools =
        [
            .. FinishTools.All, .. MailTools.All, .. NoteTools.All, .. BoardTools.All, .. DelegateTools.All,
            ToolRouter.Of("worktree", "action", "Worktrees and the agents in them.", WorktreeTools.Actions, caller),
            ToolRouter.Of("memory", "tool", "What was said and done; changes nothing.", MemoryTools.Actions, caller) with { Reads = true },
        ];
        tools.RemoveAll(tool => (tool.For & caller.For) == 0);
        return tools;
    }
}
