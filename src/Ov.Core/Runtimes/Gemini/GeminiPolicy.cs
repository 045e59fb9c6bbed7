namespace Ov.Core.Runtimes.Gemini;

/// <summary>Rules in Gemini CLI's own form. What they leave to be asked is refused, because nobody is there to ask.</summary>
internal static class GeminiPolicy
{
    private const string Always = """
        [[rule]]
        toolName = "*"
        decision = "allow"
        allowRedirection = true
        priority = 100

        [[rule]]
        toolName = "run_shell_command"
        commandPrefix = "git push"
        decision = "deny"
        priority = 200
        denyMessage = "Nobody pushes from an agent's worktree: branches land by ov merge."

        """;

    private const string Reading = """

        [[rule]]
        toolName = ["write_file", "replace"]
        decision = "deny"
        priority = 200
        denyMessage = "This role changes no files."

        """;

    public static string Of(AccessMode access) => access == AccessMode.ReadOnly ? Always + Reading : Always;

    private const string Guarded = "ov guard judges each call, unless the project tracks a .gemini/settings.json of its own.";

    public static string Words(AccessMode access) => access switch
    {
        AccessMode.Full => $"Approval mode yolo: no tool is asked for; commands run with your rights. {Guarded}",
        AccessMode.Workspace => $"A policy of ov's: editing in the workspace and commands are allowed, git push refused. Commands run with your rights; no sandbox. {Guarded}",
        _ => $"A policy of ov's: editing tools are off, commands are allowed, git push refused. Commands run with your rights; no sandbox. {Guarded}",
    };
}
