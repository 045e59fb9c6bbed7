using Ov.Clients.Server;

namespace Ov.Clients.Gemini;

/// <summary>Gemini CLI itself, on a scripted model.</summary>
public sealed class GeminiStoryTests() : StoryTests("gemini")
{
    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Story.WireMcp();
        Story.Serve(ModelServer.Steps(
            ModelReply.Writes("hello.txt", "hello\n"), new ModelReply { Text = "I begin.", Shell = ClientStory.Commit }, ModelReply.Runs("git push origin main"), ModelReply.Runs("git -C . push origin main"), ModelReply.Runs("exit 3"), ClientStory.HalfWay,
            ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = Story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Story.RequireCompleted(task);
        Assert.Equal((4, 1, 2), (Story.Tools("ok"), Story.Tools("failed"), Story.Tools("denied")));
        // Its own policy takes commands as text; ov guard reads them.
        Assert.Contains("[no-push]", Story.Heard[4].Heard);
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        // Its API tells nothing of what was written to a cache; it counts as input.
        Assert.Equal("1200 160 8000 0", Story.Used);
        Assert.Contains("You do one task completely", Story.Heard[0].Heard);
        Story.RequireHalfWay();
        Story.Land();
    }
}
