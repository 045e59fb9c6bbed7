using Ov.Core;
using Ov.Core.Git;

namespace Ov.Tests.Git;

public sealed class GitRefsTests : IDisposable
{
    private readonly GitScratch _git = new();
    private readonly string _one;
    private readonly string _two;
    private readonly string _three;

    public GitRefsTests()
    {
        _one = _git.Commit("one", ("f", "1\n"));
        _two = _git.Commit("two", ("f", "2\n"));
        _three = _git.Commit("three", ("f", "3\n"));
    }

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_revision_resolves_to_its_commit_or_to_nothing()
    {
        Assert.Equal(_three, _git.Refs.Resolve(_git.Root, "main"));
        Assert.Equal(_two, _git.Refs.Resolve(_git.Root, "HEAD~1"));
        Assert.Null(_git.Refs.Resolve(_git.Root, "nothing"));
        Assert.Null(_git.Refs.Resolve(_git.Root, "--all"));
        _git.Git("tag", "both", _one);
        Assert.Null(_git.Refs.Tip(_git.Root, "both"));
        Assert.True(_git.Refs.BranchExists(_git.Root, "main"));
    }

    [Fact]
    public void A_ref_moves_only_from_the_value_seen()
    {
        Assert.Equal(RefUpdate.Updated, _git.Refs.Create(_git.Root, "refs/heads/topic", _one));
        Assert.Equal(RefUpdate.Moved, _git.Refs.Create(_git.Root, "refs/heads/topic", _two));
        Assert.Equal(RefUpdate.Moved, _git.Refs.Update(_git.Root, "refs/heads/topic", _three, _two));
        Assert.Equal(_one, _git.Refs.Tip(_git.Root, "topic"));
        Assert.Equal(RefUpdate.Updated, _git.Refs.Update(_git.Root, "refs/heads/topic", _two, _one));
        Assert.Equal(RefUpdate.Moved, _git.Refs.Delete(_git.Root, "refs/heads/topic", _one));
        Assert.Equal(RefUpdate.Updated, _git.Refs.Delete(_git.Root, "refs/heads/topic", _two));
        Assert.Equal(RefUpdate.Moved, _git.Refs.Update(_git.Root, "refs/heads/topic", _three, _two));
        Assert.Equal(RefUpdate.Moved, _git.Refs.Delete(_git.Root, "refs/heads/topic", _two));
    }

    [Fact]
    public void Of_many_that_race_for_a_ref_exactly_one_wins()
    {
        _git.Refs.Create(_git.Root, "refs/heads/topic", _one);
        var outcomes = new RefUpdate[12];
        Parallel.For(0, outcomes.Length, i => outcomes[i] = _git.Refs.Update(_git.Root, "refs/heads/topic", i % 2 == 0 ? _two : _three, _one));
        Assert.Single(outcomes, o => o == RefUpdate.Updated);
    }

    [Fact]
    public void What_is_no_lost_race_fails_in_gits_words()
    {
        var failure = Assert.Throws<OvException>(() => _git.Refs.Create(_git.Root, "refs/heads/main/below", _one));
        Assert.Equal(ErrorCode.GitFailed, failure.Code);
        Assert.Contains("refs/heads/main", failure.Message);
    }

    [Fact]
    public void Refs_are_listed_by_prefix()
    {
        _git.Refs.Create(_git.Root, "refs/heads/overstory/a", _one);
        _git.Refs.Create(_git.Root, "refs/overstory/queue/1", _two);
        Assert.Equal([new GitRef("refs/heads/overstory/a", _one), new GitRef("refs/overstory/queue/1", _two)],
            _git.Refs.List(_git.Root, "refs/heads/overstory/", "refs/overstory/"));
    }

    [Fact]
    public void Kept_work_gets_a_ref_of_its_own_each_time()
    {
        var first = _git.Refs.BackUp(_git.Root, "stop", "overstory/builder/1-x", _one, GitScratch.Now);
        Assert.Equal("refs/overstory/backup/20260304-030607-089/stop/overstory/builder/1-x", first);
        Assert.Equal(first, _git.Refs.BackUp(_git.Root, "stop", "overstory/builder/1-x", _one, GitScratch.Now));
        var second = _git.Refs.BackUp(_git.Root, "stop", "overstory/builder/1-x", _two, GitScratch.Now);
        Assert.NotEqual(first, second);
        Assert.Equal((_one, _two), (_git.Refs.Resolve(_git.Root, first), _git.Refs.Resolve(_git.Root, second)));
        Assert.StartsWith(GitRefs.BackupPrefix, _git.Refs.BackUp(_git.Root, "a reason?", "..", _one, GitScratch.Now));
    }

    [Fact]
    public void Worktrees_come_and_go_and_their_branches_stay()
    {
        var path = Path.Combine(_git.Folder, "with space\nand line");
        _git.Worktrees.AddNewBranch(_git.Root, path, "topic", _two);
        var listed = Assert.Single(_git.Worktrees.CheckoutsOf(_git.Root, "topic"));
        Assert.Equal(new GitWorktree(path, _two, "topic", false, false, null, null), listed);
        var other = Path.Combine(_git.Folder, "other");
        Assert.Equal(ErrorCode.GitFailed, Assert.Throws<OvException>(() => _git.Worktrees.AddExistingBranch(_git.Root, other, "topic")).Code);
        Assert.Equal(ErrorCode.NotFound, Assert.Throws<OvException>(() => _git.Worktrees.AddExistingBranch(_git.Root, other, "gone")).Code);
        Assert.Equal(ErrorCode.Foreign, Assert.Throws<OvException>(() => _git.Worktrees.AddDetached(_git.Root, path, _one)).Code);

        File.WriteAllText(Path.Combine(path, "new"), "work");
        Assert.Throws<OvException>(() => _git.Worktrees.Remove(_git.Root, path));
        Assert.True(File.Exists(Path.Combine(path, "new")));
        _git.Worktrees.Remove(_git.Root, path, force: true);
        Assert.False(Directory.Exists(path));
        Assert.Equal(_two, _git.Refs.Tip(_git.Root, "topic"));

        _git.Worktrees.AddExistingBranch(_git.Root, other, "topic");
        Directory.Delete(other, recursive: true);
        Assert.NotNull(Assert.Single(_git.Worktrees.CheckoutsOf(_git.Root, "topic")).Prunable);
        _git.Worktrees.Remove(_git.Root, other);
        _git.Worktrees.AddDetached(_git.Root, other, _one);
        Assert.True(Assert.Single(_git.Worktrees.List(_git.Root), w => w.Path == other).IsDetached);
    }

    [Fact]
    public void Worktrees_added_at_the_same_time_all_arrive()
    {
        _git.Git("config", "branch.autoSetupMerge", "always");
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
            _git.Worktrees.AddNewBranch(_git.Root, Path.Combine(_git.Folder, $"w/{i}"), $"topic/{i}", _one));
        Assert.Equal(13, _git.Worktrees.List(_git.Root).Count);
    }
}
