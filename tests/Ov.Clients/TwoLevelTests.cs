using Ov.Clients.Server;

namespace Ov.Clients;

/// <summary>Claude Code leads, and another client builds for it: two programs, two APIs, one ledger.</summary>
public sealed class TwoLevelTests
{
    [Theory]
    [InlineData("codex")]
    [InlineData("opencode")]
    public void A_lead_slings_a_builder_whose_branch_lands_and_then_reports(string builder)
    {
        using var story = new ClientStory("claude", builder);
        var leads = ModelServer.Steps(
            ModelReply.Runs($"ov sling 'Add a hello' --runtime {builder}"), ModelReply.Says("I wait for the builder."),
            ModelReply.Runs("""id=$(ov task list --json | grep -o 'task-[a-z0-9]*"[^{]*"title":"Add a hello"' | grep -o '^task-[a-z0-9]*'); ov mail send --to operator --type merge_ready --task "$id" --subject Ready --body 'Please land it.'"""),
            ModelReply.Says("I wait for the landing."), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done."));
        var builders = ModelServer.Steps(ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report), ModelReply.Says("Built."));
        story.Serve(request => request.Api == "anthropic" ? leads(request) : builders(request));

        var task = story.Sling("Bring a hello", "SELECT count(*) FROM agent WHERE name = 'lead-1' AND state = 'waiting' AND turn = 2", "--role", "lead");
        Assert.Equal(1, story.Team.Project.Count("SELECT count(*) FROM merge WHERE state = 'queued'"));
        story.Land();
        story.Until("SELECT count(*) FROM agent WHERE name = 'lead-1' AND state = 'completed'", 1);

        // No branch of its own lands: its task is closed with its report.
        Assert.Equal("closed", story.Team.TaskState(task));
        Assert.Empty(story.Server.Faults);
        Assert.Equal(["lead claude 0", $"builder {builder} 1"], story.Team.Project.Rows("SELECT role, runtime, depth FROM agent ORDER BY seq", row => $"{row.Text("role")} {row.Text("runtime")} {row.Long("depth")}"));
        Assert.Equal(["claude", builder], story.Team.Project.Rows("SELECT DISTINCT runtime FROM usage ORDER BY runtime", row => row.Text("runtime")));
    }
}
