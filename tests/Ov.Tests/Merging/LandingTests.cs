using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Worktrees;

namespace Ov.Tests.Merging;

/// <summary>The landing rule: a ref never moves under a checkout, and nobody's uncommitted work is touched (14.4 row 10).</summary>
public sealed class LandingTests : IDisposable
{
    private MergeSite _site = new("main");

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_checkout_of_the_target_follows_and_keeps_staged_unstaged_and_untracked_work_byte_for_byte()
    {
        _site.Branch("one", ("new.txt", "new\n"), ("other.txt", "changed\n"));
        _site.Project.Write("file.txt", "1\n2\n3\n4\n5\n6\n7\n8\nnine, staged\n");
        _site.Project.Git("add", "file.txt");
        _site.Project.Write("README.md", "A project.\nunstaged\r\n");
        _site.Project.Write("untracked.bin", "\0\u0001untracked");
        var staged = _site.Project.Git("ls-files", "-s", "file.txt");

        Assert.Null(_site.Merge("one").Problem);

        Assert.Equal("new\n", File.ReadAllText(Path.Combine(_site.Project.Root, "new.txt")));
        Assert.Equal("changed\n", File.ReadAllText(Path.Combine(_site.Project.Root, "other.txt")));
        Assert.Equal("1\n2\n3\n4\n5\n6\n7\n8\nnine, staged\n", File.ReadAllText(Path.Combine(_site.Project.Root, "file.txt")));
        Assert.Equal("A project.\nunstaged\r\n", File.ReadAllText(Path.Combine(_site.Project.Root, "README.md")));
        Assert.Equal("\0\u0001untracked", File.ReadAllText(Path.Combine(_site.Project.Root, "untracked.bin")));
        Assert.Equal(staged, _site.Project.Git("ls-files", "-s", "file.txt"));
        Assert.Equal("main", _site.Project.Git("branch", "--show-current").Trim());
        Assert.Equal("", _site.Project.Git("stash", "list"));
    }

