namespace Ov.EndToEnd.Snapshots;

/// <summary>The tools of each kind of caller.</summary>
public sealed class McpSnapshots
{
    [Theory]
    [InlineData(Form.Text)]
    [InlineData(Form.Json)]
    public void Whose_tools_are_which(Form form) => Day.Play(
        form,
        day =>
        {
            day.Does("run", "start", "sprint", "--target", "main");
            day.Shows("mcp", "--list");
            day.Does("sling", "Build it", "--exec", "true");
            day.Does("sling", "Lead it", "--role", "lead", "--name", "lead-1", "--exec", "true");
            day.Does("coordinator", "start", "--no-attach", "--exec", "true");
            foreach (var (agent, role) in new[] { ("builder-1", "builder"), ("lead-1", "lead"), ("coordinator", "coordinator") })
            {
                day.Show("mcp", role, day.Project.OvAs(agent, day.Line("mcp", "--list"))).Ok();
            }

            day.Refuses(4, "identity", "identity", "mcp", "--agent", "builder-1");
            day.Refuses(3, "not-found", "unknown-agent", "mcp", "--agent", "bilder-1");
            day.Does("stop", "--all");
        },
        "watch:\n  enabled: false\n");
}
