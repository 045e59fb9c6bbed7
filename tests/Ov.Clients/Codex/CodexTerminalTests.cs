using Ov.Clients.Server;

namespace Ov.Clients.Codex;

/// <summary>Codex's own screen in tmux, on a scripted model.</summary>
public sealed class CodexTerminalTests() : TerminalStoryTests("codex", "turn.start")
{
    protected override void Settle() => CodexHome.Settle(Story);

    [Fact]
    public void A_folder_that_is_not_trusted_waits_for_a_person_and_is_never_answered()
    {
        Story.Serve(_ => ModelReply.Says("Never."));
        Story.Sling("Paint it", "SELECT count(*) FROM message WHERE recipient = 'operator' AND subject LIKE '%waits for a person%'", "--tmux");
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'terminal.dialog' AND text LIKE '%trusted%'"));
        Assert.Empty(Story.Server.Seen);
    }
}
