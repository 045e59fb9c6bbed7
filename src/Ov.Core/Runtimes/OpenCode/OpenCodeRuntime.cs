namespace Ov.Core.Runtimes.OpenCode;

/// <summary>
/// OpenCode. Settings go in by <c>OPENCODE_CONFIG_CONTENT</c>, beside the user's own. Rules are held by its own permissions: a plugin
/// would make it fetch packages into the user's configuration. The prompt is its standard input, as arguments get quotes around them.
/// </summary>
public sealed class OpenCodeRuntime : IRuntime
{
    private const string Settings = "OPENCODE_CONFIG_CONTENT";

    public string Name => "opencode";

    public RuntimeTraits Traits { get; } = new("OpenCode", "opencode")
    {
        TestedVersion = "1.18.33", CanResume = true, HasEvents = true, HasUsage = true, HasMcp = true, TakesRole = true, Guard = GuardPath.OwnPermissions,
    };

    public TurnLaunch Launch(TurnContext turn) =>
        Of(turn, ["run", "--format", "json"], turn.Effort is { } effort ? ["--variant", effort] : []) with { InputFile = turn.PromptFile };

    public TurnLaunch ByHand(TurnContext turn) => Of(turn, [], []);

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
