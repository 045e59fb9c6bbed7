namespace Ov.Core.Runtimes.Pi;

/// <summary>pi. It asks for nothing and forbids nothing, so the guard is an extension that is loaded for the turn alone.</summary>
public sealed class PiRuntime : IRuntime
{
    public string Name => "pi";

    public RuntimeTraits Traits { get; } = new("pi", "pi")
    {
        TestedVersion = "0.73.1", CanResume = true, HasEvents = true, HasUsage = true, TakesRole = true, Guard = GuardPath.BeforeTool,
    };

    public TurnLaunch Launch(TurnContext turn) => Of(turn, ["--mode", "json"]) with { InputFile = turn.PromptFile };

    public TurnLaunch ByHand(TurnContext turn) => Of(turn, []);

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode)
    {
        var guard = turn.FileOf("pi-guard.mjs");
        return new(
        [
            "pi", .. mode, .. turn.Agent.Session is { } session ? ["--session", session] : Array.Empty<string>(),
            .. turn.Access == AccessMode.ReadOnly ? ["--tools", "read,grep,find,ls,bash"] : Array.Empty<string>(), "-e", guard,
            .. turn.RoleFile is { } role ? ["--append-system-prompt", role] : Array.Empty<string>(), .. turn.Model is { } model ? ["--model", model] : Array.Empty<string>(),
            .. turn.Effort is { } effort ? ["--thinking", effort] : Array.Empty<string>(), .. turn.ExtraArguments,
        ])
        {
            Files = [new(guard, PiGuard.Extension(turn.OvProgram))], Permission = Words(turn.Access),
        };
    }

    public ITurnReader Reader(TurnContext turn) => new PiReader();

    private static string Words(AccessMode access) => access switch
    {
        AccessMode.ReadOnly => "pi has no permissions of its own: commands run with your rights. Its editing tools are off, and ov guard judges each call.",
        _ => "pi has no permissions of its own: editing tools and commands run with your rights. ov guard judges each call.",
    };
}
