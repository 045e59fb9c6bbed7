namespace Ov.Core.Runtimes.Claude;

/// <summary>What Claude Code's own screen shows. Its questions have "No" as their default, so that none may be answered with Enter alone.</summary>
internal static class ClaudeScreen
{
    public static TerminalLaunch Of(TurnLaunch launch) => new(launch, """^─{20}.*\n❯""", "esc to interrupt")
    {
        Interrupted = @"Interrupted · What should[^❯]*\n─{20}.*\n❯",
        Dialogs =
        [
            new("Yes, I trust this folder", "asks whether the folder is trusted"), new("Do you want to use this API key", "asks whether the API key in its environment may be used"),
            new("running in Bypass Permissions mode", "warns of its bypass mode and asks whether to go on"), new("Do you want to (proceed|make this edit|create)", "asks for a permission"),
            new("Unable to connect to Anthropic services", "cannot reach its service"), new("Select login method|Paste code here", "asks for a login"),
            new(@"Esc to (cancel|exit).*\n?$|Enter to confirm", "asks something"),
        ],
    };
}
