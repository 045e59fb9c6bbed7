using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Config;
using Ov.Core.Merging;
using Ov.Core.Runs;
using Ov.Core.Tasks;

namespace Ov.Tests.Merging;

/// <summary>Landings that are no merge commits: what they leave in the history, and that everything still knows them as landed.</summary>
public sealed class StrategyTests : IDisposable
{
    private const string Before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private readonly MergeSite _site = new(lines: Before);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_squash_lands_one_commit_on_the_target_with_trailers()
    {
        var (task, agent) = _site.Reported("one", ("a.txt", "a\n"));
        _site.CommitTo("one", "trunk", ("b.txt", "b\n"));
        var before = _site.Tip("trunk");

        var entry = Land("one", MergeStrategy.Squash);

        Assert.Equal(before, Git("log", "-1", "--format=%P", "trunk"));
        Assert.Equal(("a\n", "b\n"), (_site.Show("trunk", "a.txt"), _site.Show("trunk", "b.txt")));
        Assert.Equal($"Task {task.Number}: Work on one", Git("log", "-1", "--format=%s", "trunk"));
        Trailers("trunk", $"Ov-Task: {task.Id}", $"Ov-Agent: {agent.Name}", "Ov-Run: run-1", $"Ov-Merge: {entry.Id}");
        Assert.Equal((MergeStrategy.Squash, TaskState.Closed), (entry.Strategy, _site.TaskOf(task).State));
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
    }

    [Fact]
    public void A_rebase_lands_the_commits_one_by_one_as_their_author_made_them()
    {
        var (task, _) = _site.Reported("one", ("a.txt", "a\n"));
        _site.CommitTo("one", "trunk", ("file.txt", Before.Replace("9\n", "neun\n")));
        _site.CommitTo("trunk", "trunk", ("file.txt", Before.Replace("1\n", "eins\n")));
        var before = _site.Tip("trunk");

        var entry = Land("one", MergeStrategy.Rebase);

        Assert.Equal(Git("log", "-2", "--format=%an %ae %aI %s", "one"), Git("log", "-2", "--format=%an %ae %aI %s", "trunk"));
        Assert.Equal(before, Git("rev-parse", "trunk~2"));
        Assert.Equal("", Git("rev-list", "--merges", $"{before}..trunk"));
        Assert.Equal(Before.Replace("1\n", "eins\n").Replace("9\n", "neun\n"), _site.Show("trunk", "file.txt"));
        Trailers("trunk", $"Ov-Task: {task.Id}", $"Ov-Merge: {entry.Id}");
        Trailers("trunk~1", $"Ov-Task: {task.Id}", $"Ov-Merge: {entry.Id}");
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
    }

    [Fact]
    public void A_rebase_leaves_out_what_the_target_has_already()
    {
        _site.Branch("one", ("a.txt", "a\n"));
        _site.CommitTo("one", "trunk", ("b.txt", "b\n"));
        _site.CommitTo("trunk", "trunk", ("a.txt", "a\n"));
        var before = _site.Tip("trunk");
        Land("one", MergeStrategy.Rebase);
        Assert.Equal(before, Git("rev-parse", "trunk~1"));
    }

    [Theory]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void Work_that_the_target_has_by_content_counts_as_landed_and_adds_nothing(MergeStrategy strategy)
    {
        var (task, _) = _site.Reported("one", ("a.txt", "a\n"));
        _site.CommitTo("trunk", "trunk", ("a.txt", "a\n"));
        var before = _site.Tip("trunk");
        Assert.Equal("already-landed", Land("one", strategy).Tier);
        Assert.Equal((before, TaskState.Closed), (_site.Tip("trunk"), _site.TaskOf(task).State));
    }

    [Fact]
    public void A_conflict_in_one_commit_of_a_rebase_is_set_aside_and_named()
    {
        var (_, owner) = _site.Reported("one", ("file.txt", Before.Replace("5\n", "fünf\n")));
        _site.CommitTo("trunk", "trunk", ("file.txt", Before.Replace("5\n", "five\n")));
        var outcome = Merge("one", MergeStrategy.Rebase);
        Assert.Equal(ErrorCode.Conflict, outcome.Problem?.Code);
        Assert.Contains($"in commit {_site.Tip("one")[..12]} (Work 1 on one)", Assert.Single(_site.MailOf(owner.Name)).Body);
        Assert.Equal("conflict", Assert.Single(Foretold("one", MergeStrategy.Rebase)).PredictedTier);
    }

