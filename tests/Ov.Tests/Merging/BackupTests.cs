using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Git;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

public sealed class BackupTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void What_was_kept_is_listed_with_what_else_reaches_it()
    {
        var refs = new GitRefs(_site.App.Git);
        var before = _site.Tip("trunk");
        _site.Branch("one", ("a.txt", "a\n"));
        Assert.Null(_site.Merge("one").Problem);
        var lost = _site.Branch("gone", ("b.txt", "b\n"));
        refs.BackUp(_site.Project.Root, "removed-worktree", "gone", lost, DateTimeOffset.UtcNow);
        _site.Project.Git("branch", "-D", "gone");

        var backups = Backups.All(_site.App);

        Assert.Equal([("before-landing", "trunk", before), ("removed-worktree", "gone", lost)], backups.Select(b => (b.Why, b.Name, b.Commit)));
        Assert.NotNull(backups[0].HeldBy);
        Assert.Null(backups[1].HeldBy);
    }

    [Fact]
    public void Only_old_ones_go_and_only_where_something_else_keeps_the_commit()
    {
        var refs = new GitRefs(_site.App.Git);
        var old = DateTimeOffset.UtcNow.AddDays(-40);
        var (held, lost) = (_site.Tip("trunk"), _site.Branch("gone", ("b.txt", "b\n")));
        var goes = refs.BackUp(_site.Project.Root, "before-landing", "trunk", held, old);
        var young = refs.BackUp(_site.Project.Root, "before-landing", "trunk", held, DateTimeOffset.UtcNow);
        var only = refs.BackUp(_site.Project.Root, "removed-worktree", "gone", lost, old);
        _site.Project.Git("branch", "-D", "gone");

        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => Backups.Prune(_site.App, Caller.Unidentified, 30)).Code);
        Assert.Equal([goes], Backups.Old(_site.App, 30).Select(b => b.Ref));
        Assert.Equal([goes], Backups.Prune(_site.App, Caller.Operator, 30).Select(b => b.Ref));

        Assert.Equal([only, young], Backups.All(_site.App).Select(b => b.Ref));
    }

    [Fact]
    public void A_backup_that_lost_its_other_keeper_in_the_meantime_stays()
    {
        var lost = _site.Branch("gone", ("b.txt", "b\n"));
        new GitRefs(_site.App.Git).BackUp(_site.Project.Root, "removed-worktree", "gone", lost, DateTimeOffset.UtcNow.AddDays(-40));
        var planned = Assert.Single(Backups.Old(_site.App, 30));
        _site.Project.Git("branch", "-D", "gone");
        Assert.False(Backups.Release(_site.App, planned));
    }

    [Fact]
    public void An_earlier_landing_is_reverted_and_the_later_one_stays()
    {
        _site.Branch("one", ("a.txt", "a\n"));
        _site.Branch("two", ("b.txt", "b\n"));
        Assert.Null(_site.Merge("one").Problem);
        Assert.Null(_site.Merge("two").Problem);
        var one = _site.EntryOf("one");

        var undone = Undoer.Run(_site.App, Caller.Operator, "trunk", mergeId: one.Id);

        Assert.Equal((UndoHow.Revert, MergeState.Undone), (undone.Plan.How, undone.Entry.State));
        Assert.Equal(MergeState.Landed, _site.EntryOf("two").State);
        Assert.Equal(["README.md", "b.txt", "file.txt", "other.txt"], _site.Project.Git("ls-tree", "--name-only", "trunk").Trim().Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => Undoer.Run(_site.App, Caller.Operator, "trunk", mergeId: one.Id)).Code);
    }

    [Fact]
    public void A_merge_is_found_by_id_by_its_beginning_and_by_branch()
    {
        _site.Branch("one", ("a.txt", "a\n"));
        var entry = LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        foreach (var text in new[] { entry.Id, entry.Id["merge-".Length..][..4], entry.Id[..10], "one" })
        {
            Assert.Equal(entry.Id, _site.App.Ledger.Read(sql => MergeFinder.Require(sql, text)).Id);
        }

        Assert.Equal(ErrorCode.NotFound, Assert.Throws<OvException>(() => _site.App.Ledger.Read(sql => MergeFinder.Require(sql, "nothing"))).Code);
    }
}
