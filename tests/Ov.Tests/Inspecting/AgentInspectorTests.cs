using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Costs;
using Ov.Core.Hooks;
using Ov.Core.Inspecting;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Runtimes;
using Ov.Tests.Support;
using Ov.Tests.Tasks;

namespace Ov.Tests.Inspecting;

public sealed class AgentInspectorTests : IDisposable
{
    private static readonly InspectLimits Few = new(20, 5);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    private readonly TestProject _project = TestProject.Create();
    private readonly AgentRecord _lead;
    private readonly AgentRecord _builder;
    private readonly OvApp _app;

    public AgentInspectorTests()
    {
        var run = _project.AddRun();
        _lead = _project.AddAgent(run, "lead-1", "lead");
        _builder = _project.AddAgent(run, "builder-1", task: _project.AddTask(run, "Work"), parent: _lead);
        _app = _project.App();
    }

    private static readonly ConversationQuery Five = new(5, 8000, false, null);

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void A_look_tells_turn_tools_mail_and_what_it_waits_for()
    {
        _app.Ledger.Write(tx =>
        {
            AgentStore.StartTurn(tx, _builder.Id, 3, ProcessOf());
            tx.Record(new EventDraft("turn.started") { AgentId = _builder.Id, Text = "turn 3, 1 messages" });
        });
        using var builder = _project.AgentApp("builder-1");
        HookLog.Record(builder, builder.Caller, HookEvent.ToolStart, new HookReport("Edit", "t-1", [new("file_path", "src/a.cs")], null, null));
        MailSender.Send(builder, builder.Caller, new MailSend("operator", "Which API?", "v1 or v2?", MailType.Question, MailPriority.Normal, null, null, null));
        using var lead = _project.AgentApp("lead-1");
        MailSender.Send(lead, lead.Caller, new MailSend("builder-1", "Hello", "b", MailType.Status, MailPriority.Normal, null, null, null));
        Directory.CreateDirectory(_app.Project.Files.Agent(_builder.Id).Folder);
        File.WriteAllText(_app.Project.Files.Agent(_builder.Id).TurnLog(3), "one\ntwo\n\ntoken=abcdefghijkl\nthree\u001b[31m\n");

        var look = AgentInspector.Look(_app, "builder-1", Few);
        Assert.Equal(("builder-1", 1, "lead-1", 1L), (look.Session.AgentName, look.Session.TaskNumber, look.Session.ParentAgent, look.Session.UnreadMail));
        Assert.Equal((3, true), (look.Turn.Number, look.Turn.Running));
        Assert.Equal(["one", "two", "token=[redacted]", "three\u001b[31m"], look.Turn.Output);
        Assert.Equal(("Edit", true, "src/a.cs"), (Assert.Single(look.RecentToolCalls).ToolName, look.RecentToolCalls[0].Running, look.CurrentFile));
        Assert.Equal("Which API?", look.OpenQuestion!.Subject);
        Assert.Equal((1L, 0L), (look.Mail.Waiting, look.Mail.InHand));
        Assert.NotNull(look.Mail.LastSentAt);
        Assert.Contains(look.Events, record => record.EventType == "turn.started");
        Assert.DoesNotContain(look.Events, record => record.EventType.StartsWith("tool", StringComparison.Ordinal));
        Assert.Equal(["builder-1"], AgentInspector.Look(_app, "lead-1", Few).Children.Select(child => child.AgentName));
    }

