using Ov.Clients.Server;

namespace Ov.Clients.OpenCode;

/// <summary>OpenCode itself, on a scripted model.</summary>
public sealed class OpenCodeStoryTests : IDisposable
{
    private readonly ClientStory _story = new("opencode");

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Runtime_test_proves_it_and_finds_nothing_changed()
    {
        Serve(ClientStory.Proof);
        _story.RequireProven("opencode");
    }

    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("git push origin main"), ModelReply.Runs("exit 3"),
            ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = _story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        _story.RequireCompleted(task);
        Assert.Equal((3, 1, 1), (_story.Tools("ok"), _story.Tools("failed"), _story.Tools("denied")));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Chat Completions tell nothing of what was written to a cache; it counts as input.
        Assert.Equal("900 120 6000 0", _story.Used);
        Assert.Equal(6 * 350, _story.Team.Project.Count("SELECT sum(cost_micros) FROM usage"));
        // As an argument the prompt would have come with quotes around it.
        Assert.StartsWith("# You are builder-1", _story.Heard[0].Heard);
        _story.Land();
    }

    [Fact]
    public void The_next_turn_goes_on_in_its_session_and_reads_the_answer()
    {
        Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        _story.RequireCompleted(_story.SlingWithQuestion("Paint it", "Ultramarine"));
        _story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 2);

        Assert.Contains("Ultramarine", _story.Heard[^1].Heard);
        Assert.Contains(_story.Heard[^1].Messages, message => message.Role == "assistant" && message.Text == "I wait.");
        Assert.Equal("750 100 5000 0", _story.Used);
    }

    [Fact]
    public void A_file_outside_the_worktree_is_not_written_and_a_rate_limit_is_waited_out()
    {
        var outside = "/var/tmp/ov-escaped-by-opencode.txt";
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Writes(outside, "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Serve(request => Interlocked.Increment(ref asked) == 1 ? new ModelReply { Status = 429 } : script(request));
        _story.RequireCompleted(_story.Sling("Escape for it"));
        Assert.Equal(1, _story.Tools("denied"));
        Assert.False(File.Exists(outside));
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_and_says_so()
    {
        Serve(_ => new ModelReply { Status = 401 });
        _story.Sling("Log in");
        Assert.Contains("scripted 401", _story.Team.Agent("builder-1").StateReason);
        Assert.Equal(1, _story.Team.Agent("builder-1").Turn);
    }

    private void Serve(Func<ModelRequest, ModelReply> script)
    {
        var server = _story.Serve(script);
        foreach (var quiet in new[] { "OPENCODE_DISABLE_AUTOUPDATE", "OPENCODE_DISABLE_MODELS_FETCH", "OPENCODE_DISABLE_LSP_DOWNLOAD" })
        {
            _story.Team.Box.Variables[quiet] = "1";
        }

        _story.Configure(".config/opencode/opencode.json", $$$"""
            {
              "model": "mock/scripted", "share": "disabled", "autoupdate": false,
              "provider": { "mock": {
                "npm": "@ai-sdk/openai-compatible", "name": "mock", "options": { "baseURL": "{{{server.Url}}}/v1", "apiKey": "dummy" },
                "models": { "scripted": { "name": "scripted", "cost": { "input": 1, "output": 5, "cache_read": 0.1 }, "limit": { "context": 200000, "output": 8000 } } }
              } }
            }
            """);
    }
}
