using Ov.Core;
using Ov.Core.Git;

namespace Ov.Tests.Git;

public sealed class GitSnapshotsTests : IDisposable
{
    private readonly GitScratch _git = new();

    private GitSnapshots Snapshots => new(_git.Program);

    public void Dispose() => _git.Dispose();

    [Fact]
    public void All_uncommitted_work_is_kept_and_the_checkout_stays_byte_for_byte()
    {
        var head = _git.Commit("one", ("staged", "1\n"), ("unstaged", "1\n"), ("deleted", "1\n"), (".gitignore", "*.log\n"));
        _git.Write("staged", "2\n");
        _git.Git("add", "staged");
        _git.Write("unstaged", "2\n");
        File.Delete(_git.PathOf("deleted"));
        _git.Write("new/ä file", "2\n");
        _git.Write("ignored.log", "2\n");
        var index = File.ReadAllBytes(Path.Combine(_git.GitDir, "index"));
        var status = Status();
        var snapshot = Snapshots.Take(_git.Root, "Kept before stop", GitScratch.Now)!;

        Assert.Equal(index, File.ReadAllBytes(Path.Combine(_git.GitDir, "index")));
        Assert.Equal(status, Status());
        Assert.Empty(snapshot.NotKept);
        Assert.Equal(
            [new ChangedFile('D', "deleted"), new ChangedFile('A', "new/ä file"), new ChangedFile('M', "staged"), new ChangedFile('M', "unstaged")],
            _git.Diffs.ChangedFiles(_git.Root, head, snapshot.Oid));
        Assert.Equal(head, _git.Commits.Read(_git.Root, snapshot.Oid).Parents[0]);
        Assert.Equal(head, _git.Git("rev-parse", "HEAD"));
        Assert.Empty(Directory.GetFiles(_git.GitDir, "ov-snapshot*"));

        string Status() => _git.Program.Text(GitCall.Read(_git.Root, "status", "--porcelain=v2", "-z", "--ignored"));
    }

    [Fact]
    public void Staged_content_that_the_files_no_longer_have_is_kept_too()
    {
        var head = _git.Commit("one", ("f", "1\n"));
        _git.Write("f", "staged\n");
        _git.Git("add", "f");
        _git.Write("f", "1\n");
        var snapshot = Snapshots.Take(_git.Root, "kept", GitScratch.Now)!;
        Assert.Equal("1", _git.Git("show", snapshot.Oid + ":f"));
        Assert.Equal("staged", _git.Git("show", snapshot.Oid + "^2:f"));
        Assert.Equal(head, _git.Git("rev-parse", snapshot.Oid + "^1"));
    }

    [Fact]
    public void Nothing_uncommitted_makes_no_commit()
    {
        _git.Commit("one", ("f", "1\n"), (".gitignore", "*.log\n"));
        _git.Write("x.log", "ignored");
        Assert.Null(Snapshots.Take(_git.Root, "kept", GitScratch.Now));
    }

    [Fact]
    public void Work_before_the_first_commit_and_in_the_middle_of_a_conflict_is_kept()
    {
        _git.Write("f", "first\n");
        var unborn = Snapshots.Take(_git.Root, "kept", GitScratch.Now)!;
        Assert.Empty(_git.Commits.Read(_git.Root, unborn.Oid).Parents);
        Assert.Equal("first", _git.Git("show", unborn.Oid + ":f"));

        _git.Commit("base", ("f", "1\n"));
        _git.Git("checkout", "--quiet", "-b", "other");
        _git.Commit("theirs", ("f", "2\n"));
        _git.Git("checkout", "--quiet", "main");
        _git.Commit("ours", ("f", "3\n"));
        _git.Program.Run(GitCall.Change(_git.Root, "merge", "other"));
        Assert.Equal(["f"], _git.Status.Read(_git.Root).Conflicted);
        var conflicted = Snapshots.Take(_git.Root, "kept", GitScratch.Now)!;
        Assert.Contains("<<<<<<<", _git.Git("show", conflicted.Oid + ":f"));
        Assert.Equal(["f"], _git.Status.Read(_git.Root).Conflicted);
    }

