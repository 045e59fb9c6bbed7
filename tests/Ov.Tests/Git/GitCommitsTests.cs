using Ov.Core.Git;
using Ov.Core.Processes;

namespace Ov.Tests.Git;

public sealed class GitCommitsTests : IDisposable
{
    private readonly GitScratch _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public void A_commit_is_made_as_the_user_at_the_given_time_and_moves_nothing()
    {
        var head = _git.Commit("one", ("f", "1\n"));
        var oid = _git.Commits.Create(_git.Root, new CommitDraft(
            _git.Commits.Tree(_git.Root, head), [head], "Änderung\n\nText\n\nOverstory-Agent: builder-1\nOverstory-Task: 3\n", GitScratch.Now));
        var commit = _git.Commits.Read(_git.Root, oid);
        Assert.Equal((oid, "Änderung", new GitIdentity("Pat Doe", "pat@example.com")), (commit.Oid, commit.Subject, commit.Author));
        Assert.Equal([head], commit.Parents);
        Assert.Equal(GitScratch.Now.ToUnixTimeSeconds(), commit.CommittedAt.ToUnixTimeSeconds());
        Assert.Equal(("builder-1", "3", null), (commit.Trailer("overstory-agent"), commit.Trailer("Overstory-Task"), commit.Trailer("Other")));
        Assert.Equal("2026-03-04T05:06:07+02:00 Pat Doe", _git.Git("log", "-1", "--format=%aI %cn", oid));
        Assert.Equal(head, _git.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void The_users_environment_names_the_author_and_without_any_user_it_is_ov()
    {
        Assert.Equal(new GitIdentity("Pat Doe", "pat@example.com"), _git.Commits.Identity(_git.Root));
        _git.Variables["GIT_AUTHOR_NAME"] = "Ann";
        _git.Variables["GIT_AUTHOR_EMAIL"] = "ann@example.com";
        Assert.Equal(new GitIdentity("Ann", "ann@example.com"), Fresh().Identity(_git.Root));
        _git.Variables.Remove("GIT_AUTHOR_NAME");
        _git.Variables.Remove("GIT_AUTHOR_EMAIL");
        File.Delete(Path.Combine(_git.Variables["HOME"], ".gitconfig"));
        Assert.Equal(GitIdentity.Ov, Fresh().Identity(_git.Root));

        GitCommits Fresh() => new(new GitProgram(new ProcessRunner(_git.Variables), _git.Variables));
    }

    [Fact]
    public void History_is_counted_compared_and_listed()
    {
        var one = _git.Commit("one", ("f", "1\n"));
        _git.Git("checkout", "--quiet", "-b", "topic");
        var two = _git.Commit("two\n\nbody", ("g", "2\n"));
        _git.Git("checkout", "--quiet", "main");
        var three = _git.Commit("three", ("h", "3\n"));
        _git.Git("merge", "--quiet", "--no-edit", "topic");
        Assert.Equal(one, _git.Commits.MergeBase(_git.Root, two, three));
        Assert.True(_git.Commits.IsAncestor(_git.Root, two, "main"));
        Assert.False(_git.Commits.IsAncestor(_git.Root, three, two));
        Assert.Equal(3, _git.Commits.Count(_git.Root, $"{one}..main"));
        Assert.Equal(["Merge branch 'topic'", "three", "one"], _git.Commits.FirstParentLog(_git.Root, "main").Select(c => c.Subject));
        Assert.Single(_git.Commits.FirstParentLog(_git.Root, "main", 1));
        Assert.Equal(4, _git.Commits.Log(_git.Root, "main").Count);
        Assert.Empty(_git.Commits.Log(_git.Root, "main..main"));
        _git.Git("checkout", "--quiet", "--orphan", "unrelated");
        var apart = _git.Commit("apart");
        Assert.Null(_git.Commits.MergeBase(_git.Root, apart, one));
    }

    [Fact]
    public void Changed_files_name_renames_and_odd_paths_whatever_the_users_settings()
    {
        _git.Git("config", "color.ui", "always");
        _git.Git("config", "diff.noprefix", "true");
        _git.Git("config", "diff.external", "false");
        var from = _git.Commit("one", ("old", "1\n2\n3\n4\n5\n"), ("gone", "x\n"), ("kept", "k\n"));
        File.Delete(_git.PathOf("gone"));
        File.Move(_git.PathOf("old"), _git.PathOf("new"));
        var to = _git.Commit("two", ("kept", "k2\n"), ("ä \"quoted\"\n", "q\n"));
        Assert.Equal(
            [new ChangedFile('D', "gone"), new ChangedFile('M', "kept"), new ChangedFile('R', "new", "old"), new ChangedFile('A', "ä \"quoted\"\n")],
            _git.Diffs.ChangedFiles(_git.Root, from, to));
        var text = _git.Diffs.Text(_git.Root, from, to);
        Assert.Contains("diff --git a/kept b/kept", text);
        Assert.Contains("\n-k\n+k2\n", text);
    }

    [Fact]
    public void A_patch_id_survives_a_rebase_and_tells_changes_apart()
    {
        var numbers = string.Join('\n', Enumerable.Range(1, 40)) + "\n";
        var @base = _git.Commit("base", ("f", numbers));
        _git.Git("checkout", "--quiet", "-b", "topic");
        var topic = _git.Commit("topic", ("f", numbers.Replace("\n30\n", "\nthirty\n")));
        _git.Git("checkout", "--quiet", "main");
        var moved = _git.Commit("main", ("f", "zero\n" + numbers));
        _git.Git("cherry-pick", topic);
        var id = _git.Diffs.PatchId(_git.Root, @base, topic);
        Assert.NotNull(id);
        Assert.Equal(id, _git.Diffs.PatchId(_git.Root, moved, "main"));
        Assert.NotEqual(id, _git.Diffs.PatchId(_git.Root, @base, "main"));
        Assert.Null(_git.Diffs.PatchId(_git.Root, topic, topic));
    }
}
