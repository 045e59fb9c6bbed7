using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Merging;
using Ov.Core.Worktrees;

namespace Ov.Tests.Merging;

public sealed class RadarTests : IDisposable
{
    private const string Before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private readonly MergeSite _site = new(lines: Before);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Queued_branches_are_compared_in_pairs_and_the_order_spares_most()
    {
        Queue("both", ("file.txt", Before.Replace("2\n", "zwei\n").Replace("8\n", "acht\n")));
        Queue("low", ("file.txt", Before.Replace("2\n", "two\n")));
        Queue("high", ("file.txt", Before.Replace("8\n", "eight\n")));
        Queue("new", ("new.txt", "new\n"));

        var report = Radar.Look(_site.App);

        Assert.Equal((6, 10), (report.Pairs, report.Compared));
        Assert.Equal([("both", "low", "file.txt"), ("both", "high", "file.txt")], report.Conflicts.Select(c => (c.One, c.Other, string.Join(',', c.Files))));
        Assert.Equal(["low", "high", "new", "both"], report.Order.Select(step => step.Branch.Branch));
        Assert.Equal(["low", "high"], report.Order[^1].ConflictsWith);
        Assert.All(report.Order, step => Assert.Empty(step.ConflictsWithTarget));
    }

    [Fact]
    public void What_was_compared_is_remembered_until_a_side_changes()
    {
        Queue("one", ("a.txt", "a\n"));
        Queue("two", ("b.txt", "b\n"));
        Assert.Equal(3, Radar.Look(_site.App).Compared);
        Assert.Equal(0, Radar.Look(_site.App).Compared);
        _site.CommitTo("two", "trunk", ("a.txt", "another\n"));
        var report = Radar.Look(_site.App);
        Assert.Equal(2, report.Compared);
        Assert.Equal(["a.txt"], Assert.Single(report.Conflicts).Files);
    }

    [Fact]
    public void Who_looks_again_sees_what_was_written_since_and_asks_nothing_twice()
    {
        Queue("one", ("file.txt", Before.Replace("5\n", "five\n")));
        var file = Path.Combine(Worktree("two"), "file.txt");
        File.WriteAllText(file, Before.Replace("1\n", "eins\n"));
        var memory = new RadarMemory(new ChosenGitReader(new GitProgramReader(_site.App.Git, _site.App.Project.CommonDir), () => new GitProgramReader(_site.App.Git, _site.App.Project.CommonDir)));
        Assert.Empty(Radar.Look(_site.App, memory).Conflicts);
        Assert.Equal((0, 0, 1), Radar.Look(_site.App, memory).Branches.Where(branch => branch.Branch == "two").Select(branch => (branch.Ahead, branch.Behind, branch.Uncommitted)).Single());
        var objects = _site.Project.Git("count-objects");
        _ = Radar.Look(_site.App, memory);
        Assert.Equal(objects, _site.Project.Git("count-objects"));

        File.WriteAllText(file, Before.Replace("5\n", "fünf\n"));

        Assert.Equal(["file.txt"], Assert.Single(Radar.Look(_site.App, memory).Conflicts).Files);
    }

    [Fact]
    public void Uncommitted_edits_count_and_the_worktree_is_not_touched()
    {
        Queue("one", ("file.txt", Before.Replace("5\n", "five\n")));
        var folder = Worktree("two");
        File.WriteAllText(Path.Combine(folder, "file.txt"), Before.Replace("5\n", "fünf\n"));
        File.WriteAllText(Path.Combine(folder, "untracked.txt"), "x\n");
        _site.Project.GitIn(folder, "status");
        var before = (_site.Fingerprint(folder), _site.Project.GitIn(folder, "status", "--porcelain"));

        var report = Radar.Look(_site.App);

        Assert.Equal(("one", "two"), Assert.Single(report.Conflicts) is var pair ? (pair.One, pair.Other) : default);
        Assert.Equal([false, true], report.Order.Select(step => step.Branch.Side.Uncommitted));
        Assert.Equal(before, (_site.Fingerprint(folder), _site.Project.GitIn(folder, "status", "--porcelain")));
        Assert.Equal(0, Radar.Look(_site.App).Compared);
    }

    [Fact]
    public void A_worktree_with_nothing_to_land_is_left_out_and_so_is_what_landed()
    {
        Worktree("idle");
        Queue("done", ("new.txt", "new\n"));
        Assert.Equal(["done"], Radar.Look(_site.App).Order.Select(step => step.Branch.Branch));
        Assert.Null(_site.Merge("done").Problem);
        Assert.Empty(Radar.Look(_site.App).Order);
    }

    [Fact]
    public void A_branch_that_conflicts_with_the_target_says_in_what()
    {
        Queue("late", ("file.txt", Before.Replace("5\n", "fünf\n")));
        _site.CommitTo("trunk", "trunk", ("file.txt", Before.Replace("5\n", "five\n")));
        Assert.Equal(["file.txt"], Assert.Single(Radar.Look(_site.App).Order).ConflictsWithTarget);
    }

    [Fact]
    public void A_half_done_rebase_and_a_missing_folder_count_with_their_commit()
    {
        var folder = Worktree("rebasing");
        _site.Project.GitIn(folder, "checkout", "-q", "--detach");
        File.WriteAllText(Path.Combine(folder, "file.txt"), "in the middle\n");
        Directory.Delete(Worktree("gone"), recursive: true);
        Assert.Empty(Radar.Look(_site.App).Order);
    }

    private void Queue(string branch, params (string Path, string? Text)[] files)
    {
        _site.Branch(branch, files);
        LandingRound.Queue(_site.App, Caller.Operator, branch, null);
    }

    private string Worktree(string branch)
    {
        var path = Path.Combine(_site.Project.Folder, "trees", branch);
        _site.Project.Git("worktree", "add", "-q", "-b", branch, path, "trunk");
        _site.App.Ledger.Write(tx => WorktreeStore.Insert(tx, new WorktreeRecord(
            tx.NewId("worktree"), null, _site.Run.Id, path, branch, _site.Tip("trunk"), WorktreeState.Ready, [], tx.Now, null, null) { OwnName = branch }));
        return path;
    }
}
