using Ov.Core.Agents;

namespace Ov.Core.Runtimes.Gemini;

/// <summary>
/// Gemini CLI. What it may do goes in as a policy file. It takes a role only in place of its own system prompt, so the role stands in
/// the first prompt; and it hides the user's git settings from its shell, so they are included again by name.
/// </summary>
public sealed class GeminiRuntime : IRuntime
{
    public string Name => "gemini";

    public RuntimeTraits Traits { get; } = new("Gemini CLI", "gemini")
    {
        TestedVersion = "0.61.0", CanResume = true, HasEvents = true, HasUsage = true, Guard = GuardPath.OwnPermissions,
    };

    public TurnLaunch Launch(TurnContext turn) => Of(turn, ["--output-format", "stream-json"]) with { InputFile = turn.PromptFile };

    public TurnLaunch ByHand(TurnContext turn) => Of(turn, []);

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode)
    {
        var policy = turn.FileOf("gemini-policy.toml");
        return new(
        [
            "gemini", .. mode, "--skip-trust", .. turn.Access == AccessMode.Full ? ["--approval-mode", "yolo"] : new[] { "--approval-mode", "default", "--policy", policy },
            .. turn.Agent.Session is { } session ? ["--resume", session] : Array.Empty<string>(), .. turn.Model is { } model ? ["-m", model] : Array.Empty<string>(), .. turn.ExtraArguments,
        ])
        {
            Files = [new(policy, GeminiPolicy.Of(turn.Access))], Variables = GitSettings(turn.Variables), Permission = GeminiPolicy.Words(turn.Access),
        };
    }

    public ITurnReader Reader(TurnContext turn) => new GeminiReader(turn);

    private static Dictionary<string, string> GitSettings(IReadOnlyDictionary<string, string> variables)
    {
        var users = variables.GetValueOrDefault("GIT_CONFIG_GLOBAL") ?? Path.Combine(variables.GetValueOrDefault("HOME") ?? "", ".gitconfig");
        return Path.IsPathRooted(users) ? AgentEnvironment.GitSetting(variables, "include.path", users) : [];
    }
}
