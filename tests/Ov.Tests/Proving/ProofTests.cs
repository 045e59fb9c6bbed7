using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Proving;
using Ov.Tests.Merging;

namespace Ov.Tests.Proving;

/// <summary>Receipts on what landed, and the way from a line to its landing.</summary>
public sealed class ProofTests : IDisposable
{
    private readonly MergeSite _site = new(target: "main");

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(MergeStrategy.Merge)]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void A_landing_notes_a_receipt_that_the_repository_alone_proves(MergeStrategy strategy)
    {
        _site.Gates(("readme", "test -e README.md"));
        using var app = _site.Project.OperatorApp();
        var start = _site.Tip("main");
        var (task, agent) = _site.Reported("one", ("a.txt", "a\n"));
        Assert.Null(Assert.Single(LandingRound.Run(app, app.Caller, new LandingAsk(["one"]) { Strategy = strategy })).Problem);

        var item = Assert.Single(Proof.Of(app, $"{start}..main").Items);
        Assert.Equal((ProofState.Proved, _site.EntryOf("one").Id, task.Id, agent.Name), (item.State, item.MergeId, item.Task, item.Agent));
        var receipt = Receipt.Read(_site.Project.Git("notes", $"--ref={GitNotes.Ref}", "show", "main"))!;
        Assert.Equal((_site.Tip("main"), start, _site.Tip("one"), "readme"), (receipt.Commit, receipt.Base, receipt.Tip, Assert.Single(receipt.Gates).Name));

        // Another repository, without the ledger.
        var clone = Path.Combine(_site.Project.Folder, "clone");
        _site.Project.Git("clone", "-q", ".", clone);
        _site.Project.GitIn(clone, "fetch", "-q", "origin", $"{GitNotes.Ref}:{GitNotes.Ref}");
        Assert.Equal(ProofState.Proved, Judge(clone, $"{start}..HEAD"));
    }

    [Fact]
    public void A_receipt_that_was_changed_moved_or_made_up_is_false()
    {
        _site.Reported("one", ("a.txt", "a\n"));
        _site.Reported("two", ("b.txt", "b\n"));
        _site.Merge("one");
        _site.Merge("two");
        var good = _site.Project.Git("notes", $"--ref={GitNotes.Ref}", "show", "main").Trim();
        Assert.Equal("its receipt was changed after it was sealed", Falsified("main", good.Replace("\"two\"", "\"six\"")));
        Assert.Equal("its receipt is of another commit", Falsified("main~1", good));
        Assert.Equal("its note is no receipt", Falsified("main~1", "no receipt"));
        var receipt = Receipt.Read(good)!;
        Assert.Equal("its receipt names another tree", Falsified("main", (receipt with { Tree = receipt.Commit }).Sealed().Write()));
        Assert.Equal("its receipt names other parents", Falsified("main", (receipt with { Parents = [] }).Sealed().Write()));
        Assert.Equal("its receipt says that the gate x failed", Falsified("main", (receipt with { Gates = [new ReceiptGate("x", false, "")] }).Sealed().Write()));
    }

    [Fact]
    public void A_commit_that_came_by_no_landing_is_unproved_and_an_unknown_range_is_refused()
    {
        Assert.All(Proof.Of(_site.App, "main").Items, item => Assert.Equal(ProofState.Unproved, item.State));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Proof.Of(_site.App, "mian..v1"));
    }

    [Fact]
    public void A_line_leads_to_its_commit_landing_gates_task_mail_and_agent()
    {
        _site.Gates(("greet", "echo all is well"));
        using var app = _site.Project.OperatorApp();
        var (task, agent) = _site.Reported("one", ("src/a.txt", "first\nsecond\n"));
        app.Ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, new MailDraft(agent.Name, "operator", MailType.Question, "Second too?", "?") { TaskId = task.Id }));
        var work = _site.Tip("one");
        Assert.Null(Assert.Single(LandingRound.Run(app, app.Caller, new LandingAsk(["one"]))).Problem);
        var entry = _site.EntryOf("one");

        Assert.All(new[] { "src/a.txt:2", "src/a.txt", work, work[..9], "main", task.Id, "1", entry.Id }, asked =>
        {
            var why = Why.Of(app, asked, null);
            Assert.Equal((entry.Id, task.Id, agent.Id, "run-1", entry.Landed), (why.Merge?.Id, why.Task?.Id, why.Agent?.Id, why.Run?.Name, why.Brought));
            Assert.Equal("all is well", Assert.Single(why.Gates).Output);
            Assert.Contains(why.Mail, mail => mail.Subject == "Second too?");
            Assert.NotNull(why.Used);
        });
        Assert.Equal(("history", work), (Why.Of(app, "src/a.txt:2", null).MatchedBy, Why.Of(app, "src/a.txt:2", null).Commit?.Oid));
        Assert.Equal("trailer", Why.Of(app, "main", null).MatchedBy);
    }

    [Fact]
    public void What_no_landing_brought_says_so_and_what_is_not_there_is_refused()
    {
        var why = Why.Of(_site.App, "README.md:1", null);
        Assert.Equal((null, null, "First"), (why.Merge, why.MatchedBy, why.Commit?.Subject));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Why.Of(_site.App, "README.md:99", null));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Why.Of(_site.App, "nothing.md:1", null));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Why.Of(_site.App, "nothing.md", null));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Why.Of(_site.App, "../../etc/passwd", null));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Why.Of(_site.App, "merge-nothing", null));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Why.Of(_site.App, "README.md", "no-such-branch"));
    }

    private string? Falsified(string commit, string note)
    {
        var before = _site.Tip("main");
        var oid = _site.Project.Git("rev-parse", commit).Trim();
        var kept = _site.Project.Git("rev-parse", GitNotes.Ref).Trim();
        _site.Project.Git("notes", $"--ref={GitNotes.Ref}", "add", "-f", "-m", note, oid);
        var item = Assert.Single(Proof.Of(_site.App, "main").Items, item => item.Commit == oid);
        Assert.Equal((ProofState.False, before), (item.State, _site.Tip("main")));
        _site.Project.Git("update-ref", GitNotes.Ref, kept);
        return item.Reason;
    }

    private ProofState Judge(string folder, string range)
    {
        var commit = Assert.Single(new GitNotes(_site.App.Git).Log(folder, range, 10));
        return Receipt.Read(commit.Note!)!.Fault(commit) is null ? ProofState.Proved : ProofState.False;
    }
}
