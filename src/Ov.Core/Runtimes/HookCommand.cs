namespace Ov.Core.Runtimes;

/// <summary>What a runtime's hooks execute. They are handed to a shell, so that our own program stands there as a word of a command line.</summary>
internal static class HookCommand
{
    public const string TurnStart = "log turn-start --stdin";
    public const string ToolEnd = "log tool-end --stdin";
    public const string TurnEnd = "log turn-end --stdin";
    public const string SessionEnd = "log session-end --stdin";

    /// <summary>In the middle of a turn, after a tool call.</summary>
    public static string UrgentMail(string runtime) => $"mail check --inject --urgent --runtime {runtime}";

    /// <summary>What a screen tells and asks beside the guard, as it has no stream.</summary>
    /// <param name="runtime">In whose form the model is told.</param>
    /// <param name="names">What this runtime calls the start of a session, a prompt, the end of a tool, of a turn and of the session.</param>
    public static IEnumerable<(string Event, string Verb)> OfScreen(string runtime, params string[] names) =>
    [
        (names[0], $"prime --runtime {runtime}"), (names[1], TurnStart), (names[1], $"mail check --inject --runtime {runtime}"),
        (names[2], ToolEnd), (names[2], UrgentMail(runtime)), (names[3], TurnEnd), (names[4], SessionEnd),
    ];

    public static string Of(string ov) => $"'{ov.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>A status that is not 0 would be a block or a warning, and no failure of ours may be either; a denial is printed.</summary>
    public static string Of(string ov, string verb) => $"{Of(ov)} {verb} || true";

    /// <param name="onScreen">No stream tells that the tool begins, so the guard does.</param>
    public static string Guard(string runtime, bool onScreen) => $"guard --runtime {runtime}{(onScreen ? " --log" : "")}";
}
