namespace Ov.Core.Runtimes;

/// <summary>Our own program as a word of a shell command line: runtimes hand hook commands to a shell.</summary>
internal static class HookCommand
{
    /// <summary>What a screen tells, which has no stream: hooks of the runtimes that share these names of events, and what each asks ov.</summary>
    public static readonly (string Event, string Verb)[] OfScreen =
    [
        ("SessionStart", "prime"), ("UserPromptSubmit", "log turn-start --stdin"), ("UserPromptSubmit", "mail check --inject"), ("PreToolUse", "log tool-start --stdin"),
        ("PostToolUse", "log tool-end --stdin"), ("Stop", "log turn-end --stdin"), ("SessionEnd", "log session-end --stdin"),
    ];

    public static string Of(string ov) => $"'{ov.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
