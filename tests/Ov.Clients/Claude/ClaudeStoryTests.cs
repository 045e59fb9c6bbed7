using Ov.Clients.Server;
using Ov.EndToEnd.Agents;

namespace Ov.Clients.Claude;

/// <summary>Claude Code itself, on a scripted model.</summary>
public sealed class ClaudeStoryTests() : StoryTests("claude")
{
    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        // In a worktree it reads this file of the main checkout too, so that the operator's own hooks run and have to be silent there.
        var seen = Path.Combine(Story.Team.Box.Root, "seen");
        Story.Team.Box.WriteFile(".claude/settings.local.json", """{"hooks":{"SessionStart":[{"hooks":[{"type":"command","command":"echo seen > SEEN"}]}]}}""".Replace("SEEN", seen, StringComparison.Ordinal));
        Story.Team.Ov("hooks", "install", "--runtime", "claude").Ok();
        Story.Serve(ModelServer.Steps(new ModelReply { Text = "I begin.", Shell = ClientStory.Work }, ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = Story.Sling("Add a hello", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Story.RequireCompleted(task);
        Assert.True(File.Exists(seen));
        Assert.Equal(2, Story.Heard[0].Heard.Split("# You are builder-1").Length);
        Assert.Equal(2, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.end' AND tool = 'Bash' AND data = '{\"status\":\"ok\"}'"));
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        Assert.Equal("300 60 3000 150", Story.Used);
        Story.Land();
    }

    [Fact]
    public void A_word_to_an_agent_at_work_reaches_it_after_its_tool_call_and_is_read_once()
    {
        Story.Serve(ModelServer.Steps(
            ModelReply.Runs($"until [ -e go.tmp ]; do sleep 0.1; done; rm go.tmp; {ClientStory.Work}"), ModelReply.Runs(ClientStory.Report), ModelReply.Says("All done.")));
        var task = Story.Team.Sling("Paint it", null).GetProperty("taskId").GetString()!;
        Story.Until("the model was asked", () => Story.Heard.Count > 0);
        Assert.EndsWith("after its next tool call, else in its next turn", Story.Team.Ov("nudge", "builder-1", "Take the new brush", "--json").Ok().Json.GetProperty("note").GetString());
        File.WriteAllText(Path.Combine(Story.Team.Project.WorktreeOf("builder-1"), "go.tmp"), "");
        Story.Until("SELECT count(*) FROM event WHERE type = 'turn.ended'", 1);

        Story.RequireCompleted(task);
        Assert.DoesNotContain("Take the new brush", Story.Heard[0].Heard);
        Assert.Contains("Take the new brush", Story.Heard[1].Heard);
        Assert.Equal(["read"], Story.Team.Project.Rows("SELECT state FROM message WHERE subject = 'Nudge'", row => row.Text("state")));
    }

    [Fact]
    public void A_successor_goes_on_in_the_session_of_a_killed_host_and_reads_the_mail_that_came_meanwhile()
    {
        Story.Serve(ModelServer.Steps(
            ModelReply.Runs(ClientStory.Ask), ModelReply.Says("I wait."), ModelReply.Runs(ClientStory.Work), ModelReply.Runs(ClientStory.Report)));
        var task = Story.Sling("Paint it", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        Story.Team.Wait("builder-1", "idle");
        Assert.Equal(0, Story.Team.Project.Count("SELECT count(*) FROM message WHERE subject LIKE '%without a report%'"));
        Team.Kill(Core.Processes.ProcessIdentity.Parse(Story.Team.Agent("builder-1").Host)!.Pid);
        var question = Story.Team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        Story.Team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        Story.Team.Ov("watch", "--once").Ok();
        Story.Until("SELECT count(*) FROM task WHERE state = 'completed'", 1);

        Story.RequireCompleted(task);
        Assert.Equal(2, Story.Team.Agent("builder-1").Incarnation);
        Assert.Equal(1, Story.Team.Project.Count("SELECT count(DISTINCT session) FROM agent"));
        var last = Story.Heard[^1];
        Assert.Contains("Ultramarine", last.Heard);
        Assert.Contains("Red or blue?", string.Join('\n', last.Messages.Select(message => message.Text)));
    }
}
