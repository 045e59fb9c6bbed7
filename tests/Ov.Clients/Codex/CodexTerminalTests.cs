namespace Ov.Clients.Codex;

/// <summary>Codex's own screen in tmux, on a scripted model.</summary>
public sealed class CodexTerminalTests() : TerminalStoryTests("codex", "turn.start")
{
    protected override void Settle() => CodexHome.Settle(Story);

    [Fact]
    public void A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered() => RequireUntrustedWaits();
}
