using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Tasks;

namespace Ov.Tests.Merging;

public sealed class UndoTests : IDisposable
{
    private MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_target_goes_back_and_the_task_is_open_again()
    {
        var before = _site.Tip("trunk");
        var (task, _) = _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one");
        var landed = _site.Tip("trunk");

        var undone = Undoer.Run(_site.App, Caller.Operator, "trunk");

        Assert.Equal(before, _site.Tip("trunk"));
        Assert.Equal(UndoHow.MoveBack, undone.Plan.How);
        Assert.Equal(MergeState.Undone, undone.Entry.State);
        Assert.Equal(TaskState.Pending, _site.TaskOf(task).State);
        Assert.Equal(landed, _site.Project.Git("rev-parse", undone.Backup).Trim());
        Assert.NotEqual("", _site.Tip("one"));
        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void An_undone_branch_may_land_again()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        var first = _site.Merge("one").Entry!;
        Undoer.Run(_site.App, Caller.Operator, "trunk");
        var second = _site.Merge("one");
        Assert.Null(second.Problem);
        Assert.NotEqual(first.Id, second.Entry!.Id);
        Assert.Equal("1\n", _site.Show("trunk", "one.txt"));
    }

    [Fact]
    public void An_undone_branch_is_queued_again_but_lands_neither_by_policy_nor_with_all()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one");
        Undoer.Run(_site.App, Caller.Operator, "trunk");
        var (held, tip) = (_site.EntryOf("one"), _site.Tip("trunk"));
        Assert.Equal((MergeState.Queued, true), (held.State, held.Held));
        Assert.Contains("undone", held.Reason, StringComparison.Ordinal);
        Assert.Contains(ReviewList.Read(_site.App), item => item.Branch == "one" && item.Reason == held.Reason);

