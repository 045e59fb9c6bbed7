namespace Ov.EndToEnd.Snapshots;

/// <summary>What <c>ov costs</c> prints about turns of two runtimes, one of which tells no money.</summary>
public sealed class CostSnapshots
{
    private const string Config = """
        watch:
          enabled: false
        prices:
          gpt-9: {input: 1.5, output: 9, cacheRead: 0.15}
        runtimes:
          dear:
            command: [sh, -c, 'echo ''{"type":"result","subtype":"success","modelUsage":{"m-1":{"inputTokens":1200,"outputTokens":340,"cacheReadInputTokens":56000,"costUSD":0.1234},"m-2":{"inputTokens":10,"outputTokens":5,"costUSD":1.5}}}''; ov task done "$OVERSTORY_TASK_ID" --summary done']
            events: claude
          plain:
            command: [sh, -c, 'echo ''{"type":"result","subtype":"success","modelUsage":{"gpt-9":{"inputTokens":700000,"outputTokens":30000},"m-3":{"inputTokens":7,"outputTokens":3}}}''; ov task done "$OVERSTORY_TASK_ID" --summary done']
            events: claude

        """;

    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void What_was_used(Form form) => Day.Play(
        form,
        day =>
        {
            day.ShowsCase("none", "costs");
            day.Does("run", "start", "export", "--target", "main");
            day.Does("sling", "Find the exporters", "--role", "scout", "--name", "alice", "--runtime", "dear", "--trust");
            day.Does("sling", "Find the importers", "--role", "scout", "--name", "bob", "--runtime", "plain", "--trust");
            // What a turn used is told at its end, after its agent's report.
            using (var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60)))
            {
                while (day.Project.Count("SELECT count(DISTINCT agent_id) FROM usage") < 2)
                {
                    Assert.False(deadline.IsCancellationRequested, "usage was never told");
                }
            }

            day.Shows("costs");
            foreach (var by in new[] { "role", "task", "run", "model", "runtime", "day" })
            {
                day.ShowsCase(by, "costs", "--by", by);
            }

            day.ShowsCase("one", "costs", "--agent", "bob", "--limit", "1");
            day.ShowsCase("more", "costs", "--by", "model", "--limit", "1");
            day.ShowsCase("live", "costs", "--live");
            day.Refuses(2, "usage", "by", "costs", "--by", "modle");
            day.Refuses(2, "usage", "no-rows", "costs", "--limit", "0");
            day.Refuses(3, "not-found", "unknown-agent", "costs", "--agent", "alcie");
        },
        Config);
}