    [Fact]
    public void A_look_adds_up_what_this_incarnation_used_and_nobody_elses()
    {
        Assert.Equal((0L, (decimal?)null), (AgentInspector.Look(_app, "builder-1", Few).Usage.Turns, AgentInspector.Look(_app, "builder-1", Few).Usage.CostUsd));
        _app.Ledger.Write(tx =>
        {
            UsageStore.Add(tx, _builder, 1, new TurnFact.Used(new TokenUsage("m", 100, 20, 3, 4, CostUsd: 0.5m), false));
            UsageStore.Add(tx, _builder, 2, new TurnFact.Used(new TokenUsage("m", 1000, 2, 0, 0, CostUsd: 0.25m), false));
            UsageStore.Add(tx, _lead, 1, new TurnFact.Used(new TokenUsage("m", 7, 7, 7, 7), false));
        });
        var used = AgentInspector.Look(_app, "builder-1", Few).Usage;
        Assert.Equal((2L, 1100L, 22L, 3L, 4L, 0.75m), (used.Turns, used.InputTokens, used.OutputTokens, used.CacheReadTokens, used.CacheWriteTokens, used.CostUsd));
    }

    [Fact]
    public void A_conversation_is_what_it_said_and_its_mail_both_ways_oldest_first_without_tools()
    {
        Assert.Equal((0, false), (Conversation.Of(_app, "builder-1", Five).Total, Conversation.Of(_app, "builder-1", Five).More));
        using var lead = _project.AgentApp("lead-1");
        using var builder = _project.AgentApp("builder-1");
        MailSender.Send(lead, lead.Caller, new MailSend("builder-1", "Begin", "With the parser.", MailType.Status, MailPriority.Normal, null, null, null));
        _app.Ledger.Write(tx => TurnRecorder.Record(tx, _builder.Id, 1, [new TurnFact.Said(new string('x', 300) + "\nend"), new TurnFact.ToolStarted("t", "Bash", [])]));
        MailSender.Send(builder, builder.Caller, new MailSend("lead-1", "Half way", "It parses.", MailType.Status, MailPriority.Normal, null, null, null));
        MailSender.Send(lead, lead.Caller, new MailSend("operator", "Not theirs", "b", MailType.Status, MailPriority.Normal, null, null, null));
        _app.Ledger.Write(tx =>
        {
            // What happened in the same millisecond has no order.
            tx.Sql.Run("UPDATE event SET at = at + 1000 WHERE type = 'agent.said'");
            tx.Sql.Run("UPDATE message SET created_at = created_at + 2000 WHERE subject = 'Half way'");
        });

        var all = Conversation.Of(_app, "builder-1", Five);
        Assert.Equal(
            [("lead-1", "builder-1", "Begin", "With the parser."), ("builder-1", null, null, new string('x', 300) + "\nend"), ("builder-1", "lead-1", "Half way", "It parses.")],
            all.Messages.Select(one => (one.From, one.To, one.Subject, one.Text)));
        Assert.False(all.More);
        var last = Conversation.Of(_app, "builder-1", Five with { Limit = 2 });
        Assert.Equal((2, true, "Half way"), (last.Total, last.More, last.Messages[^1].Subject));
        Assert.Equal(["Half way"], Conversation.Of(_app, "builder-1", Five with { Only = ConversationSide.Said }).Messages.Select(one => one.Subject).OfType<string>());
        Assert.Equal(["Begin"], Conversation.Of(_app, "builder-1", Five with { Only = ConversationSide.Told }).Messages.Select(one => one.Subject));
        Assert.Equal(["Bash"], Conversation.Of(_app, "builder-1", Five with { Tools = true }).Messages.Select(one => one.Tool).OfType<string>());
        Assert.Equal("xxxx…", Conversation.Of(_app, "builder-1", Five with { Length = 5 }).Messages[1].Text);
    }

