namespace Ov.Core.Runtimes.OpenCode;

/// <summary>
/// OpenCode. Settings go in by <c>OPENCODE_CONFIG_CONTENT</c>, beside the user's own. Rules are held by its own permissions: a plugin
/// would make it fetch packages into the user's configuration. The prompt is its standard input, as arguments get quotes around them.
/// Its fork of a session belongs to the folder of the origin, and from another worktree it waits for that without end.
/// </summary>
public sealed class OpenCodeRuntime : IRuntime
{
    private const string Settings = "OPENCODE_CONFIG_CONTENT";

    public string Name => "opencode";

    public RuntimeTraits Traits { get; } = new("OpenCode", "opencode")
    {
        TestedVersion = "1.18.33", CanResume = true, HasEvents = true, HasUsage = true, HasMcp = true, HasTerminal = true, TakesRole = true, Guard = GuardPath.OwnPermissions,
    };

    public TurnLaunch Launch(TurnContext turn) =>
        Of(turn, ["run", "--format", "json"], turn.Effort is { } effort ? ["--variant", effort] : []) with { InputFile = turn.PromptFile };

    /// <summary>Without a plugin it calls no hooks, so its screen alone tells when it is ready and when its turn has ended.</summary>
    public TerminalLaunch Terminal(TurnContext turn) => new(Of(turn, [], []), @"Ask anything|ctrl\+p commands", "esc interrupt")
    {
        Dialogs = [new("Permission required", "asks for a permission"), new("Connect a provider|Select provider", "asks for a login")],
    };

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode, IReadOnlyList<string> more) => new(
    [
        "opencode", .. mode, .. turn.Agent.Session is { } session ? ["-s", session] : Array.Empty<string>(), .. turn.Model is { } model ? ["-m", model] : Array.Empty<string>(),
        .. more, .. turn.ExtraArguments,
    ])
    {
        Permission = OpenCodeSettings.Words(turn.Access),
        Variables = new Dictionary<string, string> { [Settings] = OpenCodeSettings.Of(turn, turn.Variables.GetValueOrDefault(Settings)) },
    };

    public ITurnReader Reader(TurnContext turn) => new OpenCodeReader(turn);
}
