using Ov.Clients.Server;

namespace Ov.Clients.Codex;

/// <summary>Codex itself, on a scripted model, in its own sandbox.</summary>
public sealed class CodexStoryTests : IDisposable
{
    private readonly ClientStory _story = new("codex");

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Runtime_test_proves_it_and_finds_nothing_changed()
    {
        Serve(ClientStory.Proof);
        _story.RequireProven("codex");
    }

    [Fact]
    public void A_builder_edits_commits_and_reports_from_its_sandbox_and_what_it_used_is_what_the_server_sent()
    {
        Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("exit 3"), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = _story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        _story.RequireCompleted(task);
        Assert.Equal((3, 1), (_story.Tools("ok"), _story.Tools("failed")));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        Assert.Equal("500 100 5000 250", _story.Used);
        Assert.Contains("# You are builder-1", _story.Heard[0].Heard);
        _story.Land();
    }

    [Fact]
    public void The_repository_s_settings_and_the_network_are_out_of_reach_of_its_commands()
    {
        Serve(request => ModelServer.Steps(
            ModelReply.Runs($"perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(\"127.0.0.1:{_story.Server.Port}\") ? \"con\".\"nected\" : \"no \".\"socket\"'"), ModelReply.Runs("git config a.b c"),
            ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        _story.RequireCompleted(_story.Sling("Escape for it"));
        var heard = _story.Heard[1].Heard;
        Assert.Contains("no socket", heard);
        Assert.NotEqual("c", _story.Team.Box.Run("git", ["config", "--default", "none", "a.b"]).Stdout.Trim());
    }

    [Fact]
    public void Its_guard_refuses_a_push_and_a_file_outside_the_worktree()
    {
        Serve(request => ModelServer.Steps(
            ModelReply.Runs("git push origin main"), ModelReply.Writes(Path.Combine(_story.Team.Box.Repo, "escaped.txt"), "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        _story.RequireCompleted(_story.Sling("Escape from it"));
        Assert.Contains("[no-push]", _story.Heard[1].Heard);
        Assert.False(File.Exists(Path.Combine(_story.Team.Box.Repo, "escaped.txt")));
    }

    [Fact]
    public void The_next_turn_goes_on_in_its_thread_reads_the_answer_and_counts_only_its_own_tokens()
    {
        Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        _story.RequireCompleted(_story.SlingWithQuestion("Paint it", "Ultramarine"));
        _story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 2);

        Assert.Contains("Ultramarine", _story.Heard[^1].Heard);
        Assert.Contains("Red or blue?", string.Join('\n', _story.Heard[^1].Messages.Select(message => message.Text)));
        Assert.Equal(["200", "300"], _story.Team.Project.Rows("SELECT input FROM usage ORDER BY seq", row => row.Text("input")));
    }

    [Fact]
    public void A_thread_that_is_gone_is_begun_anew()
    {
        Serve(request => request.Heard.Contains("Ultramarine", StringComparison.Ordinal)
            ? ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request)
            : ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."))(request));
        _story.Sling("Paint it", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Directory.Delete(Path.Combine(_story.Team.Box.Home, ".codex", "sessions"), recursive: true);
        foreach (var state in Directory.EnumerateFiles(Path.Combine(_story.Team.Box.Home, ".codex"), "*.sqlite*"))
        {
            File.Delete(state);
        }

        var question = _story.Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        _story.Team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        _story.Until("SELECT count(*) FROM task WHERE state = 'completed'", 1);
        Assert.Equal(2, _story.Team.Project.Count("SELECT count(DISTINCT subject) FROM event WHERE type = 'session.started'"));
    }

    [Fact]
    public void A_rate_limit_is_waited_out()
    {
        var refused = 0;
        var script = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Serve(request => Interlocked.Increment(ref refused) == 1 ? new ModelReply { Status = 429 } : script(request));
        _story.RequireCompleted(_story.Sling("Wait for it"));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'runtime.trouble' AND text LIKE '%429%'"));
    }

    [Fact]
    public void A_stream_that_is_torn_is_asked_for_again()
    {
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Serve(request => Interlocked.Increment(ref asked) == 1 ? script(request) with { IsTorn = true } : script(request));
        _story.RequireCompleted(_story.Sling("Go on"));
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_and_says_so()
    {
        Serve(_ => new ModelReply { Status = 401 });
        _story.Sling("Log in");
        Assert.Contains("401", _story.Team.Agent("builder-1").StateReason);
        Assert.Equal(1, _story.Team.Agent("builder-1").Turn);
    }

    [Fact]
    public void Models_that_only_write_code_work_too()
    {
        Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        var task = _story.Sling("Add a hello", more: ["--model", "gpt-5.6-sol"]);
        Assert.Contains("exec", _story.Heard[0].Tools.Keys);
        Assert.Equal("gpt-5.6-sol", _story.Heard[0].Model);
        _story.RequireCompleted(task);
    }

    private void Serve(Func<ModelRequest, ModelReply> script)
    {
        var server = _story.Serve(script);
        _story.Team.Box.Variables["MOCK_KEY"] = "dummy-key-of-a-test";
        _story.Configure(".codex/config.toml", $"""
            model = "gpt-5.5"
            model_provider = "mock"
            check_for_update_on_startup = false
            sandbox_mode = "danger-full-access"

            [features]
            plugins = false
            apps = false

            [analytics]
            enabled = false

            [model_providers.mock]
            name = "mock"
            base_url = "{server.Url}/v1"
            env_key = "MOCK_KEY"
            wire_api = "responses"
            request_max_retries = 1
            stream_max_retries = 2
            """);
    }
}
