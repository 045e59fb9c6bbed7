using Ov.Core.Agents;

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
        TestedVersion = "0.169.0", CanResume = true, CanFork = true, HasEvents = true, HasUsage = true, HasMcp = true, StartsOthersByMcp = true, HasTerminal = true, HasScreenHooks = true, TakesRole = true, Guard = GuardPath.BeforeTool,
        Login = new(["CODEX_API_KEY", "OPENAI_API_KEY"], "CODEX_HOME", ".codex", "auth.json"),
    };

    public TurnLaunch Launch(TurnContext turn) => new(["codex", "exec", "--json", .. Settings(turn, onScreen: false), .. Session(turn.Agent), "-"])
    {
        InputFile = turn.PromptFile, Permission = CodexPermission.Words(turn.Access),
    };

    /// <summary>Its background server would outlive the screen and hide our variables from its hooks.</summary>
    public TerminalLaunch Terminal(TurnContext turn) => CodexScreen.Of(new(
    [
        "codex", .. turn.Agent.Session is null ? Array.Empty<string>() : ["resume"], "--no-daemon", .. Settings(turn, onScreen: true), .. turn.Agent.Session is { } session ? [session] : Array.Empty<string>(),
    ])
    {
        Permission = CodexPermission.Words(turn.Access),
    });

    private static string[] Session(AgentRecord agent) => agent switch
    {
        { Session: { } own } => ["resume", own],
        { ForkOf: { } parent } => ["fork", parent],
        _ => [],
    };

    public ITurnReader Reader(TurnContext turn) => new CodexReader(turn);

    private static IEnumerable<string> Settings(TurnContext turn, bool onScreen) =>
    [
        .. CodexPermission.Arguments(turn), .. Setting("allow_login_shell", "false"), .. Hooks(turn.OvProgram, [("PreToolUse", HookCommand.Guard("codex", onScreen)), .. onScreen ? HookCommand.OfScreen("codex", "SessionStart", "UserPromptSubmit", "PostToolUse", "Stop", "SessionEnd") : []]),
        .. turn.RoleText is { } role ? Setting("developer_instructions", Toml.Text(role)) : [],
        .. turn.Model is { } model ? ["-m", model] : Array.Empty<string>(), .. turn.Effort is { } effort ? Setting("model_reasoning_effort", Toml.Text(effort)) : [],
        .. turn.Mcp is { } mcp ? Mcp(mcp, turn.Variables) : [],
        .. turn.ExtraArguments,
    ];

    /// <summary>A hook that nobody has reviewed in Codex's own screen is left out without a word, so the review is waived for this run.</summary>
    private static IEnumerable<string> Hooks(string ov, IReadOnlyList<(string Event, string Verb)> hooks) =>
    [
        .. hooks.GroupBy(hook => hook.Event).SelectMany(calls => Setting($"hooks.{calls.Key}", $"[{{hooks=[{string.Join(',', calls.Select(call => Hook(ov, call.Verb)))}]}}]")),
        WaivesReview,
    ];

    private static string Hook(string ov, string verb) => $"{{type=\"command\",command={Toml.Text(HookCommand.Of(ov, verb))},timeout={HookSeconds}}}";

    /// <summary>A server gets few variables by itself, and the agents that it starts need the keys of their own runtimes; only names are told.</summary>
    private static IEnumerable<string> Mcp(IReadOnlyList<string> server, IReadOnlyDictionary<string, string> variables) =>
    [
        .. Setting("mcp_servers.ov.command", Toml.Text(server[0])), .. Setting("mcp_servers.ov.args", Toml.List(server.Skip(1))),
        .. Setting("mcp_servers.ov.env_vars", Toml.List(variables.Keys.Order(StringComparer.Ordinal))), .. Setting("mcp_servers.ov.tool_timeout_sec", "3600"),
    ];

    private static string[] Setting(string key, string value) => ["-c", $"{key}={value}"];
}