    [Fact]
    public void Words_are_found_in_what_was_said_and_in_mail_the_newest_first_without_regard_to_case()
    {
        using var lead = _project.AgentApp("lead-1");
        MailSender.Send(lead, lead.Caller, new MailSend("builder-1", "The Old flag", "It stays: 100% of it.", MailType.Status, MailPriority.Normal, null, null, null));
        _app.Ledger.Write(tx =>
        {
            TurnRecorder.Record(tx, _builder.Id, 1, [new TurnFact.Said(new string('x', 3000) + " the OLD  flag " + new string('y', 3000)), new TurnFact.Said("über die old flagge"), new TurnFact.ToolStarted("t", "old flag", [])]);
            tx.Sql.Run("UPDATE event SET at = at + seq * 1000 WHERE type = 'agent.said'");
        });
        SpokenSearch Of(params string[] words) => SpokenSearch.For(_app, new SpokenQuery(words, null, null, null, 5));
        Assert.Equal([("said", "builder-1"), ("said", "builder-1"), ("mail", "lead-1")], Of("old", "flag").Results.Select(hit => (hit.Kind, hit.From)));
        Assert.Equal(["über die old flagge"], Of("ÜBER").Results.Select(hit => hit.Text));
        Assert.Equal(["mail"], Of("old flag", "stays").Results.Select(hit => hit.Kind));
        Assert.Equal(["mail"], Of("100%").Results.Select(hit => hit.Kind));
        var cut = Of("OLD  flag").Results.Single().Text;
        Assert.True(cut.Length <= SpokenSearch.SnippetLength + 1 && cut.StartsWith('…') && cut.EndsWith('…') && cut.Contains("OLD  flag", StringComparison.Ordinal), cut);
        var first = SpokenSearch.For(_app, new SpokenQuery(["old"], null, null, null, 1));
        Assert.Equal((1, true, false), (first.Total, first.More, first.Bounded));
        Assert.Equal(["mail"], SpokenSearch.For(_app, new SpokenQuery(["old"], "lead-1", null, null, 5)).Results.Select(hit => hit.Kind));
        Assert.Equal(0, SpokenSearch.For(_app, new SpokenQuery(["old"], null, null, "1d", 5)).Total);
        Assert.Equal("There is no word to search for.", Assert.Throws<Core.OvException>(() => Of(" ")).Message);
    }

    [Fact]
    public void Children_are_all_below_it_ended_ones_too_and_nobody_elses()
    {
        var run = _app.Ledger.Read(RunStore.Active)[0];
        var helper = _project.AddAgent(run, "helper-1", parent: _builder);
        _project.AddAgent(run, "stranger");
        _app.Ledger.Write(tx => tx.Sql.Run("UPDATE agent SET state = 'completed', ended_at = 1 WHERE id = ?1", helper.Id));

        var family = AgentFamily.Of(_app, "lead-1", 5);

        Assert.Equal([("builder-1", "lead-1"), ("helper-1", "builder-1")], family.Children.Select(child => (child.AgentName, child.ParentAgent)));
        Assert.NotNull(family.Children[1].EndedAt);
        Assert.Equal((1, true, "helper-1"), (AgentFamily.Of(_app, "lead-1", 1) is var newest ? newest.Total : 0, newest.More, newest.Children[0].AgentName));
        Assert.Empty(AgentFamily.Of(_app, "stranger", 5).Children);
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(150_000, "It fills up: let it begin anew when a piece of its work is done: ov compact builder-1")]
    [InlineData(172_000, "Let it begin anew at the end of this turn: ov compact builder-1")]
    [InlineData(190_000, "It is nearly full; what it was told first may be lost at any time. Let it begin anew now: ov compact builder-1")]
    public void A_window_that_fills_up_brings_advice(long used, string? advice)
    {
        _app.Ledger.Write(tx => AgentStore.SetContext(tx, _builder.Id, used, 200_000));
        var use = ContextUse.Of(_app, "builder-1");
        Assert.Equal((used, advice), (use.Context!.Used, use.Advice));
        Assert.Null(ContextUse.Of(_app, "lead-1").Context);
    }

    [Fact]
    public void Each_beginning_anew_is_told()
    {
        _app.Ledger.Write(tx => tx.Record(new EventDraft("agent.compacted") { AgentId = _builder.Id, Text = "its next turn begins a new conversation" }));
        Assert.Single(ContextUse.Of(_app, "builder-1").Compactions);
        Assert.Empty(ContextUse.Of(_app, "lead-1").Compactions);
    }

