using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Stacking;
using Ov.Core.Tasks;
using Ov.Tests.Merging;

namespace Ov.Tests.Stacking;

/// <summary>Branches that stand on branches: they land in their order, each with what is its own, however the lower one came to the target.</summary>
public sealed class StackLandingTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    /// <summary>Each level rewrites the line that the one below it wrote: merged from where the lowest began, all would conflict.</summary>
    [Theory]
    [InlineData(MergeStrategy.Merge, MergeStrategy.Merge, MergeStrategy.Merge)]
    [InlineData(MergeStrategy.Squash, MergeStrategy.Squash, MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase, MergeStrategy.Rebase, MergeStrategy.Rebase)]
    [InlineData(MergeStrategy.Squash, MergeStrategy.Merge, MergeStrategy.Rebase)]
    [InlineData(MergeStrategy.Rebase, MergeStrategy.Squash, MergeStrategy.Merge)]
    public void Three_branches_on_each_other_land_each_with_its_own_change(MergeStrategy first, MergeStrategy second, MergeStrategy third)
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("file.txt", Lines("two")), ("two.txt", "2\n"));
        Reported("three", "two", ("file.txt", Lines("three")));
        _site.CommitTo("trunk", "trunk", ("file.txt", Lines("5", first: "eins")));

        foreach (var (branch, strategy, text) in new[] { ("one", first, "one"), ("two", second, "two"), ("three", third, "three") })
        {
            var before = _site.Tip("trunk");
            var outcome = Land(branch, strategy);
            Assert.Null(outcome.Problem);
            Assert.Equal("clean-merge", outcome.Entry!.Tier);
            Assert.Equal(Lines(text, first: "eins"), _site.Show("trunk", "file.txt"));
            // One line becomes one other line: nothing of what is below comes twice.
            Assert.Equal("1\t1\tfile.txt", Git("diff", "--numstat", before, "trunk", "--", "file.txt"));
        }

        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("three"), "trunk"));
    }

    [Fact]
    public void What_stands_on_another_comes_after_it_in_one_round_whatever_was_named_first()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("file.txt", Lines("two")));
        var outcomes = LandingRound.Run(_site.App, _site.App.Caller, new LandingAsk(["two", "one"]) { Strategy = MergeStrategy.Squash });
        Assert.All(outcomes, outcome => Assert.Null(outcome.Problem));
        Assert.Equal(["Task 1: Work on one", "Task 2: Work on two"], Git("log", "--reverse", "-2", "--format=%s", "trunk").Split('\n'));
    }

    [Fact]
    public void With_gates_too_one_round_lands_both()
    {
        _site.Gates(("check", "test -f other.txt"));
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("file.txt", Lines("two")));
        using var app = _site.Project.OperatorApp();
        Assert.All(_site.MergeAll(app), outcome => Assert.True(outcome.Problem is null, outcome.Problem?.Message));
        Assert.Equal(Lines("two"), _site.Show("trunk", "file.txt"));
    }

    [Fact]
    public void Alone_it_waits_and_says_for_what()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("two.txt", "2\n"));
        var before = _site.Tip("trunk");
        var outcome = Land("two", MergeStrategy.Merge);
        Assert.Equal((ErrorCode.Unlanded, MergeState.Queued, before), (outcome.Problem?.Code, _site.EntryOf("two").State, _site.Tip("trunk")));
        Assert.Equal("two stands on one (task 1), which has not landed on trunk.", outcome.Problem!.Message);
        Assert.Equal(["two.txt"], _site.EntryOf("two").Files);
        Assert.Equal(["two.txt"], BranchReview.Of(_site.App, _site.App.Caller, "two").Files.Select(file => file.Path));
    }

    [Theory]
    [InlineData(MergeStrategy.Merge)]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void What_is_below_may_be_rewritten_before_it_lands(MergeStrategy strategy)
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("file.txt", Lines("two")));
        // Its owner does it anew with something more.
        _site.Project.Git("branch", "-f", "one", "trunk");
        _site.CommitTo("one", "trunk", ("file.txt", Lines("one")), ("more.txt", "more\n"));
        Assert.Null(Land("one", strategy).Problem);
        Assert.Null(Land("two", strategy).Problem);
        Assert.Equal((Lines("two"), "more\n"), (_site.Show("trunk", "file.txt"), _site.Show("trunk", "more.txt")));
    }

    [Fact]
    public void What_the_target_took_out_after_its_owner_took_the_target_in_stays_out()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("two.txt", "2\n"));
        Assert.Null(Land("one", MergeStrategy.Squash).Problem);
        _site.CommitTo("trunk", "trunk", ("gone.txt", "for a while\n"));
        _site.Project.Git("checkout", "-q", "two");
        _site.Project.Git("merge", "-q", "-m", "Take the target in", "trunk");
        _site.Project.Git("checkout", "-q", "main");
        _site.CommitTo("trunk", "trunk", ("gone.txt", null));
        Assert.Null(Land("two", MergeStrategy.Squash).Problem);
        Assert.Equal(["README.md", "file.txt", "other.txt", "two.txt"], Git("ls-tree", "--name-only", "trunk").Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(Lines("one"), _site.Show("trunk", "file.txt"));
    }

    [Fact]
    public void Taken_off_what_is_below_it_lands_like_any_other()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("two.txt", "2\n"));
        _site.Project.Git("checkout", "-q", "two");
        _site.Project.Git("rebase", "-q", "--onto", "trunk", "one");
        _site.Project.Git("checkout", "-q", "main");
        Assert.Null(Land("two", MergeStrategy.Merge).Problem);
        Assert.Equal(Lines("5"), _site.Show("trunk", "file.txt"));
    }

    [Fact]
    public void Nothing_of_its_own_is_nothing_to_land()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one");
        Assert.Equal(ErrorCode.NoCommit, Land("two", MergeStrategy.Merge).Problem?.Code);
    }

    [Fact]
    public void When_what_is_below_comes_back_the_owner_above_is_told_and_its_branch_waits()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        var upper = Reported("two", "one", ("two.txt", "2\n"));
        _site.CommitTo("trunk", "trunk", ("file.txt", Lines("trunk")));
        Assert.Equal(ErrorCode.Conflict, Land("one", MergeStrategy.Merge).Problem?.Code);
        var mail = Assert.Single(_site.MailOf(upper.Name));
        Assert.Equal("What two stands on came back: task 1", mail.Subject);
        Assert.Equal(ErrorCode.Unlanded, Land("two", MergeStrategy.Merge).Problem?.Code);
    }

    [Fact]
    public void Of_a_canceled_task_it_says_how_to_take_it_off()
    {
        var lower = Reported("one", null, ("file.txt", Lines("one")));
        var upper = Reported("two", "one", ("two.txt", "2\n"));
        TaskCanceler.Cancel(_site.App, Caller.Operator, _site.App.Ledger.Read(sql => TaskStore.ById(sql, lower.TaskId!))!, "not wanted");
        Assert.Contains("it was canceled: not wanted", Assert.Single(_site.MailOf(upper.Name)).Body);
        var outcome = Land("two", MergeStrategy.Merge);
        Assert.Equal(ErrorCode.Unlanded, outcome.Problem?.Code);
        Assert.Contains($"git rebase --onto trunk {_site.Tip("one")[..12]}", outcome.Problem!.Hint);
    }

    [Fact]
    public void Undoing_what_is_below_makes_what_stands_on_it_wait_also_where_its_commits_stay_in_the_history()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        var upper = Reported("two", "one", ("two.txt", "2\n"));
        Assert.Null(Land("one", MergeStrategy.Merge).Problem);
        _site.CommitTo("trunk", "trunk", ("later.txt", "later\n"));
        Undoer.Run(_site.App, _site.App.Caller, "trunk");
        Assert.Contains("its landing was undone", Assert.Single(_site.MailOf(upper.Name)).Body);
        Assert.Equal(ErrorCode.Unlanded, Land("two", MergeStrategy.Merge).Problem?.Code);
        Assert.Null(Land("one", MergeStrategy.Merge).Problem);
        Assert.Null(Land("two", MergeStrategy.Merge).Problem);
        Assert.Equal((Lines("one"), "2\n"), (_site.Show("trunk", "file.txt"), _site.Show("trunk", "two.txt")));
    }

    [Fact]
    public void What_is_below_is_not_undone_while_what_stands_on_it_is_in_the_target()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("two.txt", "2\n"));
        var lower = Land("one", MergeStrategy.Squash).Entry!;
        var upper = Land("two", MergeStrategy.Squash).Entry!;
        var refusal = Assert.Throws<OvException>(() => Undoer.Run(_site.App, _site.App.Caller, "trunk", mergeId: lower.Id));
        Assert.Equal((ErrorCode.State, $"Undo that first: ov merge undo {upper.Id}"), (refusal.Code, refusal.Hint));
        Undoer.Run(_site.App, _site.App.Caller, "trunk");
        Undoer.Run(_site.App, _site.App.Caller, "trunk");
        Assert.Equal(Lines("5"), _site.Show("trunk", "file.txt"));
    }

    [Fact]
    public void A_receipt_names_only_what_is_its_own()
    {
        Reported("one", null, ("file.txt", Lines("one")));
        Reported("two", "one", ("two.txt", "2\n"));
        Land("one", MergeStrategy.Squash);
        var entry = Land("two", MergeStrategy.Merge).Entry!;
        var lower = new GitDiffs(_site.App.Git).PatchId(_site.Project.Root, _site.Tip("one"));
        Assert.DoesNotContain(lower!, Git("notes", "--ref=overstory", "show", entry.Landed!));
    }

    private AgentRecord Reported(string branch, string? on, params (string Path, string? Text)[] files)
    {
        var cut = on is null ? null : _site.Tip(on);
        if (files.Length == 0)
        {
            _site.Project.Git("branch", branch, on!);
        }
        else
        {
            _site.CommitTo(branch, on ?? "trunk", files);
        }

        var task = _site.Project.AddTask(_site.Run, $"Work on {branch}");
        var agent = _site.Project.AddAgent(_site.Run, $"b-{branch}", task: task);
        return _site.App.Ledger.Write(tx =>
        {
            tx.Sql.Run("UPDATE agent SET branch = ?2, base_branch = ?3, base_commit = ?4 WHERE id = ?1", agent.Id, branch, on ?? "trunk", cut ?? _site.Tip("trunk"));
            TaskStore.SetBranch(tx, task.Id, branch);
            TaskStore.Move(tx, TaskStore.ById(tx.Sql, task.Id)!, TaskState.Completed, agent.Name);
            return agent;
        });
    }

    private static string Lines(string fifth, string first = "1") => $"{first}\n2\n3\n4\n{fifth}\n6\n7\n8\n9\n";

    private BranchOutcome Land(string branch, MergeStrategy strategy) => Assert.Single(LandingRound.Run(_site.App, _site.App.Caller, new LandingAsk([branch]) { Strategy = strategy }));

    private string Git(params string[] arguments) => _site.Project.Git(arguments).Trim();
}
