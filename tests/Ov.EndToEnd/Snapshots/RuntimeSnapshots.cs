namespace Ov.EndToEnd.Snapshots;

/// <summary>What the runtime verbs print, with programs of our own in the places of the real ones.</summary>
public sealed class RuntimeSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Runtimes(Form form) => Day.Play(
        form,
        day =>
        {
            day.Project.Box.WriteProgram("claude", "echo '2.0.1 (Claude Code)'");
            day.Project.Box.WriteProgram("aider", "echo 'aider 0.99.0' >&2");
            day.Shows("runtime list");
            day.Shows("runtime show", "claude", "--role", "scout", "--model", "quick");
            day.ShowsCase("own", "runtime show", "mine");
            day.ShowsCase("exec", "runtime show", "exec");
            day.Refuses(3, "not-found", "unknown", "runtime show", "claud");
            day.ShowsCase("dry-run", "runtime test", "mine", "--dry-run");
            day.Refuses(7, "tool-missing", "absent", "runtime test", "codex");
            day.Refuses(2, "usage", "which", "runtime test");
        },
        """
        runtime:
          default: mine
        runtimes:
          claude:
            permission: full
            models: { quick: model-quick }
          mine:
            command: [mine, run, [--model, "{model}"]]
            resume: [mine, resume, "{session}"]
            events: claude
        """);
}