    [Theory]
    [InlineData("staged")]
    [InlineData("unstaged")]
    [InlineData("untracked")]
    public void Work_in_the_way_stops_the_landing_names_the_file_and_stays_as_it_is(string kind)
    {
        _site.Branch("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("new.txt", "new\n"));
        var file = kind == "untracked" ? "new.txt" : "file.txt";
        _site.Project.Write(file, "mine\n");
        if (kind == "staged")
        {
            _site.Project.Git("add", file);
        }

        var (before, tip) = (_site.Fingerprint(_site.Project.Root), _site.Tip("main"));
        var outcome = _site.Merge("one");

        Assert.Equal(ErrorCode.TargetDirty, outcome.Problem!.Code);
        Assert.Equal([file], outcome.Problem.Lists["files"]);
        Assert.Equal(MergeState.Queued, outcome.Entry!.State);
        Assert.Equal(before, _site.Fingerprint(_site.Project.Root));
        Assert.Equal(tip, _site.Tip("main"));

        // A second look has no second effect.
        var events = _site.App.Ledger.Read(sql => sql.Number("SELECT max(seq) FROM event"));
        Assert.Equal(ErrorCode.TargetDirty, Assert.Single(_site.MergeAll()).Problem!.Code);
        Assert.Equal(events, _site.App.Ledger.Read(sql => sql.Number("SELECT max(seq) FROM event")));

        _site.Project.Git("reset", "-q", "--hard");
        File.Delete(Path.Combine(_site.Project.Root, "new.txt"));
        Assert.Equal(MergeState.Landed, Assert.Single(_site.MergeAll()).Entry!.State);
    }

    [Fact]
    public void The_users_checkout_of_another_branch_is_not_touched_at_all()
    {
        _site.Project.Git("switch", "-q", "-c", "mine");
        _site.Branch("one", ("file.txt", "eins\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Project.Write("file.txt", "mine\n");
        var before = _site.Fingerprint(_site.Project.Root);
        Assert.Null(_site.Merge("one").Problem);
        Assert.Equal(before, _site.Fingerprint(_site.Project.Root));
        Assert.StartsWith("eins", _site.Show("main", "file.txt"));
    }

    [Fact]
    public void A_target_checked_out_in_another_worktree_is_landed_there()
    {
        _site.Project.Git("switch", "-q", "-c", "mine");
        var elsewhere = Path.Combine(_site.Project.Folder, "elsewhere");
        _site.Project.Git("worktree", "add", "-q", elsewhere, "main");
        _site.Branch("one", ("new.txt", "new\n"));
        Assert.Null(_site.Merge("one").Problem);
        Assert.Equal("new\n", File.ReadAllText(Path.Combine(elsewhere, "new.txt")));
        Assert.Equal("", _site.Project.GitIn(elsewhere, "status", "--porcelain"));
    }

    [Fact]
    public void Uncommitted_work_of_an_agent_whose_checkout_moves_is_kept_first()
    {
        _site.Project.Git("switch", "-q", "-c", "mine");
        var elsewhere = Path.Combine(_site.Project.Folder, "elsewhere");
        _site.Project.Git("worktree", "add", "-q", elsewhere, "main");
        var agent = _site.Project.AddAgent(_site.Run, "lead-1", "lead");
        _site.App.Ledger.Write(tx => WorktreeStore.Insert(tx, new WorktreeRecord("worktree-1", agent.Id, _site.Run.Id, elsewhere, "main", "", WorktreeState.Ready, [], tx.Now, null, null)));
        File.WriteAllText(Path.Combine(elsewhere, "half.txt"), "half\n");
        _site.Branch("one", ("new.txt", "new\n"));
        Assert.Null(_site.Merge("one").Problem);
        var kept = _site.Project.Git("for-each-ref", "--format=%(refname)", "refs/overstory/wip/lead-1/").Trim();
        Assert.Equal("half\n", _site.Project.Git("show", $"{kept}:half.txt"));
        Assert.Equal("half\n", File.ReadAllText(Path.Combine(elsewhere, "half.txt")));
    }

    [Fact]
    public void A_bare_repository_lands_without_any_checkout()
    {
        var bare = Path.Combine(_site.Project.Folder, "bare.git");
        _site.Branch("one", ("new.txt", "new\n"));
        _site.Project.Git("clone", "-q", "--bare", ".", bare);
        var environment = _site.Project.Environment() with { WorkingDirectory = bare };
        using (var made = Ov.Core.Ledger.OvLedger.Create(Ov.Core.Ledger.LedgerFiles.In(bare), environment))
        {
        }

        using var app = new OvApp(environment, new OvOptions(null, null, false, false, false, false, false, "never"));
        var outcome = Assert.Single(LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"], Into: "main")));
        Assert.Null(outcome.Problem);
        Assert.Equal("new\n", _site.Project.GitIn(bare, "show", "main:new.txt"));
    }

    [Fact]
    public void A_rebase_of_the_target_that_is_in_progress_is_waited_for()
    {
        _site.CommitTo("base", "main", ("file.txt", "base\n"));
        _site.Branch("one", ("new.txt", "new\n"));
        _site.Project.Write("file.txt", "mine\n");
        _site.Project.Git("commit", "-qam", "Mine");
        Assert.Throws<InvalidOperationException>(() => _site.Project.Git("rebase", "-q", "base"));
        var outcome = _site.Merge("one");
        Assert.Equal(ErrorCode.TargetDirty, outcome.Problem!.Code);
        Assert.Contains("rebase", outcome.Problem.Message);
        _site.Project.Git("rebase", "--abort");
        Assert.Equal(MergeState.Landed, Assert.Single(_site.MergeAll()).Entry!.State);
    }

    [Fact]
    public void Where_checkouts_are_never_synced_only_the_operators_own_word_lands()
    {
        var (_, _) = _site.Reported("one", ("new.txt", "new\n"));
        _site.Project.Write(".overstory/config.yaml", "merge:\n  syncCheckout: never\n");
        Reviewer.Approve(_site.App, Caller.Operator, "one", null);
        var tip = _site.Tip("main");
        using var desk = _site.Project.App();
        Assert.Equal(ErrorCode.TargetDirty, _site.Merge("one", desk).Problem!.Code);
        Assert.Equal(tip, _site.Tip("main"));
        using var person = _site.Project.OperatorApp();
        Assert.Null(_site.Merge("one", person).Problem);
    }

    [Fact]
    public void Two_mergers_at_once_land_everything_once()
    {
        _site.Dispose();
        _site = new MergeSite();
        foreach (var name in Enumerable.Range(1, 6).Select(i => $"b{i}"))
        {
            _site.Reported(name, ($"{name}.txt", $"{name}\n"));
            LandingRound.Queue(_site.App, Caller.Operator, name, null);
        }

        var outcomes = new System.Collections.Concurrent.ConcurrentBag<BranchOutcome>();
        var threads = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            using var app = _site.Project.App();
            foreach (var outcome in LandingRound.Run(app, Caller.Operator, new LandingAsk([])))
            {
                outcomes.Add(outcome);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        Assert.Equal(6, outcomes.Count(o => o.Landed));
        Assert.Equal("6", _site.Project.Git("rev-list", "--count", "--first-parent", "main..trunk").Trim());
        Assert.Equal(6, _site.App.Ledger.Read(sql => MergeStore.LandedOn(sql, "trunk", 100)).Select(e => e.Landing).Distinct().Count());
    }

    [Fact]
    public void A_second_merger_that_may_not_wait_says_who_holds_the_target()
    {
        using var held = TargetLease.Take(_site.App, "main", "lead-1", TimeSpan.Zero);
        var refusal = Assert.Throws<OvException>(() => Merger.Run(_site.App, Caller.Operator, "main", MergerOptions.Tick));
        Assert.Equal(ErrorCode.Busy, refusal.Code);
        Assert.Contains("lead-1", refusal.Message);
    }
}