        Assert.Empty(_site.MergeAll());
        Assert.Empty(_site.App.Ledger.Read(MergeStore.QueuedTargets));
        Assert.Equal(ErrorCode.Unreviewed, Assert.Single(Merger.Run(_site.App, Caller.Watch, "trunk", MergerOptions.Tick, [held.Id])).Problem!.Code);
        Assert.Equal(tip, _site.Tip("trunk"));
    }

    [Fact]
    public void A_new_commit_of_its_owner_lets_an_undone_branch_go_and_an_old_one_does_not()
    {
        var (task, agent) = _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one");
        Undoer.Run(_site.App, Caller.Operator, "trunk");
        var held = _site.EntryOf("one");
        MergeEntry? Again(string tip) => _site.App.Ledger.Write(tx => MergeQueue.AfterTaskDone(tx, tx.Files, _site.TaskOf(task), agent, tip, held.Files));
        Assert.True(Again(held.Tip)!.Held);

        var again = Again(_site.CommitTo("one", "trunk", ("two.txt", "2\n")))!;

        Assert.Equal((held.Id, false), (again.Id, again.Held));
        Assert.Null(Assert.Single(_site.MergeAll()).Problem);
        Assert.Equal("1\n2\n", _site.Show("trunk", "one.txt") + _site.Show("trunk", "two.txt"));
    }

    [Theory]
    [InlineData(MergeStrategy.Merge)]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void Reverted_work_lands_again_with_what_came_to_its_branch_since_and_is_taken_back_as_one(MergeStrategy strategy)
    {
        _site.Reported("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("one.txt", "1\n"));
        _site.Merge("one");
        _site.CommitTo("trunk", "trunk", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\nneun\n"));
        Undoer.Run(_site.App, Caller.Operator, "trunk");
        var (reverted, tree) = (_site.Tip("trunk"), _site.Project.Git("rev-parse", "trunk^{tree}"));
        _site.CommitTo("one", "trunk", ("two.txt", "2\n"));

        var landed = Assert.Single(LandingRound.Run(_site.App, Caller.Operator, new LandingAsk(["one"]) { Strategy = strategy }));

        Assert.Null(landed.Problem);
        Assert.Equal("eins\n2\n3\n4\n5\n6\n7\n8\nneun\n1\n2\n", _site.Show("trunk", "file.txt") + _site.Show("trunk", "one.txt") + _site.Show("trunk", "two.txt"));
        Assert.Equal(reverted, _site.Project.Git("rev-parse", "trunk^1").Trim());
        Undoer.Run(_site.App, Caller.Operator, "trunk");
        Assert.Equal(tree, _site.Project.Git("rev-parse", "trunk^{tree}"));
    }

    [Fact]
    public void An_owner_who_has_taken_in_the_reverting_commit_decides_what_of_it_comes_again()
    {
        _site.Reported("one", ("one.txt", "1\n"), ("bad.txt", "bad\n"));
        _site.Merge("one");
        _site.CommitTo("trunk", "trunk", ("later.txt", "later\n"));
        Undoer.Run(_site.App, Caller.Operator, "trunk");
        _site.Project.Git("branch", "-f", "one", "trunk");
        _site.CommitTo("one", "trunk", ("one.txt", "1 again\n"));

        Assert.Null(_site.Merge("one").Problem);

        Assert.Equal("1 again\n", _site.Show("trunk", "one.txt"));
        Assert.DoesNotContain("bad.txt", _site.Project.Git("ls-tree", "--name-only", "trunk"));
    }

    [Fact]
    public void Only_the_last_landing_is_undone_and_then_the_one_before()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Reported("two", ("two.txt", "2\n"));
        _site.Merge("one");
        _site.Merge("two");
        Assert.Equal("two", Undoer.Run(_site.App, Caller.Operator, "trunk").Entry.Branch);
        Assert.Equal("1\n", _site.Show("trunk", "one.txt"));
        Assert.Equal("one", Undoer.Run(_site.App, Caller.Operator, "trunk").Entry.Branch);
        Assert.Equal(ErrorCode.NotFound, Assert.Throws<OvException>(() => Undoer.Run(_site.App, Caller.Operator, "trunk")).Code);
    }

    [Theory]
    [InlineData("remote")]
    [InlineData("branch")]
    [InlineData("later work")]
    public void What_others_have_or_built_upon_is_reverted_by_a_commit(string who)
    {
        _site.Reported("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("one.txt", "1\n"));
        _site.Merge("one");
        var landed = _site.Tip("trunk");
        _ = who switch
        {
            "remote" => _site.Project.Git("update-ref", "refs/remotes/origin/trunk", landed),
            "branch" => _site.Project.Git("branch", "colleague", landed),
            _ => _site.CommitTo("trunk", "trunk", ("later.txt", "later\n")),
        };
        var seen = _site.Tip("trunk");

        var undone = Undoer.Run(_site.App, Caller.Operator, "trunk");

        Assert.Equal(UndoHow.Revert, undone.Plan.How);
        Assert.Equal(seen, _site.Project.Git("rev-parse", "trunk^1").Trim());
        Assert.StartsWith("1\n", _site.Show("trunk", "file.txt"));
        Assert.DoesNotContain("one.txt", _site.Project.Git("ls-tree", "--name-only", "trunk"));
        Assert.Equal(who == "later work", _site.Project.Git("ls-tree", "--name-only", "trunk").Contains("later.txt"));
        // Its commits are in the history now, and git would have nothing to merge; what they did lands again all the same.
        Assert.Null(_site.Merge("one").Problem);
        Assert.StartsWith("eins\n", _site.Show("trunk", "file.txt"));
        Assert.Equal("1\n", _site.Show("trunk", "one.txt"));
        Assert.Equal(who == "later work", _site.Project.Git("ls-tree", "--name-only", "trunk").Contains("later.txt"));
    }

    [Fact]
    public void Later_changes_of_the_same_lines_refuse_the_undo_and_change_nothing()
    {
        _site.Reported("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Merge("one");
        _site.CommitTo("trunk", "trunk", ("file.txt", "one again\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        var seen = _site.Tip("trunk");
        var refusal = Assert.Throws<OvException>(() => Undoer.Run(_site.App, Caller.Operator, "trunk"));
        Assert.Equal(ErrorCode.Conflict, refusal.Code);
        Assert.Equal(["file.txt"], refusal.Lists["conflictFiles"]);
        Assert.Equal(seen, _site.Tip("trunk"));
        Assert.Equal(MergeState.Landed, _site.EntryOf("one").State);
    }

    [Fact]
    public void A_checkout_of_the_target_goes_along_and_keeps_its_uncommitted_work()
    {
        _site.Dispose();
        _site = new MergeSite("main");
        _site.Branch("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("one.txt", "1\n"));
        _site.Merge("one");
        _site.Project.Write("other.txt", "staged\n");
        _site.Project.Git("add", "other.txt");
        _site.Project.Write("README.md", "unstaged\n");
        _site.Project.Write("untracked.txt", "untracked\n");
        Undoer.Run(_site.App, Caller.Operator, "main");
        Assert.Equal("M  other.txt\n M README.md\n?? untracked.txt\n", string.Concat(_site.Project.Git("status", "--porcelain").Split('\n', StringSplitOptions.RemoveEmptyEntries).OrderByDescending(l => l[0] == 'M').ThenByDescending(l => l[0] == ' ').Select(l => l + "\n")));
        Assert.False(File.Exists(Path.Combine(_site.Project.Root, "one.txt")));
        Assert.StartsWith("1\n", File.ReadAllText(Path.Combine(_site.Project.Root, "file.txt")));
    }

    [Theory]
    [InlineData("staged")]
    [InlineData("unstaged")]
    public void Uncommitted_work_in_the_way_refuses_the_undo_and_stays(string kind)
    {
        _site.Dispose();
        _site = new MergeSite("main");
        _site.Branch("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Merge("one");
        _site.Project.Write("file.txt", "mine\n");
        if (kind == "staged")
        {
            _site.Project.Git("add", "file.txt");
        }

        var (before, tip) = (_site.Fingerprint(_site.Project.Root), _site.Tip("main"));
        var refusal = Assert.Throws<OvException>(() => Undoer.Run(_site.App, Caller.Operator, "main"));
        Assert.Equal(ErrorCode.TargetDirty, refusal.Code);
        Assert.Equal(["file.txt"], refusal.Lists["files"]);
        Assert.Equal((before, tip), (_site.Fingerprint(_site.Project.Root), _site.Tip("main")));
        Assert.Equal(MergeState.Landed, _site.EntryOf("one").State);
        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void A_rewritten_target_is_left_to_git()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one");
        _site.Project.Git("branch", "-f", "trunk", "main");
        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => Undoer.Run(_site.App, Caller.Operator, "trunk")).Code);
    }

    [Fact]
    public void Neither_the_desk_nor_an_agent_undoes()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one");
        var tip = _site.Tip("trunk");
        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => Undoer.Run(_site.App, Caller.Unidentified, "trunk")).Code);
        Assert.Equal(tip, _site.Tip("trunk"));
    }

    [Fact]
    public void A_crash_between_the_files_and_the_branch_of_a_checkout_is_finished_by_the_repair()
    {
        _site.Dispose();
        _site = new MergeSite("main");
        _site.Branch("one", ("one.txt", "1\n"));
        var before = _site.Tip("main");
        _site.Merge("one");
        var landed = _site.Tip("main");
        var data = new UndoIntent(_site.EntryOf("one").Id, "main", UndoHow.MoveBack, landed, before);
        _site.App.Ledger.Write(tx => Intents.Open(tx, UndoIntent.Kind, data.MergeId, data.Write()));
        _site.Project.Git("read-tree", "-m", "-u", landed, before);

        UndoRepair.Repair(_site.App, Assert.Single(_site.App.Ledger.Read(Intents.AllOpen)));

        Assert.Equal(before, _site.Tip("main"));
        Assert.Equal("", _site.Project.Git("status", "--porcelain"));
        Assert.Equal(MergeState.Undone, _site.App.Ledger.Read(sql => MergeStore.ById(sql, data.MergeId))!.State);
        Assert.True(_site.EntryOf("one").Held);
        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
    }
}
