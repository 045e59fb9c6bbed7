using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Delivering;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Tests.Merging;

namespace Ov.Tests.Delivering;

/// <summary>Landings go on to a real remote, with a lease on what it was seen to have.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly MergeSite _site = new();
    private readonly OvApp _app;

    public PublishTests()
    {
        _site.Project.Git("clone", "-q", "--bare", ".", Remote);
        _site.Project.Git("remote", "add", "origin", Remote);
        _site.Project.Write(".overstory/config.yaml", "merge:\n  publish: always\n");
        _app = _site.Project.OperatorApp();
    }

    private string Remote => Path.Combine(_site.Project.Folder, "remote.git");

    public void Dispose()
    {
        _app.Dispose();
        _site.Dispose();
    }

    [Theory]
    [InlineData("a", "a", true, PublishStep.Nothing)]
    [InlineData("b", "a", true, PublishStep.Push)]
    [InlineData("b", null, false, PublishStep.Push)]
    [InlineData("b", "a", false, PublishStep.Refuse)]
    public void What_is_done_about_the_remotes_branch(string local, string? remote, bool contains, PublishStep step) => Assert.Equal(step, Publisher.StepFor(local, remote, contains));

    [Fact]
    public void A_landing_is_pushed_and_a_train_of_them_once()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        Assert.Equal("origin", _site.Merge("one", _app).PublishedTo);
        Assert.Equal(_site.Tip("trunk"), There("trunk"));
        _site.Reported("two", ("two.txt", "2\n"));
        _site.Reported("three", ("three.txt", "3\n"));
        Assert.All(_site.MergeAll(_app), outcome => Assert.Equal("origin", outcome.PublishedTo));
        Assert.Equal(_site.Tip("trunk"), There("trunk"));
        Assert.Equal(2, Events("merge.published"));
        Assert.Empty(_app.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void A_run_may_say_otherwise_than_the_settings()
    {
        Says("never");
        _site.Reported("one", ("one.txt", "1\n"));
        var before = There("trunk");
        Assert.Null(_site.Merge("one", _app).PublishedTo);
        Assert.Equal(before, There("trunk"));
        Undoer.Run(_app, _app.Caller, "trunk");
        Assert.Equal((before, 0), (There("trunk"), Events("merge.published")));

        _site.Project.Write(".overstory/config.yaml", "merge:\n  publish: never\n");
        using var quiet = _site.Project.OperatorApp();
        Says("always");
        Assert.Equal("origin", _site.Merge("one", quiet).PublishedTo);
        Assert.Equal(_site.Tip("trunk"), There("trunk"));
        Assert.Equal(RunStarter.Start(quiet, Caller.Operator, new RunStart("two") { Publish = PublishMode.Pr }).Publish, PublishMode.Pr);
        void Says(string word) => _app.Ledger.Write(tx => tx.Sql.Run("UPDATE run SET publish = ?2 WHERE id = ?1", _site.Run.Id, word));
    }

    [Fact]
    public void A_push_that_is_refused_is_not_tried_again_by_every_tick()
    {
        _site.Project.Git("remote", "remove", "origin");
        _site.Reported("one", ("one.txt", "1\n"));
        Assert.Contains("was not pushed", Assert.Single(_site.Merge("one", _app).Warnings, warning => warning.Contains("pushed", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(_app.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void What_the_remote_has_beyond_the_target_is_never_overwritten_and_the_landing_stands()
    {
        var theirs = _site.Project.GitIn(Remote, "commit-tree", "-p", "trunk", "-m", "Theirs", "trunk^{tree}").Trim();
        _site.Project.GitIn(Remote, "update-ref", "refs/heads/trunk", theirs);
        _site.Reported("one", ("one.txt", "1\n"));
        var outcome = _site.Merge("one", _app);
        Assert.Equal((null, MergeState.Landed, null), (outcome.Problem, outcome.Entry!.State, outcome.PublishedTo));
        Assert.Contains(outcome.Warnings, warning => warning.Contains("which trunk lacks", StringComparison.Ordinal));
        Assert.Equal((theirs, 1), (There("trunk"), Events("merge.unpublished")));

        _site.Project.Git("fetch", "-q", "origin");
        _site.CommitTo("trunk", "trunk", ("own.txt", "x\n"));
        var folder = Path.Combine(_site.Project.Folder, "by-hand");
        _site.Project.Git("worktree", "add", "-q", folder, "trunk");
        _site.Project.GitIn(folder, "merge", "-q", "--no-edit", "origin/trunk");
        _site.Project.Git("worktree", "remove", "--force", folder);
        _site.Reported("two", ("two.txt", "2\n"));
        Assert.Equal("origin", _site.Merge("two", _app).PublishedTo);
        Assert.Equal(_site.Tip("trunk"), There("trunk"));
    }

    [Fact]
    public void A_remote_that_moves_between_the_look_and_the_push_keeps_what_it_got()
    {
        var seen = There("trunk");
        var theirs = _site.Project.GitIn(Remote, "commit-tree", "-p", "trunk", "-m", "Theirs", "trunk^{tree}").Trim();
        _site.Project.GitIn(Remote, "update-ref", "refs/heads/trunk", theirs);
        _site.CommitTo("trunk", "trunk", ("own.txt", "x\n"));
        var remotes = new Core.Git.GitRemotes(_app.Git);
        var refusal = Tasks.Refusal.Of(ErrorCode.GitFailed, () => remotes.Push(_site.Project.Root, remotes.Of(_site.Project.Root, "trunk")!, "trunk", _site.Tip("trunk"), seen));
        Assert.Contains("stale info", refusal.Message);
        Assert.Equal(theirs, There("trunk"));
    }

    [Fact]
    public void A_landing_that_was_pushed_is_undone_by_a_commit_which_is_pushed_too()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Merge("one", _app);
        var undone = Undoer.Run(_app, Caller.Operator, "trunk");
        Assert.Equal((UndoHow.Revert, null), (undone.Plan.How, undone.Unpublished));
        Assert.Equal(_site.Tip("trunk"), There("trunk"));
    }

    [Fact]
    public void Without_a_remote_the_landing_stands_and_says_so()
    {
        _site.Project.Git("remote", "remove", "origin");
        _site.Reported("one", ("one.txt", "1\n"));
        Assert.Contains(_site.Merge("one", _app).Warnings, warning => warning.Contains("branch.trunk.remote", StringComparison.Ordinal));
    }

    private string There(string branch) => _site.Project.GitIn(Remote, "rev-parse", $"refs/heads/{branch}").Trim();

    private long Events(string type) => _app.Ledger.Read(sql => sql.Number("SELECT count(*) FROM event WHERE type = ?1", type)) ?? 0;
}
