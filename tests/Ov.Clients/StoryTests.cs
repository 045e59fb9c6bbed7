using Ov.Clients.Server;

namespace Ov.Clients;

/// <summary>What holds for every client, and the story it is told with.</summary>
public abstract class StoryTests(string client) : IDisposable
{
    protected ClientStory Story { get; } = new(client);

    public void Dispose()
    {
        Story.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Runtime_test_proves_it_and_finds_nothing_changed()
    {
        Story.Serve(ClientStory.Proof);
        Story.RequireProven();
    }

    [Fact]
    public void The_next_turn_goes_on_in_its_session_reads_the_answer_and_counts_only_its_own_tokens()
    {
        Story.Serve(ModelServer.Steps(ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        Story.RequireCompleted(Story.SlingWithQuestion("Paint it", "Ultramarine"));
        Story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 2);

        Assert.Contains("Ultramarine", Story.Heard[^1].Heard);
        Assert.Contains(Story.Heard[^1].Messages, message => message.Role == "assistant" && message.Text == "I wait.");
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(DISTINCT session) FROM agent"));
        Assert.Equal([2, 3], Story.Team.Project.Rows("SELECT sum(output) / 20 AS requests FROM usage GROUP BY turn ORDER BY turn", row => row.Long("requests")));
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_and_says_so()
    {
        Story.Serve(_ => new ModelReply { Status = 401 });
        Story.Sling("Log in");
        Assert.Contains("401", Story.Team.Agent("builder-1").StateReason);
        Assert.Equal(1, Story.Team.Agent("builder-1").Turn);
    }
}
