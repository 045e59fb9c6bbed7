using Ov.Core;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Showing;
using Ov.Core.Worktrees;
using Ov.Tests.Support;

namespace Ov.Tests.Showing;

public sealed class ShowTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();
    private readonly OvApp _app;

    public ShowTests() => _app = _project.OperatorApp();

    public void Dispose()
    {
        _app.Dispose();
        _project.Dispose();
    }

    [Fact]
    public void Everything_is_found_by_its_id_a_prefix_and_what_people_call_it()
    {
        var run = _project.AddRun();
        var task = _project.AddTask(run, "Fix the login");
        var agent = _project.AddAgent(run, "builder-1", task: task);
        var mail = Mail();
        var tree = Tree(agent.Id);
        Assert.All(
            new[]
            {
                ("run", run.Id, run.Id), ("run", run.Id, "run-1"), ("task", task.Id, task.Id), ("task", task.Id, "1"), ("task", task.Id, "#1"),
                ("agent", agent.Id, "builder-1"), ("agent", agent.Id, "BUILDER-1"), ("agent", agent.Id, agent.Id[..^2]), ("mail", mail, mail), ("mail", mail, mail["msg-".Length..]),
                ("worktree", tree.Id, tree.Path), ("worktree", tree.Id, tree.Branch),
            },
            expected => Assert.Equal((expected.Item1, expected.Item2), (Show(expected.Item3).Kind, Show(expected.Item3).Id)));
    }

    [Fact]
    public void A_secret_is_never_shown()
    {
        var agent = _project.AddAgent(_project.AddRun(), "builder-1");
        Assert.DoesNotContain(Show("builder-1").Fields, field => field.Value.Contains(agent.SecretHash, StringComparison.Ordinal));
    }

    [Fact]
    public void What_several_things_are_called_lists_them()
    {
        var run = _project.AddRun("same");
        var agent = _project.AddAgent(run, "same");
        var refused = Assert.Throws<OvException>(() => Show("same"));
        Assert.Equal(ErrorCode.AmbiguousId, refused.Code);
        Assert.Equal([agent.Id, run.Id], refused.Lists["candidates"]);
    }

    [Fact]
    public void What_is_not_there_names_the_nearest()
    {
        _project.AddAgent(_project.AddRun(), "builder-1");
        var refused = Assert.Throws<OvException>(() => Show("bulider-1"));
        Assert.Equal(ErrorCode.NotFound, refused.Code);
        Assert.Contains("Did you mean 'builder-1'?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_at_mail_acknowledges_nothing()
    {
        var id = Mail();
        var before = _app.Ledger.Read(EventStore.LastSequence);
        Assert.Equal("body", Show(id).Body);
        Assert.Equal(MailState.Queued, _app.Ledger.Read(sql => MailStore.ById(sql, id)!.State));
        Assert.Equal(before, _app.Ledger.Read(EventStore.LastSequence));
    }

    private Thing Show(string text) => ThingReader.Read(_app, text);

    private string Mail() => _app.Ledger.Write(tx =>
        Mailbox.Deliver(tx, _app.Ledger.Files, new MailDraft("operator", "operator", MailType.Status, "hello", "body")).Id);

    private WorktreeRecord Tree(string agentId) => _app.Ledger.Write(tx =>
    {
        var tree = new WorktreeRecord(
            tx.NewId("worktree"), agentId, null, Path.Combine(_project.Folder, "tree"), "overstory/builder-1/1-fix", "abc", WorktreeState.Ready, [], tx.Now, null, null);
        WorktreeStore.Insert(tx, tree);
        return tree;
    });
}
