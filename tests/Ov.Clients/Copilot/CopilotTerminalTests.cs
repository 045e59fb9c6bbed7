namespace Ov.Clients.Copilot;

/// <summary>Copilot's own screen in tmux, on a scripted model.</summary>
public sealed class CopilotTerminalTests() : TerminalStoryTests("copilot", "turn.start")
{
    protected override void Settle() => CopilotHome.Settle(Story);

    [Fact]
    public void A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered() => RequireUntrustedWaits();
}
