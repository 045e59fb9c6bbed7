using Ov.Core.Agents;

namespace Ov.Core.Runtimes.OpenCode;

/// <summary>
/// OpenCode. Settings go in by <c>OPENCODE_CONFIG_CONTENT</c>, beside the user's own. Rules are held by its own permissions: a plugin
/// would make it fetch packages into the user's configuration. The prompt is its standard input, as arguments get quotes around them.
/// Its own fork of a session belongs to the folder of the origin, and from another worktree it waits for that without end; what it exports
/// and imports again belongs to the folder of the import.
/// </summary>
public sealed class OpenCodeRuntime : IRuntime
{
    private const string Settings = "OPENCODE_CONFIG_CONTENT";

    /// <summary>Copies a session under ids of its own, whose ends are new; then runs what follows.</summary>
    private const string Fork = """
        end=$1 file=$2; shift 2
        opencode export "$0" </dev/null 2>/dev/null | sed -E "s/\"((ses|msg|prt)_[0-9A-Za-z]+)[0-9A-Za-z]{4}\"/\"\\1$end\"/g" >"$file" &&
        opencode import "$file" </dev/null >/dev/null && rm -f "$file" && exec "$@"
        """;

    private const int EndLength = 4;

    public string Name => "opencode";

    public RuntimeTraits Traits { get; } = new("OpenCode", "opencode")
    {
        TestedVersion = "1.18.33", CanResume = true, CanFork = true, HasEvents = true, HasUsage = true, HasMcp = true, HasTerminal = true, TakesRole = true, Guard = GuardPath.OwnPermissions,
        Login = new(["ANTHROPIC_API_KEY", "OPENAI_API_KEY"], null, ".local/share/opencode", "auth.json"),
    };

    public TurnLaunch Launch(TurnContext turn) =>
        Of(turn, ["run", "--format", "json"], turn.Effort is { } effort ? ["--variant", effort] : []) with { InputFile = turn.PromptFile };

    /// <summary>Without a plugin it calls no hooks, so its screen alone tells when it is ready and when its turn has ended.</summary>
    public TerminalLaunch Terminal(TurnContext turn) => new(Of(turn, [], []), @"Ask anything|ctrl\+p commands", "esc interrupt")
    {
        Interrupted = @"▣ [^▣]*· interrupted[^▣]*\z",
        Dialogs = [new("Permission required", "asks for a permission"), new("Connect a provider|Select provider", "asks for a login")],
    };

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode, IReadOnlyList<string> more) => new(
    [
        .. turn.Agent is { Session: null, ForkOf: { } origin } ? ["sh", "-c", Fork, origin, EndOf(turn.Agent), turn.FileOf("opencode-fork.json")] : Array.Empty<string>(),
        "opencode", .. mode, .. SessionOf(turn.Agent) is { } session ? ["-s", session] : Array.Empty<string>(), .. turn.Model is { } model ? ["-m", model] : Array.Empty<string>(),
        .. more, .. turn.ExtraArguments,
    ])
    {
        Permission = OpenCodeSettings.Words(turn.Access),
        Variables = new Dictionary<string, string> { [Settings] = OpenCodeSettings.Of(turn, turn.Variables.GetValueOrDefault(Settings)) },
    };

    private static string? SessionOf(AgentRecord agent) => agent.Session ?? (agent.ForkOf is { Length: > EndLength } origin ? origin[..^EndLength] + EndOf(agent) : agent.ForkOf);

    private static string EndOf(AgentRecord agent) => agent.Id[^EndLength..];

    public ITurnReader Reader(TurnContext turn) => new OpenCodeReader(turn);
}
