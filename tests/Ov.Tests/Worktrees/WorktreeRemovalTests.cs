using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Tasks;
using Ov.Core.Worktrees;
using Ov.Tests.Merging;

namespace Ov.Tests.Worktrees;

/// <summary>14.4 rows 9 and 14: nothing that has not landed is ever lost with a worktree, and mail stays.</summary>
public sealed class WorktreeRemovalTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    private string PathOf(string name) => _site.PathOf(name);

    private (AgentRecord Agent, WorktreeRecord Worktree) Made(string name, string role = "builder", bool commit = true, AgentState ended = AgentState.Completed) =>
        _site.AgentWorktree(name, role, commit, ended);

    private WorktreeRemoval Remove(string name, bool force = false, Caller? caller = null) =>
        WorktreeRemover.Remove(_site.App, caller ?? Caller.Operator, new WorktreeInspector(_site.App).Look(WorktreeFinder.Require(_site.App, name)), force);

    private ErrorCode Refusal(string name, bool force = false, Caller? caller = null) => Assert.Throws<OvException>(() => Remove(name, force, caller)).Code;

    [Fact]
    public void A_landed_worktree_goes_with_its_branch_and_its_mail_stays()
    {
        var (agent, row) = Made("b1");
        _site.App.Ledger.Write(tx => Mailbox.Deliver(tx, tx.Files, new MailDraft("operator", "b1", MailType.Info, "unread", "unread")));
        _site.Merge(row.Branch);
        var mails = _site.App.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message WHERE state = 'queued'"));
        var removal = Remove("b1", caller: Caller.Unidentified);
        Assert.True(removal.BranchDeleted);
        Assert.Empty(removal.Backups);
        Assert.False(Directory.Exists(row.Path));
        Assert.Equal("", _site.Project.Git("branch", "--list", row.Branch));
        Assert.Equal(mails, _site.App.Ledger.Read(sql => sql.Number("SELECT count(*) FROM message WHERE state = 'queued'")));
        Assert.NotNull(_site.App.Ledger.Read(sql => AgentStore.ById(sql, agent.Id)));
        Assert.Equal(ErrorCode.NotFound, Assert.Throws<OvException>(() => WorktreeFinder.Require(_site.App, "b1")).Code);
    }

    [Theory]
    [InlineData("builder")]
    [InlineData("lead")]
    public void Unlanded_work_is_refused_whoever_did_it(string role)
    {
        var (_, row) = Made("a1", role);
        Assert.Equal(ErrorCode.Unlanded, Refusal("a1"));
        Assert.True(Directory.Exists(row.Path));
        var cleaned = Assert.Single(WorktreeCleaner.Run(_site.App, Caller.Operator, all: true, force: false));
        Assert.Equal(ErrorCode.Unlanded, cleaned.Verdict.Refusal!.Code);
        Assert.NotEqual("", _site.Project.Git("branch", "--list", row.Branch));
    }

    [Fact]
    public void Dirty_work_is_refused_and_forced_it_is_kept_whole()
    {
        var (_, row) = Made("b1");
        _site.Merge(row.Branch);
        File.WriteAllText(Path.Combine(row.Path, "b1.txt"), "unstaged\n");
        File.WriteAllText(Path.Combine(row.Path, "new.txt"), "untracked\n");
        Assert.Equal(ErrorCode.Dirty, Refusal("b1"));
        Assert.Equal(ErrorCode.NotOperator, Refusal("b1", force: true, Caller.Unidentified));
        Assert.True(File.Exists(Path.Combine(row.Path, "new.txt")));

        var removal = Remove("b1", force: true);

        Assert.False(Directory.Exists(row.Path));
        var backup = removal.Backups[0];
        Assert.StartsWith("refs/overstory/backup/", backup);
        Assert.Equal("unstaged\n", _site.Show(backup, "b1.txt"));
        Assert.Equal("untracked\n", _site.Show(backup, "new.txt"));
        _site.Project.Git(removal.UndoHint!.Split(' ')[1..]);
        Assert.Equal("untracked\n", File.ReadAllText(Path.Combine(row.Path, "new.txt")));
    }

    [Fact]
    public void Forced_unlanded_commits_are_kept_and_the_branch_of_an_open_task_stays()
    {
        var (_, row) = Made("b1");
        var (_, open) = Made("b2");
        var task = _site.Project.AddTask(_site.Run, "Open");
        _site.App.Ledger.Write(tx => TaskStore.SetBranch(tx, task.Id, open.Branch));
        var tip = _site.Tip(row.Branch);
        var removal = Remove("b1", force: true);
        Assert.True(removal.BranchDeleted);
        Assert.Equal(tip, _site.Project.Git("rev-parse", removal.Backups[0]).Trim());
        Assert.False(Remove("b2", force: true).BranchDeleted);
        Assert.NotEqual("", _site.Tip(open.Branch));
    }

    [Fact]
    public void A_commit_that_only_the_checkout_holds_counts_as_work()
    {
        var (_, row) = Made("b1", commit: false);
        _site.Project.GitIn(row.Path, "switch", "-q", "--detach");
        File.WriteAllText(Path.Combine(row.Path, "loose.txt"), "loose\n");
        _site.Project.GitIn(row.Path, "add", "-A");
        _site.Project.GitIn(row.Path, "commit", "-q", "-m", "Loose");
        Assert.Equal(ErrorCode.Unlanded, Refusal("b1"));
        Assert.Equal("loose\n", _site.Show(Assert.Single(Remove("b1", force: true).Backups), "loose.txt"));
    }

    [Fact]
    public void A_live_agents_worktree_is_refused_even_by_force()
    {
        Made("b1", commit: false, ended: AgentState.Working);
        Assert.Equal(ErrorCode.State, Refusal("b1"));
        Assert.Equal(ErrorCode.State, Refusal("b1", force: true));
        Assert.Empty(WorktreeCleaner.Run(_site.App, Caller.Operator, all: true, force: true));
    }

    [Fact]
    public void A_lead_whose_workers_live_keeps_its_worktree()
    {
        var (lead, _) = Made("lead-1", "lead", commit: false);
        _site.Project.AddAgent(_site.Run, "w1", parent: lead);
        var cleaned = Assert.Single(WorktreeCleaner.Run(_site.App, Caller.Operator, all: true, force: false));
        Assert.True(cleaned.Verdict.ByChildren);
    }

    [Fact]
    public void A_checkout_that_ov_did_not_make_is_left_to_its_maker()
    {
        var mine = PathOf("mine");
        _site.Project.Git("worktree", "add", "-q", "-b", "mine", mine, "trunk");
        Assert.Equal(ErrorCode.Foreign, Assert.Throws<OvException>(() => WorktreeFinder.Require(_site.App, mine)).Code);
        Assert.Equal(ErrorCode.Foreign, Assert.Throws<OvException>(() => WorktreeFinder.Require(_site.App, _site.Project.Root)).Code);
        Assert.Empty(WorktreeCleaner.Run(_site.App, Caller.Operator, all: true, force: true));
        Assert.True(Directory.Exists(mine));
    }

    [Fact]
    public void A_locked_worktree_stays_until_it_is_unlocked()
    {
        var (_, row) = Made("b1", commit: false);
        _site.Project.Git("worktree", "lock", "--reason", "in use", row.Path);
        Assert.Equal((row.Path, row.Branch, true, false), WorktreeItem.All(_site.App).Single() is var item ? (item.Path, item.Branch, item.Locked, item.Missing) : default);
        Assert.Equal(ErrorCode.Protected, Refusal("b1"));
        _site.Project.Git("worktree", "unlock", row.Path);
        Remove("b1");
    }

    [Fact]
    public void Clean_takes_what_is_finished_and_says_why_the_rest_stays()
    {
        var (_, landed) = Made("done-1");
        var (_, unlanded) = Made("done-2");
        Made("stopped-1", commit: false, ended: AgentState.Stopped);
        _site.Merge(landed.Branch);
        Assert.Equal([landed.Branch], WorktreeCleaner.Plan(_site.App, all: false, force: false).Where(c => c.Verdict.Refusal is null).Select(c => c.Facts.Worktree.Branch));
        Assert.True(Directory.Exists(landed.Path));
        var cleaned = WorktreeCleaner.Run(_site.App, Caller.Unidentified, all: false, force: false);
        Assert.Equal([true, false], cleaned.Select(c => c.Removal is not null));
        Assert.False(Directory.Exists(landed.Path));
        Assert.True(Directory.Exists(unlanded.Path));
        Assert.True(Directory.Exists(PathOf("stopped-1")));
        Assert.Contains(WorktreeCleaner.Run(_site.App, Caller.Operator, all: true, force: false), c => c.Facts.Name == "stopped-1" && c.Removal is not null);
    }

    [Fact]
    public void Prune_forgets_a_folder_that_is_gone_but_not_its_unlanded_branch()
    {
        var (_, row) = Made("b1");
        Directory.Delete(row.Path, recursive: true);
        var pruned = Assert.Single(WorktreeCleaner.Prune(_site.App, Caller.Unidentified));
        Assert.NotNull(pruned.Removal);
        Assert.NotEqual("", _site.Tip(row.Branch));
        Assert.DoesNotContain("/b1", _site.Project.Git("worktree", "list", "--porcelain"));
        Assert.Empty(WorktreeCleaner.PlanPrune(_site.App));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_removal_that_died_is_given_up_or_finished(bool kept)
    {
        var (_, row) = Made("b1", commit: false);
        File.WriteAllText(Path.Combine(row.Path, "new.txt"), "untracked\n");
        var data = new WorktreeRemovalIntent(row.Id, "b1", row.Path, row.Branch, _site.Tip(row.Branch), DeleteBranch: true, [], Removing: kept);
        _site.App.Ledger.Write(tx =>
        {
            WorktreeStore.SetState(tx, row.Id, WorktreeState.Removing);
            Intents.Open(tx, WorktreeRemovalIntent.Kind, row.Id, data.Write());
        });

        WorktreeRemovalRepair.Repair(_site.App, Assert.Single(_site.App.Ledger.Read(Intents.AllOpen)));

        Assert.Empty(_site.App.Ledger.Read(Intents.AllOpen));
        var now = _site.App.Ledger.Read(sql => WorktreeStore.ById(sql, row.Id))!;
        Assert.Equal(kept ? WorktreeState.Removed : WorktreeState.Ready, now.State);
        Assert.Equal(!kept, Directory.Exists(row.Path));
        if (kept)
        {
            Assert.Equal("untracked\n", _site.Show(now.Backup!, "new.txt"));
        }
    }
}
