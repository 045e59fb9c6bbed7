using Ov.Core.Processes;

namespace Ov.Core.Runtimes;

/// <summary>Coding-agent programs that people have; <c>init</c> and <c>doctor</c> tell which are here, without running any.</summary>
public static class KnownAgentPrograms
{
    private static readonly (string Agent, string Program)[] All =
    [
        ("claude", "claude"), ("codex", "codex"), ("opencode", "opencode"), ("gemini", "gemini"), ("copilot", "copilot"), ("pi", "pi"),
        ("cursor", "cursor-agent"), ("amp", "amp"), ("aider", "aider"), ("goose", "goose"),
    ];

    /// <summary>Names of the agents whose program is on the PATH.</summary>
    public static IReadOnlyList<string> OnPath(IReadOnlyDictionary<string, string> variables) =>
        [.. All.Where(known => ProgramPath.Find(known.Program, variables) is not null).Select(known => known.Agent)];
}