    [Fact]
    public void A_change_made_in_the_same_instant_as_the_index_is_not_missed()
    {
        _git.Git("config", "core.checkStat", "minimal");
        _git.Git("config", "core.trustctime", "false");
        _git.Commit("one", ("f", "aaaa\n"));
        // Same size, same time as the index: only the content tells, and only a distrustful git looks at it.
        var instant = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(_git.PathOf("f"), instant);
        _git.Git("update-index", "--refresh");
        File.SetLastWriteTimeUtc(Path.Combine(_git.GitDir, "index"), instant);
        _git.Write("f", "bbbb\n");
        File.SetLastWriteTimeUtc(_git.PathOf("f"), instant);
        var snapshot = Snapshots.Take(_git.Root, "kept", GitScratch.Now);
        Assert.Equal("bbbb", _git.Git("show", snapshot!.Oid + ":f"));
    }

    [Fact]
    public void A_repository_inside_the_checkout_is_named_as_not_kept()
    {
        _git.Commit("one", ("f", "1\n"));
        _git.Git("init", "--quiet", _git.PathOf("inner"));
        _git.Write("inner/file", "deep\n");
        _git.GitIn(_git.PathOf("inner"), "add", "--all");
        _git.GitIn(_git.PathOf("inner"), "commit", "--quiet", "-m", "deep");
        Assert.Equal(["inner"], Snapshots.Take(_git.Root, "kept", GitScratch.Now)!.NotKept);
    }

    [Fact]
    public void A_linked_worktree_is_kept_through_its_own_index()
    {
        var head = _git.Commit("one", ("f", "1\n"));
        var path = Path.Combine(_git.Folder, "linked");
        _git.Worktrees.AddNewBranch(_git.Root, path, "topic", head);
        File.WriteAllText(Path.Combine(path, "new"), "agent work\n");
        var snapshot = Snapshots.Take(path, "kept", GitScratch.Now)!;
        Assert.Equal("agent work", _git.Git("show", snapshot.Oid + ":new"));
        Assert.Equal(ErrorCode.NotARepository, Assert.Throws<OvException>(() => Snapshots.Take(_git.Folder, "kept", GitScratch.Now)).Code);
    }

    [Fact]
    public void Status_sorts_every_kind_of_uncommitted_work()
    {
        _git.Commit("one", ("staged", "1\n"), ("both", "1\n"), ("unstaged", "1\n"), ("from", "1\n2\n3\n4\n"));
        Assert.False(_git.Status.Read(_git.Root).IsDirty);
        _git.Write("staged", "2\n");
        _git.Write("both", "2\n");
        _git.Git("add", "--all");
        _git.Git("mv", "from", "to ä");
        _git.Write("both", "3\n");
        _git.Write("unstaged", "2\n");
        _git.Write("dir/new", "1\n");
        var status = _git.Status.Read(_git.Root);
        Assert.Equal(["both", "staged", "to ä"], status.Staged);
        Assert.Equal(["both", "unstaged"], status.Unstaged);
        Assert.Equal(["dir/new"], status.Untracked);
        Assert.Equal(["dir/"], _git.Status.Read(_git.Root, eachUntrackedFile: false).Untracked);
        Assert.Equal(["both", "dir/new", "staged", "to ä", "unstaged"], status.AllPaths);
        Assert.Equal(("main", null, null), (status.Branch, status.Upstream, status.Ahead));
        Assert.True(status.IsDirty);
    }

    [Fact]
    public void Status_tells_how_far_the_branch_is_from_its_upstream()
    {
        _git.Commit("one", ("f", "1\n"));
        _git.Git("checkout", "--quiet", "-b", "topic", "--track", "main");
        _git.Commit("two", ("f", "2\n"));
        var status = _git.Status.Read(_git.Root);
        Assert.Equal(("topic", "main", 1, 0), (status.Branch, status.Upstream, status.Ahead, status.Behind));
    }
}
