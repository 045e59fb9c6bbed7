using Ov.Clients.Server;

namespace Ov.Clients;

/// <summary>An agent that begins with a fork of its parent's session, in a worktree of its own.</summary>
public sealed class InheritTests
{
    private const string Sling = "ov sling 'Add a hello' --inherit --no-scout-check";
    private const string Known = "The colour is ultramarine.";

    /// <summary>Most sling out of a turn, whose tool call has no answer so far. Codex's sandbox would end what its command starts.</summary>
    [Theory]
    [InlineData("claude", true)]
    [InlineData("pi", true)]
    [InlineData("opencode", true)]
    [InlineData("codex", false)]
    public void A_builder_knows_what_its_lead_knew_and_counts_only_its_own_tokens(string client, bool withinTurn)
    {
        using var story = new ClientStory(client);
        var leads = ModelServer.Steps(ModelReply.Runs(withinTurn ? Sling : ClientStory.Ask) with { Text = Known }, ModelReply.Says("I wait for the builder."));
        ModelReply[] builders = [ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report), ModelReply.Says("Built.")];
        story.Serve(request => request.IsAside || OwnSteps(request) is not { } own ? leads(request) : own < builders.Length ? builders[own] : ModelReply.Says("Nothing more to do."));
        story.Team.Sling("Bring a hello", null, "--role", "lead");
        if (!withinTurn)
        {
            story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 1);
            story.Team.Project.OvAs("lead-1", "sling", "Add a hello", "--inherit", "--no-scout-check").Ok();
        }

        story.Until("SELECT count(*) FROM agent WHERE name = 'builder-2' AND state = 'completed'", 1);
        story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended' AND actor = 'builder-2'", 1);
        Assert.Empty(story.Server.Faults);
        var asked = story.Heard.Where(request => OwnSteps(request) is not null).ToList();
        Assert.Contains(asked[0].Messages, message => message.Role == "assistant" && message.Text.Contains(Known, StringComparison.Ordinal));
        if (client == "claude")
        {
            Assert.Contains("You do one task completely", asked[0].System);
        }

        Assert.Equal(2, story.Team.Project.Count("SELECT count(DISTINCT session) FROM agent"));
        Assert.Equal(asked.Count * 20, story.Team.Project.Count("SELECT sum(output) FROM usage WHERE role = 'builder'"));
    }

    /// <summary>How often the model has spoken since the builder was told who it is; null in the lead's conversation.</summary>
    private static int? OwnSteps(ModelRequest request) =>
        request.Messages.FirstOrDefault(message => message.Role == "user" && message.Text.Contains("# You are builder-2", StringComparison.Ordinal)) is { } told
            ? request.Messages.Where(message => message.Role == "assistant" && message.Index > told.Index).Select(message => message.Index).Distinct().Count() : null;
}
