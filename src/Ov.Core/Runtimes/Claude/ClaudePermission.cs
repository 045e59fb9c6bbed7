namespace Ov.Core.Runtimes.Claude;

/// <summary>
/// What Claude Code may do without asking; in print mode whatever it would ask for is refused. Its own default asks a server, and
/// its bypass mode is refused for root, so the tools are named instead.
/// </summary>
internal static class ClaudePermission
{
    private const string Reading = "Read,Glob,Grep,LS,Bash,BashOutput,KillShell,TodoWrite,Task,ToolSearch,WebFetch,WebSearch";
    private const string Writing = "Edit,Write,NotebookEdit";

    public static IReadOnlyList<string> Arguments(AccessMode access) => access switch
    {
        AccessMode.Full => ["--permission-mode", "bypassPermissions"],
        AccessMode.Workspace => ["--permission-mode", "manual", "--allowedTools", $"{Reading},{Writing}"],
        _ => ["--permission-mode", "manual", "--allowedTools", Reading, "--disallowedTools", Writing],
    };

    public static string Words(AccessMode access) => access switch
    {
        AccessMode.Full => "Permission mode bypassPermissions: no tool is asked for. ov guard still judges each call.",
        AccessMode.Workspace => "Permission mode manual; reading, editing and shell tools are allowed, others refused. ov guard judges each call.",
        _ => "Permission mode manual; reading and shell tools are allowed, editing tools are off. ov guard judges each call.",
    };
}
