using Ov.Core.Agents;

namespace Ov.Core.Runtimes.Pi;

/// <summary>pi. It asks for nothing and forbids nothing, so the guard is an extension that is loaded for the turn alone.</summary>
public sealed class PiRuntime : IRuntime
{
    public string Name => "pi";

    public RuntimeTraits Traits { get; } = new("pi", "pi")
    {
        TestedVersion = "0.73.1", CanResume = true, CanFork = true, HasEvents = true, HasUsage = true, HasTerminal = true, HasScreenHooks = true, TakesRole = true, Guard = GuardPath.BeforeTool,
        Login = new(["ANTHROPIC_API_KEY", "OPENAI_API_KEY"], null, ".pi/agent", "auth.json"),
    };

    public TurnLaunch Launch(TurnContext turn) => Of(turn, ["--mode", "json"], PiExtension.Headless(turn.OvProgram)) with { InputFile = turn.PromptFile };

    /// <summary>Its last line counts the context; while it works, another one says so.</summary>
    public TerminalLaunch Terminal(TurnContext turn) => new(Of(turn, [], PiExtension.Screen(turn.OvProgram)), @"(\d+\.\d%|\?)/\d+(\.\d+)?[kM].*\s*\z", @"Working\.\.\.|Compacting|Retrying")
    {
        Interrupted = @"Operation aborted\s*\n\s*─{20}",
        Dialogs = [new(@"\[y/N\]", "asks something"), new("Select a model|No models available|/login", "asks for a model or a login")],
    };

    private static TurnLaunch Of(TurnContext turn, IReadOnlyList<string> mode, string extension)
    {
        var guard = turn.FileOf("pi-guard.mjs");
        return new(
        [
            "pi", .. mode, .. Session(turn.Agent),
            .. turn.Access == AccessMode.ReadOnly ? ["--tools", "read,grep,find,ls,bash"] : Array.Empty<string>(), "-e", guard,
            .. turn.RoleFile is { } role ? ["--append-system-prompt", role] : Array.Empty<string>(), .. turn.Model is { } model ? ["--model", model] : Array.Empty<string>(),
            .. turn.Effort is { } effort ? ["--thinking", effort] : Array.Empty<string>(), .. turn.ExtraArguments,
        ])
        {
            Files = [new(guard, extension)], Permission = Words(turn.Access),
        };
    }

    public ITurnReader Reader(TurnContext turn) => new PiReader();

    private static string[] Session(AgentRecord agent) => agent switch
    {
        { Session: { } own } => ["--session", own],
        { ForkOf: { } parent } => ["--fork", parent],
        _ => [],
    };

    private static string Words(AccessMode access) => access switch
    {
        AccessMode.ReadOnly => "pi has no permissions of its own: commands run with your rights. Its editing tools are off, and ov guard judges each call.",
        _ => "pi has no permissions of its own: editing tools and commands run with your rights. ov guard judges each call.",
    };
}
