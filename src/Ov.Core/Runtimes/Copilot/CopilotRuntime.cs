namespace Ov.Core.Runtimes.Copilot;

/// <summary>
/// GitHub Copilot CLI. Guard and role go in as a plugin and as a further folder of instructions, both private; nothing is written into the
/// worktree or the user's own settings.
/// </summary>
public sealed class CopilotRuntime : IRuntime
{
    /// <summary>Folders of instructions, beside those of the repository and the user.</summary>
    private const string Instructions = "COPILOT_CUSTOM_INSTRUCTIONS_DIRS";

    public string Name => "copilot";

    public RuntimeTraits Traits { get; } = new("GitHub Copilot CLI", "copilot")
    {
        TestedVersion = "1.0.102", CanResume = true, HasEvents = true, HasUsage = true, HasMcp = true, HasTerminal = true, HasScreenHooks = true, TakesRole = true, Guard = GuardPath.BeforeTool,
        Login = new(["COPILOT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN"], null, null, null),
    };

    public TurnLaunch Launch(TurnContext turn) =>
        Of(turn, ["--output-format", "json", "--no-color", "--no-ask-user", "--usage-output-file", UsageFile(turn)], onScreen: false) with { InputFile = turn.PromptFile };

    /// <summary>It asks whether a folder is trusted before anything else; to answer beforehand would be to let it do everything, or to write into the user's own settings.</summary>
    public TerminalLaunch Terminal(TurnContext turn) => new(Of(turn, [], onScreen: true), "/ commands", "esc esc interrupt")
    {
        Interrupted = @"● Operation cancelled by user(?:(?!\n ❯ )[\s\S])*\z",
        Dialogs = [new("Confirm folder trust", "asks whether the folder is trusted"), new("Not logged in|/login", "asks for a login"), new("enter to (select|confirm|submit)", "asks something")],
    };

    public ITurnReader Reader(TurnContext turn) => new CopilotReader(turn, UsageFile(turn));

    private static string UsageFile(TurnContext turn) => turn.FileOf("copilot-usage.json");

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode, bool onScreen)
    {
        var role = CopilotPlugin.Role(turn);
        return new(
        [
            "copilot", .. mode, "--no-auto-update", .. turn.Agent.Session is { } session ? [$"--resume={session}"] : Array.Empty<string>(), .. CopilotPermission.Arguments(turn.Access),
            "--plugin-dir", CopilotPlugin.Folder(turn), .. turn.Model is { } model ? ["--model", model] : Array.Empty<string>(),
            .. turn.Effort is { } effort ? ["--reasoning-effort", effort] : Array.Empty<string>(),
            .. turn.Mcp is { } mcp ? ["--additional-mcp-config", CopilotPlugin.Mcp(mcp)] : Array.Empty<string>(), .. turn.ExtraArguments,
        ])
        {
            Files = [.. CopilotPlugin.Files(turn, onScreen), .. role is null ? Array.Empty<KeyValuePair<string, string>>() : [role.Value]], Permission = CopilotPermission.Words(turn.Access),
            Variables = role is null ? new Dictionary<string, string>()
                : new() { [Instructions] = string.Join(',', new[] { turn.Variables.GetValueOrDefault(Instructions), Path.GetDirectoryName(role.Value.Key) }.Where(folder => !string.IsNullOrEmpty(folder))) },
        };
    }
}
