using Ov.Clients.Server;
using Ov.EndToEnd.Agents;

namespace Ov.Clients.Claude;

/// <summary>Claude Code itself, on a scripted model.</summary>
public sealed class ClaudeStoryTests : IDisposable
{
    private readonly ClientStory _story = new("claude");

    public void Dispose() => _story.Dispose();

    [Fact]
    public void Runtime_test_proves_it_and_finds_nothing_changed()
    {
        _story.Serve(ClientStory.Proof);
        _story.RequireProven("claude");
    }

    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        _story.Serve(ModelServer.Steps(new ModelReply { Text = "I begin.", Shell = ClientStory.Work }, ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = _story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        _story.RequireCompleted(task);
        Assert.Equal(2, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.end' AND tool = 'Bash' AND data = '{\"status\":\"ok\"}'"));
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        Assert.Equal("300 60 3000 150", _story.Used);
        _story.Land();
    }

    [Fact]
    public void A_successor_goes_on_in_the_session_of_a_killed_host_and_reads_the_mail_that_came_meanwhile()
    {
        _story.Serve(ModelServer.Steps(
            ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        var task = _story.Sling("Paint it", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _story.Team.Wait("builder-1", "idle");
        Assert.Equal(0, _story.Team.Project.Count("SELECT count(*) FROM message WHERE subject LIKE '%without a report%'"));
        Team.Kill(Core.Processes.ProcessIdentity.Parse(_story.Team.Agent("builder-1").Host)!.Pid);
        var question = _story.Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        _story.Team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        _story.Team.Ov("watch", "--once").Ok();
        _story.Until("SELECT count(*) FROM task WHERE state = 'completed'", 1);

        _story.RequireCompleted(task);
        Assert.Equal(2, _story.Team.Agent("builder-1").Incarnation);
        Assert.Equal(1, _story.Team.Project.Count("SELECT count(DISTINCT session) FROM agent"));
        var last = _story.Heard[^1];
        Assert.Contains("Ultramarine", last.Heard);
        Assert.Contains("Red or blue?", string.Join('\n', last.Messages.Select(message => message.Text)));
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_and_says_so()
    {
        _story.Team.Box.Variables["CLAUDE_CODE_MAX_RETRIES"] = "0";
        _story.Serve(_ => new ModelReply { Status = 401 });
        _story.Sling("Log in");
        Assert.Contains("401", _story.Team.Agent("builder-1").StateReason);
        Assert.Equal(1, _story.Team.Agent("builder-1").Turn);
    }
}
