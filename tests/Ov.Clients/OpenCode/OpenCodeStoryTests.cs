using Ov.Clients.Server;

namespace Ov.Clients.OpenCode;

/// <summary>OpenCode itself, on a scripted model.</summary>
public sealed class OpenCodeStoryTests() : StoryTests("opencode")
{
    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Story.Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("git push origin main"), ModelReply.Runs("exit 3"),
            ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = Story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Story.RequireCompleted(task);
        Assert.Equal((3, 1, 1), (Story.Tools("ok"), Story.Tools("failed"), Story.Tools("denied")));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Chat Completions tell nothing of what was written to a cache; it counts as input.
        Assert.Equal("900 120 6000 0", Story.Used);
        Assert.Equal(6 * 350, Story.Team.Project.Count("SELECT sum(cost_micros) FROM usage"));
        // As an argument the prompt would have come with quotes around it.
        Assert.StartsWith("# You are builder-1", Story.Heard[0].Heard);
        Story.Land();
    }

    [Fact]
    public void A_file_outside_the_worktree_is_not_written_and_a_rate_limit_is_waited_out()
    {
        var outside = "/var/tmp/ov-escaped-by-opencode.txt";
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Writes(outside, "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Story.Serve(request => Interlocked.Increment(ref asked) == 1 ? new ModelReply { Status = 429 } : script(request));
        Story.RequireCompleted(Story.Sling("Escape for it"));
        Assert.Equal(1, Story.Tools("denied"));
        Assert.False(File.Exists(outside));
    }
}
