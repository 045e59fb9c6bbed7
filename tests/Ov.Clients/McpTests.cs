using System.Text.Json.Nodes;
using Ov.Clients.Server;

namespace Ov.Clients;

/// <summary>Agents that have ov's own tools by MCP: wired in for the turn alone, permitted, and served as the agent.</summary>
public sealed class McpTests : IDisposable
{
    private ClientStory? _story;

    public void Dispose() => _story?.Dispose();

    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    [InlineData("opencode")]
    public void A_builder_sends_mail_and_reports_its_task_by_mcp(string client)
    {
        var story = Begin(client);
        story.Serve(ModelServer.Steps(
            ModelReply.Runs(ClientStory.Work),
            ClientStory.HalfWay,
            ModelReply.Calls("task_complete", new() { ["status"] = "completed", ["summary"] = "hello is there", ["tests_run"] = new JsonArray("make test") }),
            ModelReply.Says("All done.")));
        var task = story.Sling("Add a hello");

        story.RequireCompleted(task);
        story.RequireHalfWay();
        Assert.Equal(["hello is there [\"make test\"]"], story.Team.Project.Rows("SELECT summary || ' ' || tests AS report FROM task_attempt WHERE task_id = ?1", row => row.Text("report"), task));
        // What comes after the report is no longer of this agent's work.
        story.Until("SELECT count(*) FROM event WHERE type = 'tool.start' AND tool IN ('mcp__ov__mail_send', 'mcp__ov__task_complete', 'ov_mail_send', 'ov_task_complete')", 2);
        story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 1);
        story.Land();
    }

    /// <summary>A command that its sandbox ran could not have left the agent's host behind.</summary>
    [Fact]
    public void A_lead_in_the_sandbox_of_codex_starts_a_builder_that_outlives_its_turn()
    {
        _story = new ClientStory("codex");
        _story.Serve(request => request.Heard.Contains("# You are lead-1", StringComparison.Ordinal)
            ? ModelServer.Steps(
                ModelReply.Calls("delegate", new() { ["tasks"] = new JsonArray(new JsonObject { ["agent"] = "builder", ["task"] = "Add a hello" }) }), ModelReply.Says("I wait for it."))(request)
            : ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        _story.Team.Sling("Lead it", null, "--role", "lead");
        _story.Until("SELECT count(*) FROM task WHERE role = 'builder' AND state = 'completed'", 1);
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM agent AS child JOIN agent AS parent ON parent.id = child.parent_id WHERE child.role = 'builder' AND parent.role = 'lead'"));
        _story.Team.Ov("stop", "--all").Ok();
    }

    private ClientStory Begin(string client)
    {
        _story = new ClientStory(client);
        _story.WireMcp();
        return _story;
    }
}
