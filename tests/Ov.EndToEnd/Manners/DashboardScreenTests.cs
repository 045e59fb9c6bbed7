namespace Ov.EndToEnd.Manners;

/// <summary>The dashboard on a real terminal: drawn, driven by keys, kept up to date, and gone without a trace.</summary>
public sealed class DashboardScreenTests
{
    [Fact]
    public void It_shows_what_waits_takes_keys_follows_what_happens_and_leaves_the_screen_as_it_was()
    {
        Assert.SkipUnless(Screen.IsThere, "tmux is not installed");
        using var project = new OvProject("watch:\n  enabled: false\n");
        project.Ov("task", "add", "Export as JSON").Ok();
        project.Ov("gate", "open", "Is this right?", "--kind", "feedback").Ok();
        using var screen = new Screen(project.Box, 80);
        screen.Type("echo before; ov dashboard --interval 500");
        Sees(screen, "Needs you", "> ? operator waits at a feedback gate: Is this right?", "0 of 1 closed", "q:quit");
        project.Ov("task", "add", "Export as CSV").Ok();
        Sees(screen, "0 of 2 closed");
        screen.Send("?");
        Sees(screen, "Each key runs an ov command");
        screen.Send("q");
        Sees(screen, "Needs you");
        screen.Send("r");
        Sees(screen, "Answer, then a word on it: _");
        screen.Send("nonsense", "Enter");
        Sees(screen, "ov gate answer", "'ov gate show' names those that the gate takes.", "q, Esc: back");
        screen.Send("q");
        Sees(screen, "Needs you");
        screen.Send("r");
        Sees(screen, "Answer, then a word on it: _");
        screen.Send("done", "Enter");
        Sees(screen, ", feedback: done", "approval gate");
        project.Ov("sling", "1", "--name", "alice", "--exec", "sleep 60", "--trust").Ok();
        Sees(screen, "alice");
        screen.Send("/");
        Sees(screen, "Show only: _");
        screen.Send("alice", "Enter", "Tab", "a");
        Sees(screen, "Press a key to go back");
        screen.Send("x");
        Sees(screen, "filter: alice");
        project.Ov("stop", "--all", "--yes").Ok();
        screen.Send("q");
        var after = screen.Ended();
        Assert.Contains("before", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Needs you", after, StringComparison.Ordinal);
        Assert.EndsWith("[0]", after, StringComparison.Ordinal);
    }

    private static void Sees(Screen screen, params string[] texts) =>
        screen.Until($"the screen shows {string.Join(", ", texts)}", () => screen.Text() is var shown && texts.All(text => shown.Contains(text, StringComparison.Ordinal)));
}
