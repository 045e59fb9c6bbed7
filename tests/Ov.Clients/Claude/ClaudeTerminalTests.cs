namespace Ov.Clients.Claude;

/// <summary>Claude Code's own screen in tmux, on a scripted model.</summary>
public sealed class ClaudeTerminalTests() : TerminalStoryTests("claude", "turn.start")
{
    protected override void Settle() => ClaudeHome.Settle(Story, trusted: true);

    [Fact]
    public void A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered()
    {
        ClaudeHome.Settle(Story, trusted: false);
        RequireUntrustedWaits();
    }
}
