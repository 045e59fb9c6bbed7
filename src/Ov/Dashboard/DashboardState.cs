namespace Ov.Dashboard;

/// <summary>What the person at the keyboard has chosen so far.</summary>
/// <param name="Selected">The key of an item; null means the first.</param>
/// <param name="Filter">Only agents, mails and events that hold this.</param>
/// <param name="Page">A text in front of everything.</param>
/// <param name="Asked">A line that is being typed.</param>
/// <param name="Told">The outcome of the last thing done.</param>
internal sealed record DashboardState(string? Selected = null, string Filter = "", DashboardPage? Page = null, DashboardPrompt? Asked = null, string Told = "");

/// <param name="Top">The first line shown.</param>
internal sealed record DashboardPage(string Title, IReadOnlyList<string> Lines, int Top = 0);

/// <param name="Begin">The words of the command that the typed text completes; empty for the filter.</param>
internal sealed record DashboardPrompt(PromptKind Kind, string Question, IReadOnlyList<string> Begin, string Typed = "");

internal enum PromptKind
{
    Filter,

    /// <summary>The text is the last argument.</summary>
    Text,

    /// <summary>The text is the body.</summary>
    Body,

    /// <summary>The first word is an argument, what follows is the body.</summary>
    WordAndBody,

    /// <summary>Only y goes on.</summary>
    Confirm,
}

/// <summary>What a key asks of the program: another of its own commands, so that guards and words are the same.</summary>
internal sealed record DashboardAct(ActKind Kind, IReadOnlyList<string> Words);

internal enum ActKind
{
    Quit,

    /// <summary>Run it and show what it says as a page.</summary>
    Open,

    /// <summary>Run it and show its last line.</summary>
    Do,

    /// <summary>Give it the terminal.</summary>
    Attach,
}
