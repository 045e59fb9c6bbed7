using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Guarding;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Runs;
using Ov.Core.Scopes;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Scopes;

/// <summary>An agent asks for files beyond its scope, and whoever it works for decides.</summary>
public sealed class ScopeTests : IDisposable
{
    private const string Wanted = "src/api/client.cs";

    private readonly TestProject _project = TestProject.Create();
    private readonly RunRecord _run;
    private readonly AgentRecord _lead;

    public ScopeTests()
    {
        _run = _project.AddRun();
        _lead = _project.AddAgent(_run, "lead-1", "lead", _project.AddTask(_run, "All of it"));
        Agent("alice", "src/login/**", _lead);
    }

    [Fact]
    public void A_lead_grants_what_its_agent_asked_for_and_the_guard_and_the_task_follow_at_once()
    {
        Assert.False(Guard("alice"));
        var asked = Ask("alice");
        Assert.Equal("lead-1", asked.AskedOf);
        Assert.False(Guard("alice"));

        using var lead = _project.AgentApp("lead-1");
        var granted = ScopeDecider.Grant(lead, lead.Caller, "alice");

        Assert.Equal(["src/login/**", Wanted], granted.Scope);
        Assert.True(Guard("alice"));
        Assert.Equal(["src/login/**", Wanted], Read(sql => TaskStore.ById(sql, AgentStore.Live(sql, "alice")!.TaskId!)!.Scope));
        var answer = Assert.Single(Read(sql => MailStore.Queued(sql, "alice")));
        Assert.Equal((asked.Id, MailType.Status, "lead-1"), (answer.ReplyTo, answer.Type, answer.Sender));
        Assert.Equal(ErrorCode.State, Refusal(() => ScopeDecider.Grant(lead, lead.Caller, asked.Id)).Code);
    }

    [Fact]
    public void Uncommitted_work_is_kept_before_the_files_are_widened()
    {
        var folder = Path.Combine(_project.Folder, "tree");
        _project.Git("worktree", "add", "-q", "-b", "side", folder);
        File.WriteAllText(Path.Combine(folder, "half.txt"), "half\n");
        using var app = _project.OperatorApp();
        app.Ledger.Write(tx => WorktreeStore.Insert(tx, new WorktreeRecord("worktree-1", AgentStore.Live(tx.Sql, "alice")!.Id, null, folder, "side", "", WorktreeState.Ready, [], tx.Now, null, null)));
        ScopeDecider.Grant(app, app.Caller, Ask("alice").Id);
        Assert.Equal("half\n", _project.Git("show", $"{_project.Git("for-each-ref", "--format=%(refname)", "refs/overstory/wip/alice/").Trim()}:half.txt"));
    }

    [Fact]
    public void What_was_refused_stays_refused_and_the_agent_reads_why()
    {
        var asked = Ask("alice");
        using var app = _project.OperatorApp();
        ScopeDecider.Refuse(app, app.Caller, asked.Id, "bob does that part");

        Assert.False(Guard("alice"));
        Assert.Contains("bob does that part", Assert.Single(Read(sql => MailStore.Queued(sql, "alice"))).Body, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.State, Refusal(() => ScopeDecider.Grant(app, app.Caller, asked.Id)).Code);
        Assert.Equal(ErrorCode.NotFound, Refusal(() => ScopeDecider.Grant(app, app.Caller, "alice")).Code);
    }

    [Theory]
    [InlineData("src/api/**")]
    [InlineData("src/*/client.cs")]
    public void Files_that_another_agent_holds_are_refused_with_its_name_when_asked_for_and_when_granted(string held)
    {
        var before = Ask("alice");
        Agent("bob", held);
        using var alice = _project.AgentApp("alice");
        using var lead = _project.AgentApp("lead-1");

        foreach (var refusal in new[]
        {
            Refusal(() => ScopeRequester.Ask(alice, alice.Caller, [Wanted], "again")), Refusal(() => ScopeDecider.Grant(lead, lead.Caller, before.Id)),
        })
        {
            Assert.Equal((ErrorCode.ScopeOverlap, "bob", held), (refusal.Code, refusal.Facts["holder"], refusal.Facts["heldScope"]));
        }

        Assert.Equal(["src/login/**"], Read(sql => AgentStore.Live(sql, "alice")!.Scope));
        Assert.Equal(MailState.Queued, Read(sql => MailStore.ById(sql, before.Id)!.State));
    }

    [Fact]
    public void Of_two_who_ask_for_one_file_one_gets_it()
    {
        Agent("bob", "docs/**");
        var (first, second) = (Ask("alice"), Ask("bob"));
        using var app = _project.OperatorApp();
        ScopeDecider.Grant(app, app.Caller, first.Id);
        Assert.Equal("alice", Refusal(() => ScopeDecider.Grant(app, app.Caller, second.Id)).Facts["holder"]);
    }

