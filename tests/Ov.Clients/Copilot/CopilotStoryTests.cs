using Ov.Clients.Server;

namespace Ov.Clients.Copilot;

/// <summary>GitHub Copilot CLI itself, on a scripted model.</summary>
public sealed class CopilotStoryTests() : StoryTests("copilot")
{
    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Story.WireMcp();
        Story.Serve(request => ModelServer.Steps(
            ModelReply.Writes(Path.Combine(Story.Team.Project.WorktreeOf("builder-1"), "hello.txt"), "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit },
            ModelReply.Runs("git push origin main"), ModelReply.Runs("exit 3"), ClientStory.HalfWay, ModelReply.Runs(ClientStory.Report),
            ModelReply.Says("All done."))(request));
        var task = Story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Story.RequireCompleted(task);
        Assert.Equal((4, 1, 1), (Story.Tools("ok"), Story.Tools("failed"), Story.Tools("denied")));
        Assert.Contains("[no-push]", Story.Heard[3].Heard);
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Chat Completions tell nothing of what was written to a cache; it counts as input.
        Assert.Equal("1050 140 7000 0", Story.Used);
        Assert.Contains("You do one task completely", Story.Heard[0].System);
        Story.RequireHalfWay();
        Story.Land();
    }

    [Fact]
    public void A_file_outside_the_worktree_is_not_written_and_a_rate_limit_is_waited_out()
    {
        const string Outside = "/var/tmp/ov-escaped-by-copilot.txt";
        var asked = 0;
        var script = ModelServer.Steps(ModelReply.Writes(Outside, "out"), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report));
        Story.Serve(request => Interlocked.Increment(ref asked) == 1 ? new ModelReply { Status = 429 } : script(request));
        Story.RequireCompleted(Story.Sling("Escape for it"));
        Assert.Equal(1, Story.Tools("denied"));
        Assert.False(File.Exists(Outside));
    }
}