    [Fact]
    public void Looking_writes_nothing()
    {
        var before = _app.Ledger.Read(EventStore.LastSequence);
        using var other = _project.OpenLedger();
        var version = other.DataVersion;
        AgentInspector.Look(_app, "builder-1", Few);
        AgentList.For(_app, new AgentQuery(null, true, [], 10));
        Assert.Equal(before, _app.Ledger.Read(EventStore.LastSequence));
        Assert.Equal(version, other.DataVersion);
    }

    [Fact]
    public void An_unknown_name_names_the_nearest() =>
        Assert.Contains("builder-1", Refusal.Of(ErrorCode.NotFound, () => AgentInspector.Look(_app, "bilder-1", Few)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_follower_sees_each_change_and_the_next_incarnation_and_ends_when_interrupted()
    {
        using var stop = new CancellationTokenSource();
        using var looks = AgentInspector.Follow(_app, "builder-1", Few, Soon, stop.Token).GetEnumerator();
        Assert.True(looks.MoveNext());
        var writing = Task.Run(() =>
        {
            using var ledger = _project.OpenLedger();
            ledger.Write(tx => tx.Record(new EventDraft("test.note") { AgentId = _builder.Id, Text = "changed" }));
        });
        Assert.True(looks.MoveNext());
        Assert.Equal("changed", looks.Current.Events[^1].Text);
        await writing;
        await stop.CancelAsync();
        Assert.False(looks.MoveNext());
    }

    [Fact]
    public void Agents_are_listed_by_role_state_and_run_the_newest_last()
    {
        _project.AddAgent(_project.AddRun("run-2", "other"), "scout-1", "scout");
        _app.Ledger.Write(tx => AgentStore.Move(tx, AgentStore.ById(tx.Sql, _lead.Id)!, AgentState.Stopped, "operator"));
        Assert.Equal(["builder-1", "scout-1"], Names(new AgentQuery(null, false, [], 10)));
        Assert.Equal(["lead-1", "builder-1", "scout-1"], Names(new AgentQuery(null, true, [], 10)));
        Assert.Equal(["scout-1"], Names(new AgentQuery("SCOUT", true, [], 10)));
        Assert.Equal(["lead-1"], Names(new AgentQuery(null, true, [SeenState.Stopped], 10)));
        Assert.Equal(["scout-1"], Names(new AgentQuery(null, false, [], 1)));
        Refusal.Of(ErrorCode.NotFound, () => Names(new AgentQuery("bilder", false, [], 10)));
        using var other = new OvApp(_project.Environment(), new OvOptions(null, "run-2", false, false, false, false, false, "never"));
        Assert.Equal("scout-1", Assert.Single(AgentList.For(other, new AgentQuery(null, false, [], 10)).Agents).AgentName);
    }

    [Fact]
    public void The_end_of_a_long_log_is_shown_and_half_a_line_is_not()
    {
        var file = Path.Combine(_project.Folder, "long.log");
        File.WriteAllText(file, string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")) + new string('x', 1000));
        var tail = LogTail.Of(file, 2);
        Assert.Equal("line 19999", tail[0]);
        Assert.Equal(401, tail[1].Length);
        Assert.All(LogTail.Of(file, 5000).SkipLast(1), line => Assert.StartsWith("line ", line, StringComparison.Ordinal));
        // More lines than are read: the first of them was cut in its middle.
        Assert.All(LogTail.Of(file, 5000, longest: 10).SkipLast(1), line => Assert.StartsWith("line ", line, StringComparison.Ordinal));
        Assert.Empty(LogTail.Of(file + ".none", 2));
    }

    private List<string> Names(AgentQuery query) => [.. AgentList.For(_app, query).Agents.Select(agent => agent.AgentName)];

    private static string ProcessOf() => Ov.Core.Processes.ProcessIdentity.Current().ToString();
}
