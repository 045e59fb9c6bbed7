using Ov.Clients.Server;
using Ov.Core.Processes;
using Ov.Core.Terminals;

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

    /// <summary>Its own hooks say nothing of that.</summary>
    [Fact]
    public void A_turn_that_a_person_breaks_off_has_ended_and_owes_no_report()
    {
        Story.Serve(ModelServer.Steps(ModelReply.Runs("touch at.tmp; tail -f /dev/null")));
        Settle();
        Story.Team.Sling("Paint it", null, "--tmux");
        Story.Until("its command runs", () => File.Exists(Path.Combine(Story.Team.Project.WorktreeOf("builder-1"), "at.tmp")));
        // No tmux is told where the screen is but by the folder that its socket lies in.
        var folder = Directory.EnumerateDirectories(Story.Team.Box.Root, Story.Team.Agent("builder-1").Id, SearchOption.AllDirectories).Single();
        var screen = new TmuxServer(new ProcessRunner(Story.Team.Box.Variables.AsReadOnly()), folder, "builder-1");
        Story.Until("it can be broken off", () => screen.Screen().Contains("esc to interrupt", StringComparison.Ordinal));
        screen.Press("Escape");
        Story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended' AND text LIKE '%broken off by a person%'", 1);
        Story.Team.Wait("builder-1", "idle");
        Assert.Equal(0, Story.Team.Project.Count("SELECT count(*) FROM message WHERE recipient = 'builder-1' AND subject LIKE '%without a report%'"));
    }
}
