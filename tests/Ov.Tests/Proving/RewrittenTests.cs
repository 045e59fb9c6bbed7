using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Git;
using Ov.Core.Merging;
using Ov.Core.Proving;
using Ov.Core.Tasks;
using Ov.Tests.Merging;

namespace Ov.Tests.Proving;

/// <summary>A target whose history somebody rewrote with git: landings are found again, one by one, or said to be lost.</summary>
public sealed class RewrittenTests : IDisposable
{
    private const string Lines = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private readonly MergeSite _site = new(target: "main", lines: Lines);

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(MergeStrategy.Merge)]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void An_amended_landing_is_the_same_landing(MergeStrategy strategy)
    {
        Land("one", strategy, ("a.txt", "a\n"));
        _site.Project.Git("commit", "-q", "--amend", "-m", "In other words");
        Assert.Equal((LandedHow.Rewritten, _site.Tip("main")), (Find("one").How, Find("one").Commit));
        StandsAndIsTakenBack("one", "a.txt");
    }

    [Theory]
    [InlineData(MergeStrategy.Merge)]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void Landings_rebased_by_a_pull_are_each_found(MergeStrategy strategy)
    {
        _site.Project.Git("branch", "theirs");
        Land("one", strategy, ("a.txt", "a\n"), ("b.txt", "b\n"));
        Land("two", strategy, ("file.txt", Lines.Replace("9\n", "nine\n")));
        Upstream(("c.txt", "c\n"));
        _site.Project.Git("pull", "-q", "--rebase", "upstream", "theirs");
        Assert.Equal([LandedHow.Rewritten, LandedHow.Rewritten], new[] { Find("one").How, Find("two").How });
        Assert.All(["one", "two"], branch => Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip(branch), "main")));
        StandsAndIsTakenBack("one", "a.txt", "b.txt");
        Assert.Contains("nine", _site.Show("main", "file.txt"));
    }

    [Fact]
    public void Landings_squashed_into_one_commit_are_each_found_and_one_of_them_is_taken_out()
    {
        var start = _site.Tip("main");
        Land("one", MergeStrategy.Merge, ("a.txt", "a\n"));
        Land("two", MergeStrategy.Merge, ("file.txt", Lines.Replace("9\n", "nine\n")));
        _site.Project.Git("reset", "-q", "--soft", start);
        _site.Project.Git("commit", "-q", "-m", "Both");
        Assert.Equal([LandedHow.Contained, LandedHow.Contained], new[] { Find("one").How, Find("two").How });
        StandsAndIsTakenBack("one", "a.txt");
        Assert.Contains("nine", _site.Show("main", "file.txt"));
    }

    [Fact]
    public void A_landing_that_an_amend_added_to_is_found_by_what_it_brings()
    {
        Land("one", MergeStrategy.Merge, ("a.txt", "a\n"));
        _site.Project.Write("more.txt", "more\n");
        _site.Project.Git("add", "more.txt");
        _site.Project.Git("commit", "-q", "--amend", "--no-edit");
        Assert.Equal(LandedHow.Contained, Find("one").How);
        StandsAndIsTakenBack("one", "a.txt");
        Assert.Equal("more\n", _site.Show("main", "more.txt"));
    }

    [Fact]
    public void A_landing_that_was_dropped_is_missing_and_may_land_again()
    {
        var task = Land("one", MergeStrategy.Merge, ("a.txt", "a\n"));
        _site.Project.Git("reset", "-q", "--hard", "HEAD~1");
        _site.CommitTo("other", "main", ("later.txt", "later\n"));
        _site.Project.Git("merge", "-q", "--ff-only", "other");

        Assert.Equal(LandedHow.Missing, Find("one").How);
        Assert.False(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "main"));
        var missing = Assert.Single(Proof.Of(_site.App, null).Items, item => item.State == ProofState.Missing);
        Assert.Equal((_site.EntryOf("one").Id, "one"), (missing.MergeId, missing.Branch));
        Assert.Contains("is not found there", Tasks.Refusal.Of(ErrorCode.State, () => Undoer.Run(_site.App, Caller.Operator, "main")).Message);

        Assert.Null(_site.Merge("one").Problem);
        Assert.Equal("a\n", _site.Show("main", "a.txt"));
        Assert.Equal(TaskState.Closed, _site.TaskOf(task).State);
    }

    [Fact]
    public void What_stands_rewritten_does_not_land_twice()
    {
        Land("one", MergeStrategy.Merge, ("a.txt", "a\n"));
        _site.Project.Git("reset", "-q", "--soft", "HEAD~1");
        _site.Project.Git("commit", "-q", "-m", "Mine now");
        Assert.Equal(ErrorCode.State, _site.Merge("one").Problem?.Code);
    }

    [Fact]
    public void A_commit_of_ours_that_git_has_collected_is_still_found_by_its_content()
    {
        Land("one", MergeStrategy.Squash, ("a.txt", "a\n"));
        var landed = _site.Tip("main");
        _site.Project.Git("commit", "-q", "--amend", "-m", "In other words");
        foreach (var name in _site.Project.Git("for-each-ref", "--format=%(refname)", "refs/overstory", "refs/notes").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _site.Project.Git("update-ref", "-d", name);
        }

        _site.Project.Git("worktree", "prune");
        foreach (var worktree in new GitWorktrees(_site.App.Git).List(_site.Project.Root).Skip(1))
        {
            _site.Project.Git("worktree", "remove", "--force", worktree.Path);
        }

        _site.Project.Git("reflog", "expire", "--expire=now", "--all");
        _site.Project.Git("gc", "-q", "--prune=now");
        Assert.Null(new GitRefs(_site.App.Git).Resolve(_site.Project.Root, landed));
        Assert.Equal(LandedHow.Rewritten, Find("one").How);
    }

    /// <summary>Known as landed, explained, proved; and undone it is gone, by an entry that says so.</summary>
    private void StandsAndIsTakenBack(string branch, params string[] files)
    {
        var entry = _site.EntryOf(branch);
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip(branch), "main"));
        Assert.DoesNotContain(Proof.Of(_site.App, null).Items, item => item.State is ProofState.Missing or ProofState.False);
        if (Find(branch).Commit is { } commit)
        {
            var why = Why.Of(_site.App, commit, null);
            Assert.Equal((entry.Id, "content"), (why.Merge?.Id, why.MatchedBy));
            Assert.Equal(ProofState.Rewritten, Assert.Single(Proof.Of(_site.App, null).Items, item => item.Commit == commit).State);
        }

        var undone = Undoer.Run(_site.App, Caller.Operator, "main", mergeId: entry.Id);
        Assert.NotEqual(LandedHow.AsLanded, undone.Plan.Trace.How);
        Assert.Empty(_site.Project.Git("ls-tree", "--name-only", "main").Split('\n').Intersect(files));
        Assert.Equal(MergeState.Undone, undone.Entry.State);
    }

    private LandedTrace Find(string branch) => new TargetHistory(_site.App.Git, _site.Project.Root, _site.Tip("main")).Find(_site.EntryOf(branch));

    private TaskRecord Land(string branch, MergeStrategy strategy, params (string, string?)[] files)
    {
        var (task, _) = _site.Reported(branch, files[0]);
        foreach (var file in files.Skip(1))
        {
            _site.CommitTo(branch, "main", file);
        }

        Assert.Null(Assert.Single(LandingRound.Run(_site.App, Caller.Operator, new LandingAsk([branch]) { Strategy = strategy })).Problem);
        return task;
    }

    private void Upstream(params (string, string?)[] files)
    {
        var remote = Path.Combine(_site.Project.Folder, "upstream.git");
        _site.CommitTo("theirs", "theirs", files);
        _site.Project.Git("clone", "-q", "--bare", ".", remote);
        _site.Project.Git("remote", "add", "upstream", remote);
        _site.Project.Git("fetch", "-q", "upstream");
    }
}
