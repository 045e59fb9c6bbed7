using Ov.Clients.Server;

namespace Ov.Clients.Codex;

/// <summary>Codex itself, on a scripted model, in its own sandbox.</summary>
public sealed class CodexStoryTests() : StoryTests("codex")
{
    [Fact]
    public void A_builder_edits_commits_and_reports_from_its_sandbox_and_what_it_used_is_what_the_server_sent()
    {
        Story.Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("exit 3"), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = Story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Story.RequireCompleted(task);
        Assert.Equal((3, 1), (Story.Tools("ok"), Story.Tools("failed")));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        Assert.Equal("500 100 5000 250", Story.Used);
        Assert.Contains("# You are builder-1", Story.Heard[0].Heard);
        Story.Land();
    }

    [Fact]
    public void The_repository_s_settings_and_the_network_are_out_of_reach_of_its_commands()
    {
        Story.Serve(request => ModelServer.Steps(
            ModelReply.Runs($"perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(\"127.0.0.1:{Story.Server.Port}\") ? \"con\".\"nected\" : \"no \".\"socket\"'"), ModelReply.Runs("git config a.b c"),
            ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        Story.RequireCompleted(Story.Sling("Escape for it"));
        var heard = Story.Heard[1].Heard;
        Assert.Contains("no socket", heard);
        Assert.NotEqual("c", Story.Team.Box.Run("git", ["config", "--default", "none", "a.b"]).Stdout.Trim());
    }

    [Fact]
    public void In_a_sandbox_that_leaves_only_the_worktree_its_host_commits_and_delivers()
    {
        Story.Team.Box.WriteFile(".overstory/config.local.yaml", $$"""
            {{EndToEnd.Agents.Team.Quiet}}runtime:
              default: codex
            runtimes:
              codex:
                args: ["-c", 'permissions.ov.filesystem={":root"="read","{{Story.Team.Worktrees}}/builder-1"="write"}']
            """);
        Story.Serve(ModelServer.Steps(ModelReply.Writes("hello.txt", "hello\n"), ModelReply.Runs(ClientStory.Commit), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        Story.RequireCompleted(Story.Sling("Add a hello", more: "--trust"));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'outbox.committed'"));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'outbox.delivered'"));
        Story.Land();
    }

    [Fact]
    public void Its_guard_refuses_a_push_and_a_file_outside_the_worktree()
    {
        Story.Serve(request => ModelServer.Steps(
            ModelReply.Runs("git push origin main"), ModelReply.Writes(Path.Combine(Story.Team.Box.Repo, "escaped.txt"), "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        Story.RequireCompleted(Story.Sling("Escape from it"));
        Assert.Contains("[no-push]", Story.Heard[1].Heard);
        Assert.False(File.Exists(Path.Combine(Story.Team.Box.Repo, "escaped.txt")));
    }

    [Fact]
    public void A_thread_that_is_gone_is_begun_anew()
    {
        Story.Serve(request => request.Heard.Contains("Ultramarine", StringComparison.Ordinal)
            ? ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request)
            : ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."))(request));
        Story.Sling("Paint it", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Directory.Delete(Path.Combine(Story.Team.Box.Home, ".codex", "sessions"), recursive: true);
        foreach (var state in Directory.EnumerateFiles(Path.Combine(Story.Team.Box.Home, ".codex"), "*.sqlite*"))
        {
            File.Delete(state);
        }

        var question = Story.Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        Story.Team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        Story.Until("SELECT count(*) FROM task WHERE state = 'completed'", 1);
        Assert.Equal(2, Story.Team.Project.Count("SELECT count(DISTINCT subject) FROM event WHERE type = 'session.started'"));
    }

    [Fact]
    public void A_rate_limit_is_waited_out()
    {
        var refused = 0;
        var script = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Story.Serve(request => Interlocked.Increment(ref refused) == 1 ? new ModelReply { Status = 429 } : script(request));
        Story.RequireCompleted(Story.Sling("Wait for it"));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'runtime.trouble' AND text LIKE '%429%'"));
    }

    [Fact]
    public void A_stream_that_is_torn_is_asked_for_again()
    {
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Story.Serve(request => Interlocked.Increment(ref asked) == 1 ? script(request) with { IsTorn = true } : script(request));
        Story.RequireCompleted(Story.Sling("Go on"));
    }

    [Fact]
    public void Models_that_only_write_code_work_too()
    {
        Story.Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        var task = Story.Sling("Add a hello", more: ["--model", "gpt-5.6-sol"]);
        Assert.Contains("exec", Story.Heard[0].Tools.Keys);
        Assert.Equal("gpt-5.6-sol", Story.Heard[0].Model);
        Story.RequireCompleted(task);
    }
}
