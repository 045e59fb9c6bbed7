using Ov.Core;

namespace Ov.Cli;

/// <summary>Words that other tools use for one and the same thing, so that who types one is told the other.</summary>
internal static class SynonymWords
{
    private static readonly string[][] Groups =
    [
        ["add", "create", "new", "start", "sling"],
        ["remove", "delete", "rm", "cancel", "stop", "kill"],
        ["list", "ls", "all"],
        ["show", "view", "get", "describe", "inspect", "cat", "info"],
        ["send", "write", "post"],
        ["close", "done", "complete", "finish"],
        ["undo", "revert", "rollback"],
        ["agents", "ps", "sessions", "workers"],
        ["feed", "events", "tail"],
        ["trace", "timeline", "history"],
        ["logs", "output"],
        ["metrics", "stats"],
        ["search", "find", "grep"],
    ];

    /// <summary>" Did you mean 'x'?" for a mistyped word or another tool's word, or nothing.</summary>
    public static string Sentence(string word, IReadOnlyList<string> known) =>
        Groups.FirstOrDefault(group => group.Contains(word))?.FirstOrDefault(known.Contains) is { } same ? $" Did you mean '{same}'?" : Nearest.Sentence(word, known);
}
