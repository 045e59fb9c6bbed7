namespace Ov.Core.Runtimes;

/// <summary>What one turn executes.</summary>
/// <param name="Argv">Program and arguments; a bare program is looked for on the turn's PATH.</param>
public sealed record TurnLaunch(IReadOnlyList<string> Argv)
{
    /// <summary>Its standard input; null means none. An input that stays open makes some runtimes wait for ever.</summary>
    public string? InputFile { get; init; }

    /// <summary>Variables added to the turn's environment; an empty value removes one.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that must be there first: absolute path below <see cref="TurnContext.Folder"/>, or in the worktree where the runtime reads it nowhere else, and text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Files { get; init; } = [];

    /// <summary>One sentence on what the turn may do, for people who ask what a turn may do.</summary>
    public string Permission { get; init; } = "";
}

/// <summary>How a runtime runs in a terminal.</summary>
/// <param name="Launch">What the terminal executes; the prompt is pasted once it is ready.</param>
/// <param name="Ready">A regular expression on the screen of a program that waits for input.</param>
/// <param name="Busy">One on the screen of a program at work.</param>
public sealed record TerminalLaunch(TurnLaunch Launch, string Ready, string Busy)
{
    /// <summary>One on the screen of a program that waits for input because a person broke its work off; nothing newer may stand below it.</summary>
    public string Interrupted { get; init; } = "";

    /// <summary>Screens that wait for a person, each with what they mean.</summary>
    public IReadOnlyList<TerminalDialog> Dialogs { get; init; } = [];
}

/// <summary>A screen that waits for a person.</summary>
/// <param name="Pattern">A regular expression on the screen.</param>
/// <param name="Meaning">For example: asks whether the folder is trusted.</param>
public sealed record TerminalDialog(string Pattern, string Meaning);
