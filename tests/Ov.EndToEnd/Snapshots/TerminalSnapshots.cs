namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands for agents in a terminal print.</summary>
public sealed class TerminalSnapshots
{
    private const string Screen = """
        watch:
          enabled: false
        runtimes:
          screen:
            command: [sh, -c, "exit 1"]
            terminal: {command: [sh, -c, "printf READY; exec cat"], ready: "^READY"}

        """;

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void An_agent_in_a_terminal(Form form)
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/tmux"), "tmux is not installed");
        Day.Play(
            form,
            day =>
            {
                day.Does("run", "start", "sprint", "--target", "main");
                day.ShowsCase("tmux", "sling", "Watch me work", "--runtime", "screen", "--tmux", "--trust");
                day.Shows("attach", "builder-1", "--print");
                day.Shows("detach", "builder-1");
                day.Does("stop", "builder-1");
            },
            Screen);
    }
}
