using Ov.Clients.Server;

namespace Ov.Clients.Gemini;

/// <summary>Gemini CLI itself, on a scripted model.</summary>
public sealed class GeminiStoryTests : IDisposable
{
    private readonly ClientStory _story = new("gemini");

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Runtime_test_proves_it_and_finds_nothing_changed()
    {
        Serve(ClientStory.Proof);
        _story.RequireProven("gemini");
    }

    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("git push origin main"), ModelReply.Runs("exit 3"),
            ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = _story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'", "--model", "gemini-2.5-flash");

        _story.RequireCompleted(task);
        Assert.Equal((3, 1, 1), (_story.Tools("ok"), _story.Tools("failed"), _story.Tools("denied")));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Its API tells nothing of what was written to a cache; it counts as input.
        Assert.Equal("900 120 6000 0", _story.Used);
        _story.Land();
    }

    [Fact]
    public void The_next_turn_goes_on_in_its_session_and_reads_the_answer()
    {
        Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        _story.RequireCompleted(_story.SlingWithQuestion("Paint it", "Ultramarine", "--model", "gemini-2.5-flash"));
        _story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 2);

        Assert.Contains("Ultramarine", _story.Heard[^1].Heard);
        Assert.Contains(_story.Heard[^1].Messages, message => message.Role == "assistant" && message.Text == "I wait.");
        Assert.Equal("750 100 5000 0", _story.Used);
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_and_says_so()
    {
        Serve(_ => new ModelReply { Status = 401 });
        _story.Sling("Log in", more: ["--model", "gemini-2.5-flash"]);
        Assert.Contains("scripted 401", _story.Team.Agent("builder-1").StateReason);
        Assert.Equal(1, _story.Team.Agent("builder-1").Turn);
    }

    private void Serve(Func<ModelRequest, ModelReply> script)
    {
        var server = _story.Serve(script);
        _story.Team.Box.Variables["GEMINI_API_KEY"] = "dummy-key-of-a-test";
        _story.Team.Box.Variables["GOOGLE_GEMINI_BASE_URL"] = server.Url;
        _story.Configure(".gemini/settings.json", """
            { "security": { "auth": { "selectedType": "gemini-api-key" } }, "general": { "enableAutoUpdate": false }, "privacy": { "usageStatisticsEnabled": false } }
            """);
    }
}
