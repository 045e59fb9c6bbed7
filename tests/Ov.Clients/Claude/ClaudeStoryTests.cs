using Ov.Clients.Server;
using Ov.EndToEnd.Agents;

namespace Ov.Clients.Claude;

/// <summary>Claude Code itself, on a scripted model.</summary>
public sealed class ClaudeStoryTests : IDisposable
{
    private const string Work = "echo hello > hello.txt && git add hello.txt && git commit -qm 'Add hello' && echo committed";
    private const string Report = "ov task done \"$OVERSTORY_TASK_ID\" --summary 'hello is there'";

    private readonly Team _team = new("runtime:\n  default: claude\n");
    private ModelServer? _server;

    public ClaudeStoryTests()
    {
        File.CreateSymbolicLink(Path.Combine(_team.Box.Bin, "claude"), Client.Require("claude"));
        foreach (var quiet in new[] { "DISABLE_AUTOUPDATER", "DISABLE_TELEMETRY", "DISABLE_ERROR_REPORTING", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC" })
        {
            _team.Box.Variables[quiet] = "1";
        }

        _team.Box.Variables["ANTHROPIC_API_KEY"] = "dummy-key-of-a-test-0123456789";
    }

    public void Dispose()
    {
        _team.Dispose();
        _server?.Dispose();
    }

    [Fact]
    public void A_builder_edits_commits_and_reports_and_what_it_used_is_what_the_server_sent()
    {
        Serve(ModelServer.Steps(new ModelReply { Text = "I begin.", Shell = Work }, ModelReply.Runs(Report), ModelReply.Says("All done.")));
        var task = _team.Sling("Add a hello", null).GetProperty("taskId").GetString()!;
        _team.Until("its turn ended", "SELECT count(*) FROM event WHERE type = 'turn.ended'");

        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal(2, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'tool.end' AND tool = 'Bash' AND data = '{\"status\":\"ok\"}'"));
        Assert.Equal(1, _team.Project.Count("SELECT count(*) FROM event WHERE type = 'agent.said' AND text = 'All done.'"));
        Assert.Equal(["300 60 3000 150"], _team.Project.Rows(
            "SELECT sum(input) AS i, sum(output) AS o, sum(cache_read) AS r, sum(cache_write) AS w FROM usage", row => $"{row.Long("i")} {row.Long("o")} {row.Long("r")} {row.Long("w")}"));
        _team.Ov("merge", "--all").Ok();
        Assert.Equal("hello", _team.Box.Git("show", "main:hello.txt"));
        Assert.Empty(_server!.Faults);
    }

    [Fact]
    public void A_successor_goes_on_in_the_session_of_a_killed_host_and_reads_the_mail_that_came_meanwhile()
    {
        Serve(ModelServer.Steps(
            ModelReply.Runs("ov mail ask --to operator --subject Which --body 'Red or blue?' --timeout 0 || true"), ModelReply.Says("I wait."), ModelReply.Runs(Work), ModelReply.Runs(Report)));
        var task = _team.Sling("Paint it", null).GetProperty("taskId").GetString()!;
        _team.Until("it asked", "SELECT count(*) FROM event WHERE type = 'turn.ended'");
        _team.Wait("builder-1", "idle");
        Assert.Equal(0, _team.Project.Count("SELECT count(*) FROM message WHERE subject LIKE '%without a report%'"));
        Team.Kill(Core.Processes.ProcessIdentity.Parse(_team.Agent("builder-1").Host)!.Pid);
        var question = _team.Project.Rows("SELECT id FROM message WHERE subject = 'Which'", row => row.Text("id"))[0];
        _team.Ov("mail", "reply", question, "--body", "Ultramarine").Ok();
        _team.Ov("watch", "--once").Ok();
        _team.Until("its successor reported", "SELECT count(*) FROM task WHERE state = 'completed'");

        Assert.Equal("completed", _team.TaskState(task));
        Assert.Equal(2, _team.Agent("builder-1").Incarnation);
        Assert.Equal(1, _team.Project.Count("SELECT count(DISTINCT session) FROM agent"));
        var last = _server!.Seen.Last(request => !request.IsAside);
        Assert.Contains("Ultramarine", last.Heard);
        Assert.Contains("Red or blue?", string.Join('\n', last.Messages.Select(message => message.Text)));
    }

    [Fact]
    public void A_key_that_is_refused_fails_the_agent_at_once_and_says_so()
    {
        _team.Box.Variables["CLAUDE_CODE_MAX_RETRIES"] = "0";
        Serve(_ => new ModelReply { Status = 401 });
        _team.Sling("Log in", null);
        _team.Until("the agent failed", "SELECT count(*) FROM agent WHERE state = 'failed'");
        Assert.Contains("401", _team.Agent("builder-1").StateReason);
        Assert.Equal(1, _team.Agent("builder-1").Turn);
    }

    private void Serve(Func<ModelRequest, ModelReply> script)
    {
        _server = new ModelServer(script);
        _team.Box.Variables["ANTHROPIC_BASE_URL"] = _server.Url;
    }
}
