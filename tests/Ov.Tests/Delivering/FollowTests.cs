using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Delivering;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Tests.Merging;

namespace Ov.Tests.Delivering;

/// <summary>A run's branch takes in what was fetched of what it follows.</summary>
public sealed class FollowTests : IDisposable
{
    private readonly MergeSite _site = new();

    public FollowTests()
    {
        _site.Project.Git("clone", "-q", "--bare", ".", Remote);
        _site.Project.Git("remote", "add", "origin", Remote);
        _site.Project.Git("fetch", "-q", "origin");
        _site.Project.Git("branch", "-q", "--set-upstream-to=origin/main", "trunk");
    }

    private string Remote => Path.Combine(_site.Project.Folder, "remote.git");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void It_moves_forward_merges_or_stays_and_fetches_nothing_by_itself()
    {
        Assert.Equal(FollowHow.UpToDate, Follow().How);
        var theirs = Upstream(("up.txt", "1\n"));
        Assert.Equal(FollowHow.UpToDate, Follow().How);
        _site.Project.Git("fetch", "-q", "origin");
        var planned = RunFollower.Plan(_site.App, Caller.Operator, _site.Run, null);
        Assert.Equal((FollowHow.Forward, "origin/main"), (planned.How, planned.Upstream));
        Assert.NotEqual(theirs, _site.Tip("trunk"));
        Follow();
        Assert.Equal(theirs, _site.Tip("trunk"));

        _site.Reported("one", ("one.txt", "1\n"));
        Assert.Null(_site.Merge("one").Problem);
        var landed = _site.Tip("trunk");
        theirs = Upstream(("up.txt", "2\n"));
        _site.Project.Git("fetch", "-q", "origin");
        Assert.Equal(FollowHow.Merge, Follow().How);
        Assert.Equal($"{landed} {theirs}", _site.Project.Git("log", "-1", "--format=%P", "trunk").Trim());
        Assert.Equal(("1\n", "2\n"), (_site.Show("trunk", "one.txt"), _site.Show("trunk", "up.txt")));
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
    }

    [Fact]
    public void What_the_upstream_squashed_is_not_merged_with_itself_and_stays_landed()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        _site.Reported("two", ("two.txt", "2\n"));
        _site.MergeAll();
        var before = _site.Tip("trunk");
        Upstream(("one.txt", "1\n"), ("two.txt", "2\n"), ("up.txt", "1\n"));
        _site.Project.Git("fetch", "-q", "origin");
        Assert.Equal(FollowHow.Adopt, Follow().How);
        Assert.Equal(_site.Project.Git("rev-parse", "origin/main").Trim(), _site.Tip("trunk"));
        Assert.All(["one", "two"], branch => Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip(branch), "trunk")));
        Assert.Contains(Backups.All(_site.App), backup => backup.Why == "before-follow" && backup.Commit == before);
    }

    [Fact]
    public void A_conflict_a_red_gate_or_no_upstream_changes_nothing()
    {
        _site.Reported("one", ("file.txt", "ours\n"));
        _site.Merge("one");
        var before = _site.Tip("trunk");
        Upstream(("file.txt", "theirs\n"));
        _site.Project.Git("fetch", "-q", "origin");
        Assert.Equal(["file.txt"], Tasks.Refusal.Of(ErrorCode.Conflict, () => Follow()).Lists["conflictFiles"]);
        Assert.Equal(["file.txt"], RunFollower.Plan(_site.App, Caller.Operator, _site.Run, null).Conflicts);

        _site.Branch("other", ("broken.txt", "x\n"));
        _site.Gates(("whole", "test ! -e broken.txt"));
        using var app = _site.Project.OperatorApp();
        Tasks.Refusal.Of(ErrorCode.GateRed, () => RunFollower.Follow(app, Caller.Operator, _site.Run, "other", false, default));
        Tasks.Refusal.Of(ErrorCode.NotOperator, () => RunFollower.Follow(app, Caller.Unidentified, _site.Run, "other", false, default));
        Tasks.Refusal.Of(ErrorCode.NotFound, () => RunFollower.Follow(app, Caller.Operator, _site.Run, "nowhere", false, default));
        _site.Project.Git("branch", "-q", "--unset-upstream", "trunk");
        Tasks.Refusal.Of(ErrorCode.NotFound, () => Follow());
        Assert.Equal(before, _site.Tip("trunk"));
    }

    private Following Follow() => RunFollower.Follow(_site.App, Caller.Operator, _site.App.Ledger.Read(sql => RunStore.ById(sql, _site.Run.Id))!, null, false, default);

    private string Upstream(params (string Path, string? Text)[] files)
    {
        var clone = Path.Combine(_site.Project.Folder, "theirs");
        if (!Directory.Exists(clone))
        {
            _site.Project.Git("clone", "-q", Remote, clone);
        }

        foreach (var (path, text) in files)
        {
            File.WriteAllText(Path.Combine(clone, path), text);
        }

        _site.Project.GitIn(clone, "add", "-A");
        _site.Project.GitIn(clone, "commit", "-q", "-m", "Theirs");
        _site.Project.GitIn(clone, "push", "-q", "origin", "HEAD:main");
        return _site.Project.GitIn(clone, "rev-parse", "HEAD").Trim();
    }
}
