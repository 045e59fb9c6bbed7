namespace Ov.Core.Config;

/// <summary>What the configuration says of one runtime: choices for a built-in one, or the whole of one that we do not know.</summary>
public sealed record RuntimeOverride(string Name, string Origin)
{
    /// <summary>The model of agents that name none; an alias or the runtime's own word.</summary>
    public string? Model { get; init; }

    public string? Effort { get; init; }

    /// <summary>True for <c>permission: full</c>: the runtime's own limits are off for roles that write.</summary>
    public bool IsFull { get; init; }

    /// <summary>Whether its agents get ov's tools by MCP beside the command line; null leaves it to the runtime and the role.</summary>
    public bool? Mcp { get; init; }

    /// <summary>What becomes of its agents when its account has nothing left to give.</summary>
    public OnLimit OnLimit { get; init; }

    /// <summary>The runtime that they go on with, for <see cref="OnLimit.Fallback"/>.</summary>
    public string? Fallback { get; init; }

    /// <summary>Arguments appended to every turn's command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Aliases of models.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <summary>Set for a runtime of the user's own: each item is an argument, or several that stand or fall together.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Command { get; init; }

    /// <summary>The command of turns that go on in a session; null when it cannot.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Resume { get; init; }

    /// <summary>How it runs in a terminal; null when it cannot.</summary>
    public RuntimeTerminal? Terminal { get; init; }

    public PromptWay Prompt { get; init; } = PromptWay.Input;

    /// <summary>Formats of output that can be read: none, or that of a runtime we know.</summary>
    public static IReadOnlyList<string> EventFormats { get; } = ["plain", "claude", "codex", "opencode", "pi", "gemini", "copilot"];

    /// <summary>One of <see cref="EventFormats"/>.</summary>
    public string Events { get; init; } = "plain";

    /// <summary>What the operator must approve before it runs, or null when nothing of it is more than a choice.</summary>
    public CommandSpec? NeedsApproval => Command is null && Arguments.Count == 0 && !IsFull ? null : CommandSpec.Program(
        CommandKind.Runtime, $"runtime {Name}",
        [
            .. IsFull ? ["permission: full"] : Array.Empty<string>(), .. (Command ?? [[Name]]).SelectMany(words => words), .. Resume is null ? [] : Resume.SelectMany(words => words).Prepend("resume:"),
            .. Terminal is null ? [] : Terminal.Command.SelectMany(words => words).Prepend("terminal:"), .. Arguments,
        ],
        TimeSpan.Zero, Origin);
}

/// <summary>How a runtime of the user's own runs in a terminal.</summary>
/// <param name="Command">Started once; prompts are pasted into it.</param>
/// <param name="Ready">A regular expression on the screen while it waits for a prompt.</param>
/// <param name="Busy">One on the screen while it works; empty when nothing tells.</param>
public sealed record RuntimeTerminal(IReadOnlyList<IReadOnlyList<string>> Command, string Ready, string Busy);

/// <summary>How a runtime gets its prompt.</summary>
public enum PromptWay
{
    /// <summary>On standard input.</summary>
    Input,

    /// <summary>As an argument, where the command says <c>{prompt}</c>.</summary>
    Argument,

    /// <summary>As a file, where the command says <c>{promptFile}</c>.</summary>
    File,
}
