using Ov.Core.Agents;

namespace Ov.Core.Runtimes.Claude;

/// <summary>Claude Code. Everything goes in by argument; nothing is written into the worktree or the user's own settings.</summary>
public sealed class ClaudeRuntime : IRuntime
{
    public string Name => "claude";

    public RuntimeTraits Traits { get; } = new("Claude Code", "claude")
    {
        TestedVersion = "2.1.329", CanResume = true, CanFork = true, HasEvents = true, HasUsage = true, HasMcp = true, HasTerminal = true, HasScreenHooks = true, HasTurnHooks = true, TakesRole = true, TakesTools = true, Guard = GuardPath.BeforeTool,
        Login = new(["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN"], "CLAUDE_CONFIG_DIR", ".claude", ".credentials.json"),
    };

    public TurnLaunch Launch(TurnContext turn) =>
        Of(turn, ["-p", "--output-format", "stream-json", "--verbose"], ClaudeSettings.Headless(turn.OvProgram)) with { InputFile = turn.PromptFile };

    public TerminalLaunch Terminal(TurnContext turn) => ClaudeScreen.Of(Of(turn, [], ClaudeSettings.Terminal(turn.OvProgram)));

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode, string settingsText)
    {
        var settings = turn.FileOf("claude-settings.json");
        return new(
        [
            "claude", .. mode, .. Session(turn.Agent),
            .. ClaudePermission.Arguments(turn.Access, turn.Tools, turn.Mcp is not null), .. turn.Mcp is { } mcp ? ["--mcp-config", ClaudeSettings.Mcp(mcp)] : Array.Empty<string>(), "--settings", settings, .. turn.RoleFile is { } role ? ["--append-system-prompt-file", role] : Array.Empty<string>(),
            .. turn.Model is { } model ? ["--model", model] : Array.Empty<string>(), .. turn.Effort is { } effort ? ["--effort", effort] : Array.Empty<string>(),
            .. turn.ExtraArguments,
        ])
        {
            Files = [new(settings, settingsText)], Permission = ClaudePermission.Words(turn.Access, turn.Tools),
        };
    }

    public ITurnReader Reader(TurnContext turn) => new ClaudeReader();

    /// <summary>A resumed session keeps its first system prompt, which in a fork is the parent's role.</summary>
    private static string[] Session(AgentRecord agent) => agent switch
    {
        { Session: { } own, ForkOf: null } => ["--resume", own],
        { Session: { } own } => ["--resume", own, "--system-prompt-snapshot", "off"],
        { ForkOf: { } parent } => ["--resume", parent, "--fork-session", "--system-prompt-snapshot", "off"],
        _ => [],
    };
}