    [Fact]
    public void What_a_merge_commit_of_the_branch_resolved_is_never_lost_by_a_rebase()
    {
        _site.Branch("one", ("file.txt", Before.Replace("5\n", "fünf\n")));
        _site.CommitTo("trunk", "trunk", ("other.txt", "changed\n"));
        _site.Project.Git("checkout", "-q", "one");
        _site.Project.Git("merge", "-q", "--no-commit", "trunk");
        _site.Project.Write("by-merge.txt", "only here\n");
        _site.Project.Git("add", "-A");
        _site.Project.Git("commit", "-q", "-m", "Merge with a change of its own");
        _site.Project.Git("checkout", "-q", "main");

        Assert.Equal(["by-merge.txt"], Merge("one", MergeStrategy.Rebase).Entry!.Conflicts);

        Land("one", MergeStrategy.Squash);
        Assert.Equal("only here\n", _site.Show("trunk", "by-merge.txt"));
    }

    [Theory]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void A_landing_is_taken_back_whole_and_may_land_again(MergeStrategy strategy)
    {
        var (task, _) = _site.Reported("one", ("a.txt", "a\n"));
        _site.CommitTo("one", "trunk", ("b.txt", "b\n"));
        var before = _site.Tip("trunk");
        Land("one", strategy);
        Undoer.Run(_site.App, _site.App.Caller, "trunk");
        Assert.Equal((before, TaskState.Pending), (_site.Tip("trunk"), _site.TaskOf(task).State));
        Assert.False(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));

        Land("one", strategy);
        _site.CommitTo("trunk", "trunk", ("later.txt", "later\n"));
        Undoer.Run(_site.App, _site.App.Caller, "trunk");
        Assert.Equal("file.txt\nlater.txt\nother.txt\nREADME.md".Split('\n').Order(), Git("ls-tree", "--name-only", "trunk").Split('\n').Order());
    }

    [Theory]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void More_work_on_a_branch_that_landed_lands_too(MergeStrategy strategy)
    {
        _site.Branch("one", ("file.txt", Before.Replace("5\n", "five\n")));
        Land("one", strategy);
        _site.CommitTo("one", "trunk", ("file.txt", Before.Replace("5\n", "five\n").Replace("9\n", "nine\n")));
        Land("one", strategy);
        Assert.Equal(Before.Replace("5\n", "five\n").Replace("9\n", "nine\n"), _site.Show("trunk", "file.txt"));
    }

    [Theory]
    [InlineData(MergeStrategy.Squash)]
    [InlineData(MergeStrategy.Rebase)]
    public void A_rewritten_target_still_knows_what_landed(MergeStrategy strategy)
    {
        _site.Branch("one", ("a.txt", "a\n"));
        _site.CommitTo("one", "trunk", ("b.txt", "b\n"));
        Land("one", strategy);
        _site.Project.Git("checkout", "-q", "trunk");
        _site.Project.Git("commit", "-q", "--amend", "-m", "Amended");
        _site.Project.Git("checkout", "-q", "main");
        Assert.True(LandedBranches.IsLanded(_site.App, _site.Tip("one"), "trunk"));
    }

    [Fact]
    public void A_run_begins_with_the_strategy_of_the_settings_or_its_own()
    {
        _site.Project.Write(".overstory/config.yaml", "merge:\n  strategy: rebase\n");
        using var app = _site.Project.OperatorApp();
        Assert.Equal("rebase", RunStarter.Start(app, Caller.Operator, new RunStart("two")).Strategy);
        Assert.Equal("squash", RunStarter.Start(app, Caller.Operator, new RunStart("three", Strategy: MergeStrategy.Squash)).Strategy);
    }

    [Theory]
    [InlineData("Do it\n", "Do it\n\nOv-Merge: m\n")]
    [InlineData("Do it\n\nWhy.\n", "Do it\n\nWhy.\n\nOv-Merge: m\n")]
    [InlineData("Do it\n\nSigned-off-by: A <a@b>\n", "Do it\n\nSigned-off-by: A <a@b>\nOv-Merge: m\n")]
    [InlineData("Do it\n\nOv-Merge: forged\n", "Do it\n\nOv-Merge: m\n")]
    [InlineData("fix: it\n", "fix: it\n\nOv-Merge: m\n")]
    public void Trailers_go_to_the_end_of_a_message(string message, string expected) => Assert.Equal(expected, MergeCommitText.Replayed(message, "Ov-Merge: m\n"));

    private MergeEntry Land(string branch, MergeStrategy strategy)
    {
        var outcome = Merge(branch, strategy);
        Assert.Null(outcome.Problem);
        return outcome.Entry!;
    }

    private BranchOutcome Merge(string branch, MergeStrategy strategy) =>
        Assert.Single(LandingRound.Run(_site.App, _site.App.Caller, new LandingAsk([branch]) { Strategy = strategy }));

    private IReadOnlyList<LandingForecast> Foretold(string branch, MergeStrategy strategy) =>
        LandingForecast.For(_site.App, _site.App.Caller, new LandingAsk([branch]) { Strategy = strategy });

    private string Git(params string[] arguments) => _site.Project.Git(arguments).Trim();

    private void Trailers(string revision, params string[] wanted)
    {
        var trailers = Git("log", "-1", "--format=%(trailers:only)", revision).Split('\n');
        Assert.Empty(wanted.Except(trailers));
    }
}
