namespace Ov.Core.Runtimes.Codex;

/// <summary>What Codex's own screen shows. Enter at one of its questions trusts a folder, or changes the model for good, so none is answered.</summary>
internal static class CodexScreen
{
    public static TerminalLaunch Of(TurnLaunch launch) => new(launch, @"\? for shortcuts", "esc to interrupt")
    {
        Interrupted = @"■ Conversation interrupted[^›]*\n› [^›]*\z",
        Dialogs =
        [
            new(@"Trust this folder\?", "asks whether the folder is trusted"), new("Hooks need review", "asks whether hooks may run"), new("Try new model", "offers another model"),
            new("Sign in with|API key", "asks for a login"), new("enter (confirm|continue)|enter/esc confirm", "asks something"),
        ],
    };
}
