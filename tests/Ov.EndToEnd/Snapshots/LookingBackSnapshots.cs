using System.Text.RegularExpressions;

namespace Ov.EndToEnd.Snapshots;

/// <summary>What the views of what happened print.</summary>
public sealed class LookingBackSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Looking_back(Form form) => Day.Play(
        form,
        day =>
        {
            // How many events a failing agent leaves is not what is looked at here.
            day.AlsoScrub = text => Regex.Replace(
                Regex.Replace(text, @"(?m)^\d\d:\d\d:\d\d ", "{clock} "), @"(?<=--after |after event |""(seq|next|lastSeq)"": )\d+", "0");
            day.ShowsCase("none", "metrics");
            day.Shows("telemetry status");
            day.Refuses(2, "usage", "none", "telemetry export");
            day.Does("run", "start", "export", "--target", "main");
            day.Does("task", "add", "Export as JSON");
            day.Does("sling", "1", "--name", "alice", "--exec", "echo \"\\033[31mworking\"; exit 3", "--trust");
            using (var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
            {
                while (day.Project.Count("SELECT count(*) FROM agent WHERE ended_at IS NOT NULL") < 1)
                {
                    Assert.False(deadline.IsCancellationRequested, "the agent never failed");
                }
            }

            day.Shows("trace", "1", "--type", "task");
            day.Refuses(3, "not-found", "unknown", "trace", "alcie");
            day.Shows("errors");
            day.Shows("logs", "--agent", "alice", "--turn", "1");
            day.Refuses(2, "usage", "source", "logs", "--source", "hots");
            day.Refuses(3, "not-found", "unknown-agent", "logs", "--agent", "alcie");
            day.ShowsCase("stats", "feed", "--stats", "--type", "task");
            day.ShowsCase("diff", "inspect", "alice", "--diff");
            day.Shows("metrics");
            day.Shows("search", "alice");
            day.ShowsCase("none", "search", "zebra");
            day.Refuses(2, "usage", "no-word", "search", " ");
            day.Shows("replay", "--limit", "2", "--after", "2");
            day.ShowsCase("at", "replay", "--at", "now");
            day.Refuses(2, "usage", "when", "replay", "--at", "soon");
            day.Refuses(2, "usage", "speed", "replay", "--speed", "0");
            day.Refuses(3, "not-found", "unknown-agent", "errors", "--agent", "alcie");
        },
        "watch:\n  enabled: false\n");
}
