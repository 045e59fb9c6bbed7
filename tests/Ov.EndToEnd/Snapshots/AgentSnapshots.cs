namespace Ov.EndToEnd.Snapshots;

/// <summary>What the commands that start, wake, wait for and stop agents print.</summary>
public sealed class AgentSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_day_with_agents(Form form) => Day.Play(
        form,
        day =>
        {
            day.Does("run", "start", "sprint", "--target", "main");
            day.Does("task", "add", "Rework the login", "--files", "src/login/**");
            day.Does("task", "add", "Document it", "--needs", "1");
            day.ShowsCase("dry-run", "sling", "1", "--dry-run");
            day.Shows("sling", "1");
            day.Show("sling", "several", day.Project.Ov(day.Line("sling", "Add --json to export", "2"))).Exits(9);
            day.ShowsCase("serialized", "sling", "Touch the login", "--files", "src/login/form.cs", "--serialize");
            day.Refuses(5, "already-claimed", "claimed", "sling", "1");
            day.Refuses(4, "hierarchy", "hierarchy", "sling", "Review it all", "--role", "reviewer");
            day.Refuses(3, "not-found", "unknown-task", "sling", "task-zzzzzzzz");
            day.Refuses(2, "usage", "nothing", "sling");
            day.Shows("nudge", "builder-1", "The API changed");
            day.ShowsCase("debounced", "nudge", "builder-1");
            day.Refuses(4, "state", "headless", "attach", "builder-1");
            day.Refuses(3, "not-found", "unknown-agent", "attach", "bilder-1");
            day.Refuses(4, "state", "headless", "detach", "builder-1");
            day.Refuses(3, "not-found", "unknown-agent", "detach", "bilder-1");
            day.Refuses(3, "not-found", "unknown-agent", "nudge", "bilder-1");
            day.Refuses(4, "state", "no-session", "compact", "builder-1");
            day.Refuses(3, "not-found", "unknown-agent", "compact", "bilder-1");
            day.Refuses(2, "usage", "nobody", "compact");
            using (var ledger = day.Project.OpenLedger())
            {
                ledger.Write(tx => tx.Sql.Run("UPDATE agent SET session = 's-1', context_used = 31000, context_window = 100000 WHERE name = 'builder-1'"));
            }

            day.Refuses(4, "state", "half-empty", "compact", "builder-1");
            day.Shows("compact", "builder-1", "--force");
            day.Shows("wait", "builder-1", "--until", "idle", "--timeout", "30s");
            day.Refuses(124, "timed-out", "timed-out", "wait", "1", "--timeout", "0");
            day.Shows("stop", "builder-1");
            day.ShowsCase("again", "stop", "builder-1");
            day.ShowsCase("restart", "sling", "1", "--restart");
            day.ShowsCase("all", "stop", "--all", "--clean-worktree");
            day.Refuses(3, "not-found", "unknown-agent", "stop", "bilder-1");
            day.Refuses(2, "usage", "nobody", "stop");
        },
        "watch:\n  enabled: false\n");

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void A_repository_that_nobody_knows(Form form) => Day.Play(
        form,
        day =>
        {
            day.Does("run", "start", "sprint", "--target", "main");
            day.Refuses(2, "usage", "unknown-category", "discover", "--only", "archtecture");
            day.Refuses(3, "not-found", "unknown-runtime", "discover", "--runtime", "nothing");
            day.ShowsCase("dry-run", "discover", "--skip", "apis,config,implicit", "--dry-run");
            day.Shows("discover", "--only", "testing,apis");
        },
        "watch:\n  enabled: false\n");
}
