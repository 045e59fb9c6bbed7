namespace Ov.Core.Runtimes.Copilot;

/// <summary>What Copilot may do without asking; nobody is there to be asked, so the rest is refused. Its own check of paths stays on.</summary>
internal static class CopilotPermission
{
    private static readonly string[] Never = ["--deny-tool", "shell(git push)"];

    public static IReadOnlyList<string> Arguments(AccessMode access) => access switch
    {
        AccessMode.Full => ["--allow-all"],
        AccessMode.Workspace => ["--allow-all-tools", .. Never],
        _ => ["--allow-all-tools", .. Never, "--deny-tool", "write"],
    };

    public static string Words(AccessMode access) => access switch
    {
        AccessMode.Full => "Passes --allow-all: any tool, path and URL without asking. ov guard still judges each call.",
        AccessMode.Workspace => "Copilot runs tools without asking; paths outside the worktree and temporary folders, and pushes, are refused by its own rules. ov guard judges each call.",
        _ => "Copilot runs tools without asking, but none that writes files; pushes are refused by its own rules. ov guard judges each call.",
    };
}
