using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Notes;
using Ov.Core.Reviewing;
using Ov.Core.Tasks;
using Ov.Tests.Merging;
using Ov.Tests.Tasks;

namespace Ov.Tests.Reviewing;

/// <summary>What waits for the operator, what it would bring, and how it goes back.</summary>
public sealed class ReviewTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Questions_and_branches_that_are_ready_wait_and_what_is_with_its_owner_does_not()
    {
        var (task, agent) = _site.Reported("one", ("one.txt", "1\n"));
        _site.Reported("two", ("two.txt", "2\n"));
        LandingRound.Queue(_site.App, Caller.Operator, "two", null);
        using (var asking = _site.Project.AgentApp(agent.Name))
        {
            MailAsker.Rehearse(asking, asking.Caller, new MailSend("operator", "Which API?", "v1 or v2"));
        }

        var items = ReviewList.Read(_site.App);
        Assert.Equal([ReviewKind.Question, ReviewKind.Branch, ReviewKind.Branch], items.Select(item => item.Kind));
        Assert.Equal(("Which API?", agent.Name), (items[0].Title, items[0].From));
        Assert.Equal(("two", "one", task.Id), (items[1].Branch, items[2].Branch, items[2].Id));

        Back("two", "Change it.");
        MailReplier.Answer(_site.App, Caller.Operator, items[0].Id, "v2");
        Assert.Equal(["one"], ReviewList.Read(_site.App).Select(item => item.Branch));
        Assert.Equal(["one"], ReviewList.Read(_site.Project.App()).Select(item => item.Branch));
    }

    [Fact]
    public void The_diff_and_the_checks_are_of_the_tree_that_would_land()
    {
        _site.Gates(("both", "test -e one.txt && test -e main.txt"));
        using var app = _site.Project.OperatorApp();
        _site.Reported("one", ("one.txt", "1\n"));
        _site.CommitTo("trunk", "trunk", ("main.txt", "m\n"));
        var before = (_site.Tip("trunk"), _site.Project.Git("for-each-ref"));

        var review = BranchReview.Of(app, app.Caller, "one");
        Assert.Equal((CheckState.NotRun, "one.txt"), (Assert.Single(review.Checks).State, Assert.Single(review.Files).Path));
        Assert.Contains("+++ b/one.txt", review.Diff);
        Assert.DoesNotContain("main.txt", review.Diff);
        Assert.Equal(CheckState.Passed, Assert.Single(BranchReview.Of(app, app.Caller, "one", check: true).Checks).State);
        Assert.Equal(before, (_site.Tip("trunk"), _site.Project.Git("for-each-ref")));

        Assert.Null(_site.Merge("one", app).Problem);
        Assert.True(Assert.Single(_site.EntryOf("one").Gates).Cached);
        Assert.Equal(review.Tree, _site.Project.Git("rev-parse", "trunk^{tree}").Trim());
    }

    [Fact]
    public void A_conflict_is_shown_with_its_files_and_nothing_is_judged()
    {
        _site.Reported("one", ("file.txt", "ours\n"));
        _site.CommitTo("trunk", "trunk", ("file.txt", "theirs\n"));
        var review = BranchReview.Of(_site.App, Caller.Operator, "one");
        Assert.Equal((null, "file.txt"), (review.Tree, Assert.Single(review.Conflicts)));
        Assert.Contains("+ours", review.Diff);
    }

    [Fact]
    public void Comments_are_one_mail_to_the_owner_its_task_is_open_and_the_next_report_queues_the_branch_again()
    {
        var (task, owner) = _site.Reported("one", ("src/list.cs", "a\nreturn null;\n"));
        LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        var returned = Reviewer.SendBack(_site.App, Caller.Operator, "one", [ReviewComment.Require("src/list.cs:2: Never null."), new("src/list.cs", 1, "A name.")], "And a test.", default);

        Assert.Equal((MergeState.Rejected, TaskState.InProgress, false), (_site.EntryOf("one").State, _site.TaskOf(task).State, returned.Restarted));
        var mail = Assert.Single(_site.MailOf(owner.Name));
        Assert.Equal((MailType.Status, "operator", task.Id), (mail.Type, mail.Sender, mail.TaskId));
        Assert.Contains("src/list.cs:2: Never null.\n  > return null;\n\nsrc/list.cs:1: A name.\n  > a\n\nAnd a test.", mail.Body);
        Assert.Empty(_site.MailOf("operator"));
        Assert.Contains("Never null.", _site.App.Ledger.Read(sql => NoteStore.Newest(sql, NoteKind.Review, task.Id, task.RunId))!.Body);

        var tip = _site.CommitTo("one", "trunk", ("src/list.cs", "name\nreturn [];\n"));
        _site.App.Ledger.Write(tx =>
        {
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, owner.Name);
            MergeQueue.AfterTaskDone(tx, tx.Files, TaskStore.ById(tx.Sql, task.Id)!, owner, tip, ["src/list.cs"]);
        });
        Assert.Equal((MergeState.Queued, tip, null), (_site.EntryOf("one").State, _site.EntryOf("one").Tip, _site.EntryOf("one").Review));
        Assert.Equal(["one"], ReviewList.Read(_site.App).Select(item => item.Branch));
        Assert.Null(_site.Merge("one").Problem);
        Assert.Equal(TaskState.Closed, _site.TaskOf(task).State);
    }

    [Fact]
    public void A_second_round_of_comments_while_the_owner_is_at_work_is_another_mail_and_changes_nothing_else()
    {
        var (task, owner) = _site.Reported("one", ("one.txt", "1\n"));
        Back("one", "First.");
        Back("one", "Second.");
        Assert.Equal(2, _site.MailOf(owner.Name).Count);
        Assert.Equal((MergeState.Rejected, TaskState.InProgress), (_site.EntryOf("one").State, _site.TaskOf(task).State));
    }

    [Fact]
    public void What_cannot_be_commented_on_is_refused_and_changes_nothing()
    {
        var (task, owner) = _site.Reported("one", ("src/list.cs", "a\n"));
        _site.Branch("mine", ("mine.txt", "m\n"));
        var events = _site.App.Ledger.Read(EventStore.LastSequence);
        Refusal.Of(ErrorCode.Usage, () => Back("one", " "));
        Refusal.Of(ErrorCode.Usage, () => ReviewComment.Require("src/list.cs"));
        Refusal.Of(ErrorCode.Usage, () => Reviewer.SendBack(_site.App, Caller.Operator, "one", [new("src/list.cs", 2, "x")], "", default));
        Assert.Contains("src/list.cs", Refusal.Of(ErrorCode.NotFound, () => Reviewer.SendBack(_site.App, Caller.Operator, "one", [new("src/lst.cs", 1, "x")], "", default)).Message);
        Refusal.Of(ErrorCode.State, () => Back("mine", "x"));
        Refusal.Of(ErrorCode.NotFound, () => Back("oen", "x"));
        Refusal.Of(ErrorCode.NotOperator, () => Reviewer.SendBack(_site.App, Caller.Unidentified, "one", [], "x", default));
        Refusal.Of(ErrorCode.NotOperator, () => Reviewer.Approve(_site.App, Caller.Unidentified, "one", null));
        Assert.Equal((events, TaskState.Completed), (_site.App.Ledger.Read(EventStore.LastSequence), _site.TaskOf(task).State));
        Assert.Empty(_site.MailOf(owner.Name));

        Assert.Null(_site.Merge("one").Problem);
        Refusal.Of(ErrorCode.State, () => Back("one", "too late"));
    }

    [Theory]
    [InlineData("src/a.cs:12: Never null.", "src/a.cs", 12, "Never null.")]
    [InlineData("a:b.txt:3:x: y", "a:b.txt", 3, "x: y")]
    [InlineData("src/a.cs:0: x", null, 0, null)]
    [InlineData("src/a.cs:12:", null, 0, null)]
    [InlineData("see: this", null, 0, null)]
    [InlineData("", null, 0, null)]
    public void A_comment_names_its_line(string text, string? path, int line, string? words) =>
        Assert.Equal(path is null ? null : new ReviewComment(path, line, words!), ReviewComment.Parse(text));

    [Fact]
    public void A_branch_is_named_by_its_merge_its_task_or_its_agent_too()
    {
        var (task, agent) = _site.Reported("one", ("one.txt", "1\n"));
        var entry = LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        Assert.All(new[] { "one", entry.Id, task.Id, "1" }, text => Assert.Equal("one", ReviewSubject.Branch(_site.App, text)));
        Assert.Equal("nothing", ReviewSubject.Branch(_site.App, "nothing"));
        Assert.NotNull(agent);
    }

    private void Back(string branch, string words) => Reviewer.SendBack(_site.App, Caller.Operator, branch, [], words, default);
}