    [Fact]
    public void Words_give_no_files_and_only_those_above_decide()
    {
        var asked = Ask("alice");
        Agent("bob", "docs/**");
        using var bob = _project.AgentApp("bob");
        using var lead = _project.AgentApp("lead-1");
        using var script = _project.App();
        using var alice = _project.AgentApp("alice");
        Assert.Equal(ErrorCode.Identity, Refusal(() => ScopeDecider.Grant(bob, bob.Caller, asked.Id)).Code);
        Assert.Equal(ErrorCode.Identity, Refusal(() => ScopeDecider.Grant(alice, alice.Caller, asked.Id)).Code);
        Assert.Equal(ErrorCode.NotOperator, Refusal(() => ScopeDecider.Grant(script, script.Caller, asked.Id)).Code);
        Assert.Contains("ov scope grant", Refusal(() => MailReplier.Answer(lead, lead.Caller, asked.Id, "yes")).Hint, StringComparison.Ordinal);
        Assert.Equal(MailState.Queued, Read(sql => MailStore.ById(sql, asked.Id)!.State));
        Assert.Contains($"Reply with: ov scope grant {asked.Id}", MailFence.Render([Read(sql => MailStore.ById(sql, asked.Id)!)], MailFence.NewMarker(), whole: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/login/form.cs", "state")]
    [InlineData("src/login/**", "state")]
    [InlineData("../elsewhere", "usage")]
    [InlineData("/etc/passwd", "usage")]
    [InlineData(" ", "usage")]
    public void What_needs_no_asking_or_cannot_be_had_is_not_asked_for(string path, string code)
    {
        using var alice = _project.AgentApp("alice");
        Assert.Equal(code, Refusal(() => ScopeRequester.Ask(alice, alice.Caller, [path], "it has to be")).Code.Name);
        Assert.Empty(Read(sql => MailStore.Queued(sql, "lead-1")));
    }

    [Fact]
    public void Without_a_scope_or_without_being_an_agent_nothing_is_asked()
    {
        _project.AddAgent(_run, "carl", task: _project.AddTask(_run, "Anything"));
        _project.AddAgent(_run, "sue", "scout", _project.AddTask(_run, "Look around"));
        using var app = _project.OperatorApp();
        Assert.Equal(ErrorCode.Identity, Refusal(() => ScopeRequester.Ask(app, app.Caller, [Wanted], "x")).Code);
        foreach (var name in new[] { "carl", "sue" })
        {
            using var agent = _project.AgentApp(name);
            Assert.Equal(ErrorCode.State, Refusal(() => ScopeRequester.Ask(agent, agent.Caller, [Wanted], "x")).Code);
        }
    }

    [Fact]
    public void A_question_that_hides_files_in_its_payload_is_judged_like_any_request()
    {
        Agent("bob", "src/api/**");
        using var alice = _project.AgentApp("alice");
        var sent = MailSender.Send(alice, alice.Caller, new MailSend("lead-1", "May I?", "Please.", MailType.Question, MailPriority.Normal, $$"""{"scope":["{{Wanted}}"]}""", null, null));
        using var lead = _project.AgentApp("lead-1");
        Assert.Equal(ErrorCode.ScopeOverlap, Refusal(() => ScopeDecider.Grant(lead, lead.Caller, sent.Id)).Code);
    }

    public void Dispose() => _project.Dispose();

    private ScopeAnswer Ask(string name)
    {
        using var app = _project.AgentApp(name);
        return ScopeRequester.Ask(app, app.Caller, [Wanted], "the login calls it");
    }

    private void Agent(string name, string scope, AgentRecord? parent = null)
    {
        var task = _project.AddTask(_run, $"Work of {name}");
        var agent = _project.AddAgent(_run, name, task: task, parent: parent);
        using var ledger = _project.OpenLedger();
        ledger.Write(tx =>
        {
            AgentStore.SetScope(tx, agent.Id, [scope]);
            TaskStore.Update(tx, TaskStore.ById(tx.Sql, task.Id)! with { Scope = [scope] });
            tx.Sql.Run("UPDATE agent SET worktree = ?2 WHERE id = ?1", agent.Id, _project.Root);
        });
    }

    private bool Guard(string name)
    {
        using var app = _project.App();
        var subject = GuardSubject.OfAgent(app, name);
        return GuardDecision.Of(subject.Facts, new GuardCall.Files("Edit", _project.Root, [Wanted])).IsAllowed;
    }

    private T Read<T>(Func<Sql, T> read)
    {
        using var ledger = _project.OpenLedger();
        return ledger.Read(read);
    }

    private static OvException Refusal(Action act) => Assert.Throws<OvException>(act);
}
