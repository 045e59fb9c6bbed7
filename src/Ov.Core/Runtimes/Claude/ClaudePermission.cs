namespace Ov.Core.Runtimes.Claude;

/// <summary>
/// What Claude Code may do without asking; in print mode whatever it would ask for is refused. Its own default asks a server, and
/// its bypass mode is refused for root, so the tools are named instead.
/// </summary>
internal static class ClaudePermission
{
    private const string Reading = "Read,Glob,Grep,LS,Bash,BashOutput,KillShell,TodoWrite,Task,ToolSearch,WebFetch,WebSearch";
    private const string Writing = "Edit,Write,NotebookEdit";

    /// <summary>Every tool of ov's own server: each of its calls is a command with guards of its own.</summary>
    private const string Server = "mcp__ov";

    /// <param name="tools">What the role is held to; null for all that its access allows. Rights are never widened by it.</param>
    /// <param name="hasMcp">It has ov's own tools.</param>
    public static IReadOnlyList<string> Arguments(AccessMode access, IReadOnlyList<string>? tools = null, bool hasMcp = false) => (access, tools) switch
    {
        (AccessMode.Full, null) => ["--permission-mode", "bypassPermissions"],
        (AccessMode.ReadOnly, _) => ["--permission-mode", "manual", "--allowedTools", Listed(tools, Reading, hasMcp), "--disallowedTools", Writing],
        _ => ["--permission-mode", "manual", "--allowedTools", Listed(tools, $"{Reading},{Writing}", hasMcp)],
    };

    public static string Words(AccessMode access, IReadOnlyList<string>? tools = null) => (access, tools) switch
    {
        (_, { } held) => $"Permission mode manual; allowed are {string.Join(", ", held)}{(access == AccessMode.ReadOnly ? ", never an editing tool" : "")}, others refused. ov guard judges each call.",
        (AccessMode.Full, _) => "Permission mode bypassPermissions: no tool is asked for. ov guard still judges each call.",
        (AccessMode.Workspace, _) => "Permission mode manual; reading, editing and shell tools are allowed, others refused. ov guard judges each call.",
        _ => "Permission mode manual; reading and shell tools are allowed, editing tools are off. ov guard judges each call.",
    };

    private static string Listed(IReadOnlyList<string>? tools, string all, bool hasMcp) => $"{(tools is null ? all : string.Join(',', tools))}{(hasMcp ? $",{Server}" : "")}";
}
