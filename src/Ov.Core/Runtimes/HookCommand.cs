namespace Ov.Core.Runtimes;

/// <summary>What a runtime's hooks execute. They are handed to a shell, so that our own program stands there as a word of a command line.</summary>
internal static class HookCommand
{
    public const string TurnStart = "log turn-start --stdin";
    public const string ToolEnd = "log tool-end --stdin";
    public const string TurnEnd = "log turn-end --stdin";
    public const string SessionEnd = "log session-end --stdin";

    /// <summary>
    /// What a screen tells beside the guard, as it has no stream, in the names of events that Claude Code and Codex share. What a hook of theirs
    /// prints plainly reaches the model.
    /// </summary>
    public static readonly (string Event, string Verb)[] OfScreen =
    [
        ("SessionStart", "prime"), ("UserPromptSubmit", TurnStart), ("UserPromptSubmit", "mail check --inject"), ("PostToolUse", ToolEnd), ("Stop", TurnEnd), ("SessionEnd", SessionEnd),
    ];

    public static string Of(string ov) => $"'{ov.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A status that is not 0 would be a block or a warning, and no failure of ours may be either; a denial is printed.</summary>
    public static string Of(string ov, string verb) => $"{Of(ov)} {verb} || true";

    /// <param name="onScreen">No stream tells that the tool begins, so the guard does.</param>
    public static string Guard(string runtime, bool onScreen) => $"guard --runtime {runtime}{(onScreen ? " --log" : "")}";
}
