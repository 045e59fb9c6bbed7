using Ov.Clients.Server;

namespace Ov.Clients.Pi;

/// <summary>pi itself, on a scripted model.</summary>
public sealed class PiStoryTests() : StoryTests("pi")
{
    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Story.Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("exit 3"), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = Story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Story.RequireCompleted(task);
        Assert.Equal((3, 1), (Story.Tools("ok"), Story.Tools("failed")));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Chat Completions tell nothing of what was written to a cache; it counts as input. Each message comes three times in the output.
        Assert.Equal("750 100 5000 0", Story.Used);
        Assert.Equal(["scripted"], Story.Team.Project.Rows("SELECT DISTINCT model FROM usage", row => row.Text("model")));
        Assert.Equal(5 * 350, Story.Team.Project.Count("SELECT sum(cost_micros) FROM usage"));
        Story.Land();
    }

    [Fact]
    public void Its_guard_refuses_a_push_and_a_file_outside_the_worktree()
    {
        Story.Serve(request => ModelServer.Steps(
            ModelReply.Runs("git push origin main"), ModelReply.Writes(Path.Combine(Story.Team.Box.Repo, "escaped.txt"), "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request));
        Story.RequireCompleted(Story.Sling("Escape from it"));
        Assert.Equal(2, Story.Tools("denied"));
        Assert.Contains("[no-push]", Story.Heard[1].Heard);
        Assert.False(File.Exists(Path.Combine(Story.Team.Box.Repo, "escaped.txt")));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("of another folder")]
    public void A_session_that_cannot_be_resumed_is_begun_anew(string fate)
    {
        Story.Serve(request => request.Heard.Contains("Ultramarine", StringComparison.Ordinal)
            ? ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report))(request)
            : ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."))(request));
        Story.Sling("Paint it", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        var sessions = Directory.GetDirectories(Path.Combine(Story.Team.Box.Home, ".pi", "agent", "sessions")).Single();
        if (fate == "gone")
        {
            Directory.Delete(sessions, recursive: true);
        }
        else
        {
            var file = Directory.GetFiles(sessions).Single();
            var elsewhere = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(sessions)!, "--elsewhere--")).FullName;
            File.WriteAllText(Path.Combine(elsewhere, Path.GetFileName(file)), File.ReadAllText(file).Replace(Story.Team.Project.WorktreeOf("builder-1"), "/elsewhere", StringComparison.Ordinal));
            File.Delete(file);
        }

        var question = Story.Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        Story.Team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        Story.Until("SELECT count(*) FROM task WHERE state = 'completed'", 1);
        Assert.Equal(2, Story.Team.Project.Count("SELECT count(DISTINCT subject) FROM event WHERE type = 'session.started'"));
    }

    [Fact]
    public void A_rate_limit_and_a_torn_stream_are_waited_out()
    {
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Story.Serve(request => Interlocked.Increment(ref asked) switch { 1 => new ModelReply { Status = 429 }, 2 => script(request) with { IsTorn = true }, _ => script(request) });
        Story.RequireCompleted(Story.Sling("Wait for it"));
    }
}
