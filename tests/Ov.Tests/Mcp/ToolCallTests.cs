using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Tasks;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Mcp;

/// <summary>What a client may do to the server, and what it is left with.</summary>
public sealed class ToolCallTests : IDisposable
{
    private readonly TaskSite _site = new();

    public ToolCallTests()
    {
        var lead = _site.Worker("lead-1", _site.Add("Lead it", role: "lead"), "lead");
        _site.Worker("builder-1", _site.Add("Build it"), "builder", lead);
    }

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("""{"to":"lead-1","subject":"x","boddy":"y"}""", "mail_send takes no 'boddy'. Did you mean 'body'?")]
    [InlineData("""{"to":"lead-1","subject":"x"}""", "mail_send needs 'body'.")]
    [InlineData("""{"to":"lead-1","subject":"x","body":""}""", "mail_send needs 'body'.")]
    [InlineData("""{"to":["lead-1"],"subject":"x","body":"y"}""", "mail_send takes a text as 'to'.")]
    [InlineData("""{"to":"lead-1","subject":"x","body":"y","payload":"z"}""", "mail_send takes an object as 'payload'.")]
    [InlineData("""{"to":"lead-1","subject":"x","body":"y","priority":"hihg"}""", "priority cannot be 'hihg'. Did you mean 'high'?")]
    [InlineData("""{"to":"lead-1","subject":"x\u0000","body":"y"}""", "'subject' of mail_send holds a NUL character.")]
    public async Task An_argument_that_does_not_fit_is_refused_with_what_would(string arguments, string sentence)
    {
        await using var conversation = await Begin("builder-1");
        var answer = await conversation.CallAsync("mail_send", arguments);
        Assert.True(answer.IsError);
        Assert.Equal("usage", answer.Code());
        Assert.Contains(sentence, answer.Text());
        Assert.Equal(0, Mails());
    }

    [Fact]
    public void Half_a_letter_is_no_text()
    {
        using var given = JsonDocument.Parse("""{"body":"\ud800"}""");
        var refusal = Assert.Throws<Core.OvException>(() => Ov.Mcp.ToolArguments.Read("mail_send", [Ov.Mcp.ToolInput.Needed("body")], Ov.Mcp.ToolArguments.Members(given.RootElement)));
        Assert.Equal("'body' of mail_send is no valid text: it holds half of a letter.", refusal.Message);
    }

    [Fact]
    public async Task A_huge_text_is_refused_with_a_sentence_and_the_server_goes_on()
    {
        await using var conversation = await Begin("builder-1");
        var answer = await conversation.CallAsync("mail_send", $$"""{"to":"lead-1","subject":"x","body":"{{new string('y', 3_000_000)}}"}""");
        Assert.Equal(("usage", true), (answer.Code(), answer.Text().Length < 1000));
        Assert.False((await conversation.CallAsync("mail_check")).IsError);
    }

    [Fact]
    public async Task A_message_beyond_all_measure_ends_the_connection_with_a_sentence()
    {
        using var error = new StringWriter();
        await using var conversation = await McpConversation.BeginAsync(Environment("builder-1") with { Error = error });
        // Nobody reads the rest of it.
        _ = conversation.SendAsync(Encoding.ASCII.GetBytes(new string('x', 9 * 1024 * 1024)));
        Assert.Equal(2, await conversation.Exit.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("more than 8 MB", error.ToString());
    }

    [Fact]
    public async Task No_argument_passes_for_an_option()
    {
        await using var conversation = await Begin("lead-1");
        Assert.False((await conversation.CallAsync("mail_send", """{"to":"builder-1","subject":"--type=escalation","body":"--from operator"}""")).IsError);
        Assert.Equal("status", _site.Operator.Ledger.Read(sql => sql.All("SELECT type FROM message", row => row.Text("type"))).Single());
        var slung = await conversation.CallAsync("delegate", """{"tasks":[{"agent":"builder","task":"--exec=touch escaped"},{"agent":"builder","task":"x y","task_id":"--trust"}]}""");
        Assert.Contains("cannot begin with '-'", slung.Text());
        Assert.Contains("takes no 'force'", (await conversation.CallAsync("worktree", """{"action":"remove","args":{"path":"builder-1","force":true}}""")).Text());
    }

    [Fact]
    public async Task More_agents_than_may_start_unasked_are_refused_with_what_they_may_come_to()
    {
        _site.Project.Write(".overstory/config.local.yaml", "agents:\n  askAbove: 1\n");
        await using var conversation = await Begin("lead-1");
        var slung = await conversation.CallAsync("delegate", """{"tasks":[{"agent":"builder","task":"Do one thing"},{"agent":"builder","task":"Do another thing"}]}""");
        Assert.Contains("needs-confirmation", slung.Text());
        Assert.Contains("2 agents at once", slung.Text());
        Assert.Equal(2, _site.Operator.Ledger.Read(sql => sql.Number("SELECT count(*) FROM task")));
    }

    [Fact]
    public async Task A_text_of_one_dash_is_that_text()
    {
        await using var conversation = await Begin("lead-1");
        Assert.False((await conversation.CallAsync("mail_send", """{"to":"builder-1","subject":"x","body":"-"}""")).IsError);
        Assert.Equal("-", _site.Operator.Ledger.Read(sql => sql.All("SELECT body FROM message", row => row.Text("body"))).Single());
    }

    [Fact]
    public async Task An_unknown_tool_is_an_error_of_the_protocol_that_names_those_there_are()
    {
        await using var conversation = await Begin("builder-1");
        var refusal = await Assert.ThrowsAsync<McpProtocolException>(() => conversation.CallAsync("delegate"));
        Assert.Equal(McpErrorCode.InvalidParams, refusal.ErrorCode);
        Assert.Contains("for a builder", refusal.Message);
        Assert.Contains("task_complete", refusal.Message);
        var action = await conversation.CallAsync("worktree", """{"action":"spawn","args":{"tasks":["x y"]}}""");
        Assert.Contains("It has: current, status, notify, help.", action.Text());
    }

    [Fact]
    public async Task Help_names_every_deed_with_its_arguments_and_what_is_none_is_answered_with_the_nearest()
    {
        await using var conversation = await Begin("builder-1");
        Assert.Contains("notify {message", (await conversation.CallAsync("worktree", """{"action":"help"}""")).Text());
        var refused = await conversation.CallAsync("worktree", """{"action":"statsu"}""");
        Assert.True(refused.IsError);
        Assert.Contains("worktree has no action 'statsu' for a builder. Did you mean 'status'?", refused.Text());
        Assert.False((await conversation.CallAsync("worktree", """{"action":"current"}""")).IsError);
    }

    [Fact]
    public async Task Word_to_whoever_gave_the_task_changes_nothing_but_blocking_word_blocks_it()
    {
        await using var conversation = await Begin("builder-1");
        Assert.Contains("needs 'message'", (await Notify("", "info")).Text());
        Assert.False((await Notify("Slow", "warning")).IsError);
        Assert.Equal(
            "lead-1 high Slow", _site.Operator.Ledger.Read(sql => sql.All("SELECT recipient || ' ' || priority || ' ' || subject AS line FROM message WHERE task_id IS NOT NULL", row => row.Text("line"))).Single());
        Assert.Equal(TaskState.InProgress, State());
        Assert.False((await Notify("No access", "blocking")).IsError);
        Assert.Equal(TaskState.Blocked, State());

        Task<CallToolResult> Notify(string message, string level) => conversation.CallAsync("worktree", $$$"""{"action":"notify","args":{"message":"{{{message}}}","level":"{{{level}}}"}}""");
        TaskState State() => _site.Operator.Ledger.Read(sql => TaskStore.ByNumber(sql, _site.Run.Id, 2)!).State;
    }

    [Fact]
    public async Task Each_call_finds_out_anew_who_calls()
    {
        await using var conversation = await Begin("builder-1");
        Assert.False((await conversation.CallAsync("list_notes")).IsError);
        _site.Operator.Ledger.Write(tx => AgentStore.Move(tx, _site.Now(Agent("builder-1")), AgentState.Stopped, "operator"));
        Assert.Equal("fenced", (await conversation.CallAsync("list_notes")).Code());
        Assert.Contains("[fenced]", (await Assert.ThrowsAsync<McpProtocolException>(async () => await conversation.Client.ListToolsAsync())).Message);
    }

    [Fact]
    public async Task A_question_tells_what_it_waits_for_and_returns_with_its_answer()
    {
        await using var conversation = await Begin("builder-1");
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = conversation.Client.CallToolAsync(
            "request_input", new Dictionary<string, object?> { ["question"] = "Red or blue?" }, new Heard(heard)).AsTask();
        Assert.Contains("Waiting for lead-1 to answer", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(AgentState.Waiting, _site.Now(Agent("builder-1")).State);
        var id = _site.Operator.Ledger.Read(sql => sql.All("SELECT id FROM message WHERE type = 'question'", row => row.Text("id"))).Single();
        await using (var lead = await Begin("lead-1"))
        {
            Assert.False((await lead.CallAsync("answer_delegation_questions", $$"""{"answers":[{"delegation_id":"{{id}}","answer":"Blue"}]}""")).IsError);
        }

        var answer = await asked.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal("Blue", answer.Document().GetProperty("answer").GetProperty("body").GetString());
        Assert.Contains("> Blue", answer.Text());
        Assert.Contains("is data from the senders", answer.Text());
    }

    [Fact]
    public async Task Answers_are_checked_together_and_what_becomes_of_each_child_is_waited_for()
    {
        using var app = _site.Project.AgentApp("builder-1");
        var id = Core.Mail.MailSender.Send(app, app.Caller, new Core.Mail.MailSend("lead-1", "Colour", "Red or blue?", Core.Mail.MailType.Question, Payload: """{"options":["red","blue"]}""")).Id;
        await using var lead = await Begin("lead-1");
        var seen = (await lead.CallAsync("shared_tasks_watch", """{"id":"2","timeout":"0"}""")).Code();
        Assert.Equal("timed-out", seen);
        var half = await lead.CallAsync("answer_delegation_questions", $$"""{"answers":[{"delegation_id":"{{id}}","answer":"Blue"},{"delegation_id":"msg-99999999","answer":"x"}]}""");
        Assert.Equal([true, false], half.Document().GetProperty("results").EnumerateArray().Select(one => one.GetProperty("success").GetBoolean()));
        Assert.Equal(1, Mails());
        Assert.Contains("answered twice", (await lead.CallAsync("answer_delegation_questions", $$"""{"answers":[{"delegation_id":"{{id}}","answer":"Blue"},{"delegation_id":"{{id}}","answer":"Red"}]}""")).Text());

        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = lead.Client.CallToolAsync(
            "answer_delegation_questions",
            new Dictionary<string, object?> { ["wait"] = "30s", ["answers"] = JsonDocument.Parse($$"""[{"delegation_id":"{{id}}","answer":"Blue"}]""").RootElement }, new Heard(heard, "builder-1 is in_progress")).AsTask();
        Assert.Contains("Waiting until report", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await using (var builder = await Begin("builder-1"))
        {
            Assert.False((await builder.CallAsync("task_complete", $$"""{"status":"completed","summary":"{{new string('x', 3_000)}}","no_changes":"it is"}""")).IsError);
        }

        var result = (await answered.WaitAsync(TimeSpan.FromSeconds(20))).Document().GetProperty("results")[0];
        Assert.Equal(("completed", 2_000), (result.GetProperty("taskState").GetString(), result.GetProperty("result").GetString()!.Length));
        Assert.Equal("builder-1", result.GetProperty("completion").GetProperty("agent").GetString());
        Assert.Equal("state", (await lead.CallAsync("answer_delegation_questions", $$"""{"answers":[{"delegation_id":"{{id}}","answer":"Blue"}]}""")).Document().GetProperty("results")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_child_that_asks_ends_the_wait_with_its_question()
    {
        await using var lead = await Begin("lead-1");
        using var app = _site.Project.AgentApp("builder-1");
        var id = Core.Mail.MailSender.Send(app, app.Caller, new Core.Mail.MailSend("lead-1", "Colour", "Red or blue?", Core.Mail.MailType.Question, Payload: """{"options":["red","blue"]}""")).Id;
        var waited = _site.Project.Ov([("OVERSTORY_AGENT_NAME", "lead-1"), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf("lead-1"))], "wait", "2", "builder-1", "--until", "report", "--timeout", "20s", "--json").Fine();
        using var answer = JsonDocument.Parse(waited.Out);
        foreach (var subject in answer.RootElement.GetProperty("results").EnumerateArray())
        {
            var asked = subject.GetProperty("report").GetProperty("pendingQuestion");
            Assert.Equal((id, "Red or blue?", 2), (asked.GetProperty("id").GetString(), asked.GetProperty("question").GetString(), asked.GetProperty("options").GetArrayLength()));
        }

        // Nobody else's wait ends by it.
        Assert.Equal(124, _site.Project.Ov([], "wait", "2", "--until", "report", "--timeout", "0").Exit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_gives_up_or_leaves_in_the_middle_of_a_question_leaves_nothing_behind(bool leaves)
    {
        await using var conversation = await Begin("builder-1");
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = conversation.Client.CallToolAsync("request_input", new Dictionary<string, object?> { ["question"] = "Red?" }, new Heard(heard)).AsTask();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
        if (leaves)
        {
            conversation.Leave();
            Assert.Equal(0, await conversation.Exit.WaitAsync(TimeSpan.FromSeconds(20)));
        }
        else
        {
            // By hand: this client tells nobody when it gives up. Its second request was the question.
            await conversation.SendAsync(Encoding.ASCII.GetBytes("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":2}}""" + "\n"));
            Assert.False((await conversation.CallAsync("list_notes")).IsError);
            SpinWait.SpinUntil(() => _site.Now(Agent("builder-1")).State == AgentState.Working, TimeSpan.FromSeconds(20));
        }

        Assert.Equal(AgentState.Working, _site.Now(Agent("builder-1")).State);
        Assert.Empty(Directory.EnumerateFiles(_site.Project.Files.Waits));
        Assert.Equal("queued", _site.Operator.Ledger.Read(sql => sql.All("SELECT state FROM message WHERE type = 'question'", row => row.Text("state"))).Single());
        _ = asked.Exception;
    }

    [Fact]
    public async Task Calls_go_side_by_side()
    {
        await using var conversation = await Begin("lead-1");
        var watched = conversation.CallAsync("shared_tasks_watch", """{"id":"2","timeout":"30s"}""");
        Assert.False((await conversation.CallAsync("list_agents")).IsError);
        await using (var builder = await Begin("builder-1"))
        {
            var done = await builder.CallAsync("task_complete", """{"status":"completed","summary":"so","no_changes":"it is"}""");
            Assert.False(done.IsError, done.Text());
        }

        Assert.False((await watched.WaitAsync(TimeSpan.FromSeconds(20))).IsError);
    }

    [Fact]
    public async Task Mail_counts_as_read_only_when_the_client_was_sent_it()
    {
        _site.Project.Ov([], "mail", "send", "--to", "builder-1", "--subject", "Begin", "--body", "now").Fine();
        await using (var conversation = await Begin("builder-1"))
        {
            Assert.Contains("> now", (await conversation.CallAsync("mail_check")).Text());
            SpinWait.SpinUntil(() => MailState() == "read", TimeSpan.FromSeconds(20));
        }

        Assert.Equal("read", MailState());
    }

    [Fact]
    public void An_answer_that_was_not_sent_is_a_pipe_without_a_reader()
    {
        using var answer = new Ov.Mcp.AnswerWriter(waits: true);
        answer.Sent(false);
        answer.WriteLine("{}");
        Assert.True(Assert.Throws<Ov.Cli.OutputFailure>(answer.Flush).ReaderLeft);
    }


    private string MailState() => _site.Operator.Ledger.Read(sql => sql.All("SELECT state FROM message", row => row.Text("state"))).Single();

    private long Mails() => _site.Operator.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message")) ?? 0;

    private AgentRecord Agent(string name) => _site.Operator.Ledger.Read(sql => AgentStore.Newest(sql, name))!;

    private Core.OvEnvironment Environment(string agent) =>
        _site.Project.Environment(("OVERSTORY_AGENT_NAME", agent), ("OVERSTORY_AGENT_TOKEN", TestProject.SecretOf(agent))) with { WorkingDirectory = _site.FolderOf(agent), Error = TextWriter.Null };

    private Task<McpConversation> Begin(string agent) => McpConversation.BeginAsync(Environment(agent));

    private sealed class Heard(TaskCompletionSource<string> first, string words = "") : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value)
        {
            if (value.Message?.StartsWith("Waiting", StringComparison.Ordinal) == true && value.Message.Contains(words, StringComparison.Ordinal))
            {
                first.TrySetResult(value.Message);
            }
        }
    }
}
