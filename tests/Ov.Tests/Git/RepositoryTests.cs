using Ov.Core.Git;

namespace Ov.Tests.Git;

public sealed class RepositoryTests : IDisposable
{
    private readonly GitScratch _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_repository_is_found_from_any_folder_in_it()
    {
        Directory.CreateDirectory(_git.PathOf("a/b"));
        var expected = new Repository(_git.Root, _git.GitDir, _git.GitDir);
        Assert.Equal(expected, RepositoryLocator.Find(_git.Root));
        Assert.Equal(expected, RepositoryLocator.Find(_git.PathOf("a/b")));
        Assert.Equal(_git.Root, expected.MainRoot);
        Assert.False(expected.IsLinkedWorktree);
    }

    [Fact]
    public void Outside_a_repository_there_is_none()
    {
        Assert.Null(RepositoryLocator.Find(_git.Folder));
        Assert.Null(RepositoryLocator.Find(Path.Combine(_git.Folder, "gone")));
        // A folder that merely has the name is none either.
        Directory.CreateDirectory(Path.Combine(_git.Folder, "fake/.git"));
        Assert.Null(RepositoryLocator.Find(Path.Combine(_git.Folder, "fake")));
    }

    [Fact]
    public void A_linked_worktree_leads_to_the_shared_git_folder_as_git_says()
    {
        _git.Commit("one", ("f", "1\n"));
        var path = Path.Combine(_git.Folder, "linked");
        _git.Git("worktree", "add", "--quiet", "-b", "topic", path);
        var found = RepositoryLocator.Find(path)!;
        Assert.Equal(path, found.WorktreeRoot);
        Assert.Equal(_git.GitIn(path, "rev-parse", "--absolute-git-dir"), found.GitDir);
        Assert.Equal(_git.GitDir, found.CommonDir);
        Assert.True(found.IsLinkedWorktree);
        Assert.Equal(_git.Root, found.MainRoot);
        Assert.Equal("topic", HeadReader.CurrentBranch(found.GitDir));
        Assert.Equal("main", HeadReader.CurrentBranch(found.CommonDir));
    }

    [Fact]
    public void Bare_repositories_symbolic_links_and_moved_git_folders_are_understood()
    {
        var bare = Path.Combine(_git.Folder, "bare.git");
        _git.Git("init", "--quiet", "--bare", bare);
        Assert.Equal(new Repository(null, bare, bare), RepositoryLocator.Find(Path.Combine(bare, "refs")));

        var link = Path.Combine(_git.Folder, "link");
        Directory.CreateSymbolicLink(link, _git.Root);
        Assert.Equal(_git.Root, RepositoryLocator.Find(link)!.WorktreeRoot);

        var apart = Path.Combine(_git.Folder, "apart");
        _git.Git("init", "--quiet", "--separate-git-dir", Path.Combine(_git.Folder, "kept"), apart);
        Assert.Equal(new Repository(apart, Path.Combine(_git.Folder, "kept"), Path.Combine(_git.Folder, "kept")), RepositoryLocator.Find(apart));
    }

    [Fact]
    public void A_detached_head_has_no_branch_and_an_unborn_one_has()
    {
        Assert.Equal("main", HeadReader.CurrentBranch(_git.GitDir));
        var oid = _git.Commit("one");
        _git.Git("checkout", "--quiet", oid);
        Assert.Null(HeadReader.CurrentBranch(_git.GitDir));
        Assert.Null(HeadReader.CurrentBranch(_git.Folder));
    }

