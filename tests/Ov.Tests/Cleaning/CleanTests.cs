using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Cleaning;
using Ov.Core.Ledger;
using Ov.Core.Merging;
using Ov.Core.Worktrees;
using Ov.Tests.Merging;
using Ov.Tests.Support;

namespace Ov.Tests.Cleaning;

/// <summary>A clean-up takes everything that ended agents left and loses nothing of it.</summary>
public sealed class CleanTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    private CleanPlan Clean(bool all = true) => new Cleaner(_site.App, all) is var cleaner ? cleaner.Run(Caller.Operator, cleaner.Plan()) : null!;

    private string[] Refs(string below) => _site.Project.Git("for-each-ref", "--format=%(refname)", below).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Unlanded_and_uncommitted_work_is_kept_and_everything_of_an_ended_agent_goes()
    {
        var (_, row) = _site.AgentWorktree("b1", ended: AgentState.Stopped);
        var tip = _site.Tip(row.Branch);
        File.WriteAllText(Path.Combine(row.Path, "new.txt"), "untracked\n");

        var removal = Assert.Single(Clean().Worktrees).Removal!;

        Assert.False(Directory.Exists(row.Path));
        Assert.Empty(Refs($"refs/heads/{row.Branch}"));
        Assert.Equal("untracked\n", _site.Show(removal.Backups[0], "new.txt"));
        Assert.Contains(removal.Backups, backup => _site.Project.Git("rev-parse", backup).Trim() == tip);
        _site.Project.Git(removal.UndoHint!.Split(' ')[1..]);
        Assert.Equal("untracked\n", File.ReadAllText(Path.Combine(row.Path, "new.txt")));
        Assert.Empty(Clean().Lines);
    }

    [Fact]
    public void Without_all_only_what_completed_agents_left_goes()
    {
        var (_, stopped) = _site.AgentWorktree("b1", ended: AgentState.Stopped);
        var (_, completed) = _site.AgentWorktree("b2");
        Clean(all: false);
        Assert.True(Directory.Exists(stopped.Path));
        Assert.False(Directory.Exists(completed.Path));
    }

    [Fact]
    public void Nothing_goes_while_an_agent_is_at_work()
    {
        var (_, row) = _site.AgentWorktree("b1");
        _site.AgentWorktree("b2", ended: AgentState.Working);
        Assert.Equal(ErrorCode.State, Assert.Throws<OvException>(() => Clean()).Code);
        Assert.True(Directory.Exists(row.Path));
    }

    [Fact]
    public void Another_run_and_its_agents_stay_when_one_run_is_cleaned()
    {
        var (_, row) = _site.AgentWorktree("b1", ended: AgentState.Stopped);
        var other = _site.Project.AddRun("other", target: "main");
        _site.Project.AddAgent(other, "b2");
        string[] of(string run) => ["clean", "--all", "--run", run, "--yes"];
        (string, string)[] operatorToken = [("OV_OPERATOR_TOKEN", _site.App.Environment.Variable("OV_OPERATOR_TOKEN")!)];

        Assert.Equal(4, _site.Project.Ov(operatorToken, of("other")).Exit);
        Assert.True(Directory.Exists(row.Path));
        Assert.Equal(0, _site.Project.Ov(operatorToken, of(_site.Run.Name)).Exit);
        Assert.False(Directory.Exists(row.Path));
    }

    [Fact]
    public void What_people_and_other_programs_made_stays()
    {
        var mine = _site.PathOf("mine");
        _site.Project.Git("worktree", "add", "-q", "-b", "mine", mine, "trunk");
        _site.Project.Git("branch", "overstory/unknown/1-x", "trunk");
        _site.Project.Git("update-ref", "refs/notes/mine", _site.Tip("trunk"));
        var (_, locked) = _site.AgentWorktree("b1", ended: AgentState.Stopped);
        _site.Project.Git("worktree", "lock", "--reason", "I look at it", locked.Path);
        var stray = Path.Combine(_site.PathOf("stray"), "file.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(stray)!);
        File.WriteAllText(stray, "mine\n");

        var kept = Assert.Single(Clean().Worktrees);

        Assert.Equal(ErrorCode.Protected, kept.Verdict.Refusal!.Code);
        Assert.True(Directory.Exists(mine) && Directory.Exists(locked.Path) && File.Exists(stray));
        Assert.NotEmpty(Refs("refs/heads/overstory/unknown/1-x"));
        Assert.NotEmpty(Refs("refs/notes/mine"));
    }

    [Fact]
    public void Uncommitted_work_kept_on_the_way_and_pins_of_no_merge_become_backups()
    {
        var (_, row) = _site.AgentWorktree("b1", ended: AgentState.Stopped);
        var snapshot = _site.Project.Git("commit-tree", "-m", "Uncommitted work of b1", "HEAD^{tree}").Trim();
        _site.Project.Git("update-ref", "refs/overstory/wip/b1/20260101-000000-000", snapshot);
        _site.Project.Git("update-ref", "refs/overstory/wip/somebody/20260101-000000-000", snapshot);
        var pinned = _site.Project.Git("commit-tree", "-m", "Of a merge that died", "HEAD^{tree}").Trim();
        QueuePins.Pin(_site.App, "gone", pinned);
        QueuePins.Pin(_site.App, "trunk", _site.Tip("trunk"));

        var refs = Clean().Refs;

        Assert.Empty(Refs("refs/overstory/wip/b1"));
        Assert.NotEmpty(Refs("refs/overstory/wip/somebody"));
        Assert.Empty(Refs("refs/overstory/queue"));
        Assert.Equal(snapshot, _site.Project.Git("rev-parse", refs.Single(item => item.Commit == snapshot).Backup!).Trim());
        Assert.Equal(pinned, _site.Project.Git("rev-parse", refs.Single(item => item.Commit == pinned).Backup!).Trim());
        Assert.Null(refs.Single(item => item.Commit == _site.Tip("trunk")).Backup);
    }

    [Fact]
    public void A_kept_checkout_of_merges_goes_unless_a_merge_is_in_it()
    {
        _site.Branch("feature", ("new.txt", "new\n"));
        _site.Merge("feature");
        var checkout = Assert.Single(Directory.GetDirectories(_site.Project.Files.Integration));
        using (TargetLease.Take(_site.App, "trunk", "somebody", TimeSpan.Zero))
        {
            Assert.NotNull(Clean().Folders.Single(folder => folder.Path == checkout).ErrorMessage);
        }

        Assert.True(Clean().Folders.Single(folder => folder.Path == checkout).Removed);
        Assert.False(Directory.Exists(checkout));
    }
}
