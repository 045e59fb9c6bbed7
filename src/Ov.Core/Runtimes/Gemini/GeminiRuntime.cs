using Ov.Core.Agents;

namespace Ov.Core.Runtimes.Gemini;

/// <summary>
/// Gemini CLI. What it may do goes in as a policy file, guard and ov's tools as settings in the worktree. It takes a role only in place of
/// its own system prompt, so the role stands in the first prompt; and it hides the user's git settings from its shell, so they are
/// included again by name.
/// </summary>
public sealed class GeminiRuntime : IRuntime
{
    /// <summary>Its argument for the same comes too late for settings of the folder, which then count for nothing.</summary>
    private const string Trust = "GEMINI_CLI_TRUST_WORKSPACE";

    public string Name => "gemini";

    public RuntimeTraits Traits { get; } = new("Gemini CLI", "gemini")
    {
        TestedVersion = "0.61.0", CanResume = true, HasEvents = true, HasUsage = true, HasMcp = true, HasTerminal = true, HasScreenHooks = true, Guard = GuardPath.BeforeTool,
        Login = new(["GEMINI_API_KEY", "GOOGLE_API_KEY"], null, ".gemini", "oauth_creds.json"),
    };

    public TurnLaunch Launch(TurnContext turn) => Of(turn, ["--output-format", "stream-json"], onScreen: false) with { InputFile = turn.PromptFile };

    /// <summary>Its prompt stays on the screen while it works.</summary>
    public TerminalLaunch Terminal(TurnContext turn) => new(Of(turn, [], onScreen: true), "Type your message", "esc to cancel")
    {
        Interrupted = @"ℹ Request cancelled\.(?:(?!\n > \S)[\s\S])*\z",
        Dialogs =
        [
            new("Do you trust the files in this folder", "asks whether the folder is trusted"), new("How would you like to authenticate|Enter Gemini API Key", "asks for a login"),
            new(@"Allow execution of|Apply this change\?|Do you want to proceed\?|Waiting for user confirmation", "asks for a permission"),
        ],
    };

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode, bool onScreen)
    {
        var policy = turn.FileOf("gemini-policy.toml");
        return new(
        [
            "gemini", .. mode, .. turn.Access == AccessMode.Full ? ["--approval-mode", "yolo"] : new[] { "--approval-mode", "default", "--policy", policy },
            .. turn.Agent.Session is { } session ? ["--resume", session] : Array.Empty<string>(), .. turn.Model is { } model ? ["-m", model] : Array.Empty<string>(), .. turn.ExtraArguments,
        ])
        {
            Files = [new(policy, GeminiPolicy.Of(turn.Access)), .. GeminiSettings.Files(turn, onScreen)], Variables = new Dictionary<string, string>(GitSettings(turn.Variables)) { [Trust] = "true" }, Permission = GeminiPolicy.Words(turn.Access),
        };
    }

    public ITurnReader Reader(TurnContext turn) => new GeminiReader(turn);

    private static Dictionary<string, string> GitSettings(IReadOnlyDictionary<string, string> variables)
    {
        var users = variables.GetValueOrDefault("GIT_CONFIG_GLOBAL") ?? Path.Combine(variables.GetValueOrDefault("HOME") ?? "", ".gitconfig");
        return Path.IsPathRooted(users) ? AgentEnvironment.GitSetting(variables, "include.path", users) : [];
    }
}