    [Theory]
    [InlineData("topic", true)]
    [InlineData("overstory/builder-1/3-fix", true)]
    [InlineData("käse", true)]
    [InlineData("", false)]
    [InlineData("HEAD", false)]
    [InlineData("-x", false)]
    [InlineData("a..b", false)]
    [InlineData("a/.b", false)]
    [InlineData("a//b", false)]
    [InlineData("/a", false)]
    [InlineData("a.lock", false)]
    [InlineData("a.lock/b", false)]
    [InlineData("a b", false)]
    [InlineData("a~1", false)]
    [InlineData("a@{1}", false)]
    [InlineData("a.", false)]
    [InlineData("@", false)]
    public void Branch_names_are_judged_as_git_judges_them(string name, bool valid)
    {
        Assert.Equal(valid, RefName.IsValidBranch(name));
        var result = _git.Program.Run(GitCall.Read(_git.Root, "check-ref-format", "--branch", name));
        // git expands @{-1} and @; apart from that both must agree.
        if (!name.Contains('@'))
            Assert.Equal(valid, result.ExitCode == 0);
        Assert.Equal(0, _git.Program.Run(GitCall.Read(_git.Root, "check-ref-format", "refs/x/" + RefName.Sanitize(name))).ExitCode);
    }

    [Fact]
    public void An_unfinished_operation_is_seen_without_asking_git()
    {
        _git.Commit("base", ("f", "1\n"));
        _git.Git("checkout", "--quiet", "-b", "other");
        _git.Commit("theirs", ("f", "2\n"));
        _git.Git("checkout", "--quiet", "main");
        _git.Commit("ours", ("f", "3\n"));
        Assert.Equal(GitOperation.None, OperationInProgress.In(_git.GitDir));
        Fails("merge", "other");
        Assert.Equal(GitOperation.Merge, OperationInProgress.In(_git.GitDir));
        _git.Git("merge", "--abort");
        Fails("rebase", "other");
        Assert.Equal(GitOperation.Rebase, OperationInProgress.In(_git.GitDir));
        _git.Git("rebase", "--abort");
        Fails("cherry-pick", "other");
        Assert.Equal(GitOperation.CherryPick, OperationInProgress.In(_git.GitDir));
        _git.Git("cherry-pick", "--abort");
        Assert.Equal(GitOperation.None, OperationInProgress.In(_git.GitDir));
    }

    [Fact]
    public void The_exclude_block_is_ours_and_the_rest_stays_byte_for_byte()
    {
        var path = Path.Combine(_git.GitDir, "info", "exclude");
        byte[] before = [.. "# mine\r\n*.o"u8, 0xff];
        File.WriteAllBytes(path, before);
        GitExcludes.Add(_git.GitDir, "/CLAUDE.local.md", "/käse");
        GitExcludes.Add(_git.GitDir, "/käse", "/more");
        Assert.Equal(["/CLAUDE.local.md", "/käse", "/more"], GitExcludes.List(_git.GitDir));
        var text = File.ReadAllBytes(path);
        Assert.True(text.AsSpan().StartsWith(before));
        _git.Write("käse", "x");
        _git.Write("other", "x");
        Assert.Equal("?? other", _git.Git("status", "--porcelain"));
        GitExcludes.Remove(_git.GitDir, "/CLAUDE.local.md", "/käse", "/more");
        GitExcludes.Remove(_git.GitDir, "/käse");
        Assert.Equal([.. before, (byte)'\n'], File.ReadAllBytes(path));
    }

    [Fact]
    public void Excludes_added_at_the_same_time_are_all_there()
    {
        Parallel.For(0, 20, i => GitExcludes.Add(_git.GitDir, $"/file-{i}"));
        Assert.Equal(20, GitExcludes.List(_git.GitDir).Count);
    }

    [Fact]
    public void A_block_can_be_followed_by_the_users_own_lines()
    {
        var path = Path.Combine(_git.GitDir, "info", "exclude");
        File.WriteAllText(path, "a\n# >>> ov\n/x\n# <<< ov\nb\n");
        GitExcludes.Add(_git.GitDir, "/y");
        Assert.Equal("a\n# >>> ov\n/x\n/y\n# <<< ov\nb\n", File.ReadAllText(path));
        GitExcludes.Clear(_git.GitDir);
        Assert.Equal("a\nb\n", File.ReadAllText(path));
    }

    private void Fails(params string[] arguments) =>
        Assert.NotEqual(0, _git.Program.Run(GitCall.Change(_git.Root, arguments)).ExitCode);
}
