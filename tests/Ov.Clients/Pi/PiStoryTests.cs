using Ov.Clients.Server;

namespace Ov.Clients.Pi;

/// <summary>pi itself, on a scripted model.</summary>
public sealed class PiStoryTests : IDisposable
{
    private readonly ClientStory _story = new("pi");

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Runtime_test_proves_it_and_finds_nothing_changed()
    {
        Serve(ClientStory.Proof);
        _story.RequireProven("pi");
    }

    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("exit 3"), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = _story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        _story.RequireCompleted(task);
        Assert.Equal((3, 1), (_story.Tools("ok"), _story.Tools("failed")));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Chat Completions tell nothing of what was written to a cache; it counts as input. Each message comes three times in the output.
        Assert.Equal("750 100 5000 0", _story.Used);
        Assert.Equal(["scripted"], _story.Team.Project.Rows("SELECT DISTINCT model FROM usage", row => row.Text("model")));
        Assert.Equal(5 * 350, _story.Team.Project.Count("SELECT sum(cost_micros) FROM usage"));
        _story.Land();
    }

    [Fact]
    public void Its_guard_refuses_a_push_and_a_file_outside_the_worktree()
    {
        Serve(request => ModelServer.Steps(
            ModelReply.Runs("git push origin main"), ModelReply.Writes(Path.Combine(_story.Team.Box.Repo, "escaped.txt"), "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        _story.RequireCompleted(_story.Sling("Escape from it"));
        Assert.Equal(2, _story.Tools("denied"));
        Assert.Contains("[no-push]", _story.Heard[1].Heard);
        Assert.False(File.Exists(Path.Combine(_story.Team.Box.Repo, "escaped.txt")));
    }

    [Fact]
    public void The_next_turn_goes_on_in_its_session_and_reads_the_answer()
    {
        Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        _story.RequireCompleted(_story.SlingWithQuestion("Paint it", "Ultramarine"));
        _story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 2);

        Assert.Contains("Ultramarine", _story.Heard[^1].Heard);
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(DISTINCT session) FROM agent WHERE session IS NOT NULL"));
        Assert.Contains(_story.Heard[^1].Messages, message => message.Role == "assistant" && message.Text == "I wait.");
        Assert.Equal("750 100 5000 0", _story.Used);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("of another folder")]
    public void A_session_that_cannot_be_resumed_is_begun_anew(string fate)
    {
        Serve(request => request.Heard.Contains("Ultramarine", StringComparison.Ordinal)
            ? ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request)
            : ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."))(request));
        _story.Sling("Paint it", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        var sessions = Directory.GetDirectories(Path.Combine(_story.Team.Box.Home, ".pi", "agent", "sessions")).Single();
        if (fate == "gone")
        {
            Directory.Delete(sessions, recursive: true);
        }
        else
        {
            var file = Directory.GetFiles(sessions).Single();
            var elsewhere = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(sessions)!, "--elsewhere--")).FullName;
            File.WriteAllText(Path.Combine(elsewhere, Path.GetFileName(file)), File.ReadAllText(file).Replace(_story.Team.Project.WorktreeOf("builder-1"), "/elsewhere", StringComparison.Ordinal));
            File.Delete(file);
        }

        var question = _story.Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        _story.Team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        _story.Until("SELECT count(*) FROM task WHERE state = 'completed'", 1);
        Assert.Equal(2, _story.Team.Project.Count("SELECT count(DISTINCT subject) FROM event WHERE type = 'session.started'"));
    }

    [Fact]
    public void A_rate_limit_and_a_torn_stream_are_waited_out()
    {
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Serve(request => Interlocked.Increment(ref asked) switch { 1 => new ModelReply { Status = 429 }, 2 => script(request) with { IsTorn = true }, _ => script(request) });
        _story.RequireCompleted(_story.Sling("Wait for it"));
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_although_pi_ends_with_status_0()
    {
        Serve(_ => new ModelReply { Status = 401 });
        _story.Sling("Log in");
        Assert.Contains("401", _story.Team.Agent("builder-1").StateReason);
        Assert.Equal(1, _story.Team.Agent("builder-1").Turn);
    }

    private void Serve(Func<ModelRequest, ModelReply> script)
    {
        var server = _story.Serve(script);
        (_story.Team.Box.Variables["PI_OFFLINE"], _story.Team.Box.Variables["PI_TELEMETRY"]) = ("1", "0");
        _story.Configure(".pi/agent/models.json", $$$"""
            { "providers": { "mock": { "baseUrl": "{{{server.Url}}}/v1", "api": "openai-completions", "apiKey": "dummy",
              "models": [ { "id": "scripted", "cost": { "input": 1, "output": 5, "cacheRead": 0.1, "cacheWrite": 0 } } ] } } }
            """);
        _story.Configure(".pi/agent/settings.json", """{ "defaultProvider": "mock", "defaultModel": "scripted" }""");
    }
}
