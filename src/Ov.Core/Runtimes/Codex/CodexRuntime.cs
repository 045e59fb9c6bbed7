namespace Ov.Core.Runtimes.Codex;

/// <summary>
/// Codex. Everything goes in by <c>-c</c>; nothing is written into the worktree or the user's own configuration. Its shell is no login
/// shell, because a login shell sets PATH anew and our own program would no longer be first on it.
/// </summary>
public sealed class CodexRuntime : IRuntime
{
    /// <summary>It is warned of in each turn, which is no news.</summary>
    internal const string WaivesReview = "--dangerously-bypass-hook-trust";

    private const int HookSeconds = 30;

    public string Name => "codex";

    public RuntimeTraits Traits { get; } = new("Codex", "codex")
    {
        TestedVersion = "0.169.0", CanResume = true, HasEvents = true, HasUsage = true, HasMcp = true, TakesRole = true, Guard = GuardPath.BeforeTool,
    };

    public TurnLaunch Launch(TurnContext turn) => new(["codex", "exec", "--json", .. Settings(turn), .. turn.Agent.Session is { } session ? ["resume", session] : Array.Empty<string>(), "-"])
    {
        InputFile = turn.PromptFile, Permission = CodexPermission.Words(turn.Access),
    };

    /// <summary>Its background server would outlive the screen and hide our variables from its hooks.</summary>
    public TurnLaunch ByHand(TurnContext turn) =>
        new(["codex", "resume", "--no-daemon", .. Settings(turn), turn.Agent.Session ?? "--last"]) { Permission = CodexPermission.Words(turn.Access) };

    public ITurnReader Reader(TurnContext turn) => new CodexReader(turn);

    private static IEnumerable<string> Settings(TurnContext turn) =>
    [
        .. CodexPermission.Arguments(turn), .. Setting("allow_login_shell", "false"), .. Guard(turn.OvProgram),
        .. turn.RoleText is { } role ? Setting("developer_instructions", Toml.Text(role)) : [],
        .. turn.Model is { } model ? ["-m", model] : Array.Empty<string>(), .. turn.Effort is { } effort ? Setting("model_reasoning_effort", Toml.Text(effort)) : [],
        .. turn.Mcp is { } mcp ? [.. Setting("mcp_servers.ov.command", Toml.Text(mcp[0])), .. Setting("mcp_servers.ov.args", Toml.List(mcp.Skip(1)))] : Array.Empty<string>(),
        .. turn.ExtraArguments,
    ];

    /// <summary>A hook that nobody has reviewed in Codex's own screen is left out without a word, so the review is waived for this run. A status that is
    /// not 0 would block the call, and no failure of ours may; a denial is printed.</summary>
    private static string[] Guard(string ov) =>
    [
        .. Setting("hooks.PreToolUse", $"[{{hooks=[{{type=\"command\",command={Toml.Text($"{HookCommand.Of(ov)} guard --runtime codex || true")},timeout={HookSeconds}}}]}}]"),
        WaivesReview,
    ];

    private static string[] Setting(string key, string value) => ["-c", $"{key}={value}"];
}
