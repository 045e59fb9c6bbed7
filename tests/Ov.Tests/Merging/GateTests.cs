using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Tasks;

namespace Ov.Tests.Merging;

public sealed class GateTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    private string Scratch => Path.Combine(_site.Project.Folder, "scratch");

    private OvApp Fresh() => _site.Project.OperatorApp();

    [Fact]
    public void A_gate_sees_exactly_the_tree_that_lands_and_nothing_of_anybodys_secrets()
    {
        Directory.CreateDirectory(Scratch);
        _site.Gates(("look", $"git rev-parse HEAD > {Scratch}/head && git status --porcelain > {Scratch}/dirt && ls > {Scratch}/files && env > {Scratch}/env"));
        _site.Branch("one", ("new.txt", "new\n"));
        using var app = Fresh();
        var outcome = _site.Merge("one", app);
        Assert.Null(outcome.Problem);
        Assert.Equal(_site.Tip("trunk"), File.ReadAllText($"{Scratch}/head").Trim());
        Assert.Equal("", File.ReadAllText($"{Scratch}/dirt"));
        Assert.Contains("new.txt", File.ReadAllText($"{Scratch}/files"));
        Assert.DoesNotContain("OV_OPERATOR_TOKEN", File.ReadAllText($"{Scratch}/env"));
        Assert.True(Assert.Single(outcome.Entry!.Gates).Passed);
    }

    [Fact]
    public void A_red_gate_rejects_and_sends_the_task_back_with_the_end_of_the_output()
    {
        _site.Gates(("unit", "test ! -e bad.txt || { echo the tail of it; exit 3; }"));
        var (task, agent) = _site.Reported("bad", ("bad.txt", "x\n"));
        _site.Reported("good", ("good.txt", "x\n"));
        using var app = Fresh();
        LandingRound.Queue(app, Caller.Operator, "bad", null);
        LandingRound.Queue(app, Caller.Operator, "good", null);

        var outcomes = _site.MergeAll(app);

        Assert.Equal([MergeState.Rejected, MergeState.Landed], outcomes.Select(o => o.Entry!.State));
        Assert.Equal(ErrorCode.GateRed, outcomes[0].Problem!.Code);
        Assert.Equal(TaskState.InProgress, _site.TaskOf(task).State);
        var mail = Assert.Single(_site.MailOf(agent.Name), m => m.Type == MailType.MergeFailed);
        Assert.Contains("the tail of it", mail.Body);
        Assert.Contains("exit status 3", mail.Body);
        Assert.DoesNotContain("bad.txt", _site.Project.Git("ls-tree", "--name-only", "trunk"));
        Assert.Contains("the tail of it", File.ReadAllText(outcomes[0].Problem!.Facts["log"]));
    }

    [Fact]
    public void A_branch_does_not_change_the_gates_that_it_has_to_pass()
    {
        _site.Gates(("unit", "test ! -e bad.txt"));
        _site.Branch("sly", ("bad.txt", "x\n"));
        var folder = Path.Combine(_site.Project.Folder, "sly");
        _site.Project.Git("worktree", "add", "-q", folder, "sly");
        Directory.CreateDirectory(Path.Combine(folder, ".overstory"));
        File.WriteAllText(Path.Combine(folder, ".overstory/config.yaml"), "gates: []\nmerge:\n  syncCheckout: never\n");
        _site.Project.GitIn(folder, "add", "-f", ".overstory/config.yaml");
        _site.Project.GitIn(folder, "commit", "-q", "-m", "No gates any more");
        using var app = Fresh();
        Assert.Equal(ErrorCode.GateRed, _site.Merge("sly", app).Problem!.Code);
        using var there = new OvApp(_site.Project.Environment() with { WorkingDirectory = folder }, new OvOptions(null, null, false, false, false, false, false, "never"));
        Assert.Equal("unit", Assert.Single(there.Config.Gates).Name);
    }

    [Fact]
    public void A_verdict_on_the_same_tree_is_green_only_once_and_a_red_one_is_asked_again()
    {
        Directory.CreateDirectory(Scratch);
        _site.Gates(("count", $"echo x >> {Scratch}/runs; test ! -e new.txt || test -e {Scratch}/mended"));
        _site.Branch("one", ("new.txt", "new\n"));
        using var app = Fresh();
        Assert.Equal(ErrorCode.GateRed, _site.Merge("one", app).Problem!.Code);
        File.WriteAllText($"{Scratch}/mended", "");
        Assert.Null(_site.Merge("one", app).Problem);
        // Red, the target alone, red again; then green.
        Assert.Equal(4, File.ReadAllLines($"{Scratch}/runs").Length);
        // The same tree on the way back and forth again.
        _site.Project.Git("update-ref", "refs/heads/trunk", "refs/heads/trunk^1");
        _site.Project.Git("branch", "copy", "one");
        Assert.True(Assert.Single(_site.Merge("copy", app).Entry!.Gates).Cached);
        Assert.Equal(4, File.ReadAllLines($"{Scratch}/runs").Length);
    }

    [Fact]
    public void A_gate_that_hangs_is_ended_with_everything_it_started_and_is_red()
    {
        Directory.CreateDirectory(Scratch);
        _site.Project.Write(".overstory/config.yaml", $"gates:\n  - name: hang\n    command: \"echo x >> {Scratch}/runs; test -e new.txt || exit 0; setsid sleep 300 & echo $! > {Scratch}/pid; sleep 300\"\n    timeout: 1s\n");
        _site.Branch("one", ("new.txt", "new\n"));
        using var app = Fresh();
        var outcome = Assert.Single(LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"], Trust: true)));
        Assert.Equal(ErrorCode.GateRed, outcome.Problem!.Code);
        Assert.Contains("time limit", outcome.Entry!.Reason);
        // Once on the merge, once on the target alone: it is not waited for twice.
        Assert.Equal(2, File.ReadAllLines($"{Scratch}/runs").Length);
        var pid = File.ReadAllText($"{Scratch}/pid").Trim();
        Assert.True(!File.Exists($"/proc/{pid}/cmdline") || File.ReadAllText($"/proc/{pid}/cmdline").Length == 0);
    }

    [Fact]
    public void A_gate_that_writes_more_than_there_is_room_for_is_red_with_the_reason_and_leaves_nothing_behind()
    {
        Directory.CreateDirectory(Scratch);
        File.WriteAllText($"{Scratch}/fill.sh", "test -e bad.txt || exit 0\ntrap '' XFSZ\nulimit -f 64\ncat /dev/zero > filled\n");
        _site.Gates(("fill", $"sh {Scratch}/fill.sh"));
        var (_, agent) = _site.Reported("bad", ("bad.txt", "x\n"));
        _site.Branch("good", ("good.txt", "x\n"));
        using var app = Fresh();
        Assert.Equal(ErrorCode.GateRed, _site.Merge("bad", app).Problem!.Code);
        Assert.Contains("File too large", Assert.Single(_site.MailOf(agent.Name), m => m.Type == MailType.MergeFailed).Body, StringComparison.Ordinal);
        Assert.Null(_site.Merge("good", app).Problem);
        Assert.False(File.Exists(Path.Combine(IntegrationWorktree.Of(app, "trunk").Path, "filled")));
        Assert.Equal("", _site.Project.GitIn(IntegrationWorktree.Of(app, "trunk").Path, "status", "--porcelain"));
    }

    [Fact]
    public void A_gate_may_print_any_bytes_and_any_amount_and_is_judged_by_its_status()
    {
        Directory.CreateDirectory(Scratch);
        File.WriteAllText($"{Scratch}/loud.sh", "head -c 9000000 /dev/urandom; printf '\\033]0;title\\007the end'; test ! -e bad.txt\n");
        _site.Gates(("loud", $"sh {Scratch}/loud.sh"));
        var (_, agent) = _site.Reported("bad", ("bad.txt", "x\n"));
        _site.Branch("good", ("good.txt", "x\n"));
        using var app = Fresh();
        Assert.Equal(ErrorCode.GateRed, _site.Merge("bad", app).Problem!.Code);
        Assert.EndsWith("the end", _site.EntryOf("bad") is { } entry ? Assert.Single(entry.Gates).Log is { } log ? File.ReadAllText(log) : "" : "", StringComparison.Ordinal);
        Assert.InRange(Assert.Single(_site.MailOf(agent.Name), m => m.Type == MailType.MergeFailed).Body.Length, 1, 10_000);
        Assert.Null(_site.Merge("good", app).Problem);
    }

    [Fact]
    public void Gates_that_were_not_approved_do_not_run_and_only_the_operator_approves()
    {
        Directory.CreateDirectory(Scratch);
        _site.Project.Write(".overstory/config.yaml", $"gates:\n  - name: evil\n    command: \"touch {Scratch}/ran\"\n");
        var (_, _) = _site.Reported("one", ("new.txt", "new\n"));
        using var app = Fresh();
        var refusal = _site.Merge("one", app).Problem!;
        Assert.Equal(ErrorCode.Untrusted, refusal.Code);
        Assert.Contains("touch", refusal.Message);
        Assert.Contains("--trust", refusal.Hint);
        Assert.Equal(MergeState.Queued, _site.EntryOf("one").State);
        using var desk = _site.Project.App();
        Assert.Equal(ErrorCode.NotOperator, Assert.Throws<OvException>(() => LandingRound.Run(desk, desk.Caller, new LandingAsk([], Trust: true))).Code);
        Assert.False(File.Exists($"{Scratch}/ran"));
        Assert.True(Assert.Single(LandingRound.Run(app, Caller.Operator, new LandingAsk([], Trust: true))).Landed);
        Assert.True(File.Exists($"{Scratch}/ran"));
    }

    [Fact]
    public void A_target_that_moves_while_the_gates_run_is_built_upon_again()
    {
        var moving = _site.Branch("moving", ("moving.txt", "m\n"));
        var repository = Path.Combine(_site.Project.Root, ".git");
        // The first run of the gate moves the target, as a person's push would.
        _site.Gates(("race", $"test -e moving.txt || git --git-dir={repository} update-ref refs/heads/trunk {moving}"));
        _site.Branch("one", ("one.txt", "1\n"));
        using var app = Fresh();
        var outcome = _site.Merge("one", app);
        Assert.Null(outcome.Problem);
        Assert.Equal(2, outcome.Entry!.Attempts);
        Assert.Equal(moving, _site.Project.Git("rev-parse", "trunk^1").Trim());
        Assert.Equal("m\n", _site.Show("trunk", "moving.txt"));
    }

    [Fact]
    public void A_target_that_never_stands_still_leaves_the_entry_queued()
    {
        Directory.CreateDirectory(Scratch);
        // Another file each time, so that no verdict on an earlier tree answers for this one.
        File.WriteAllText($"{Scratch}/move.sh", $"""
            export GIT_DIR={_site.Project.Root}/.git GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
            blob=$(git rev-parse trunk | git hash-object -w --stdin)
            tree=$( (git ls-tree trunk; printf '100644 blob %s\tmoved-%s\n' $blob $blob) | git mktree)
            git update-ref refs/heads/trunk $(git commit-tree -p trunk -m moved $tree)
            """);
        _site.Gates(("race", $"sh {Scratch}/move.sh"));
        _site.Branch("one", ("one.txt", "1\n"));
        using var app = Fresh();
        var outcome = _site.Merge("one", app);
        Assert.Equal(ErrorCode.TargetMoved, outcome.Problem!.Code);
        Assert.Equal((MergeState.Queued, 5), (outcome.Entry!.State, outcome.Entry.Attempts));
        Assert.DoesNotContain("one.txt", _site.Project.Git("ls-tree", "--name-only", "trunk"));
        Assert.Empty(app.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void An_interrupted_merge_is_queued_again_and_its_gate_is_ended()
    {
        Directory.CreateDirectory(Scratch);
        Assert.Equal(0, Ov.Core.Processes.Libc.MakeFifo($"{Scratch}/started", 0x180));
        _site.Gates(("long", $"echo $$ > {Scratch}/started; sleep 300"));
        _site.Branch("one", ("one.txt", "1\n"));
        using var app = Fresh();
        using var stop = new CancellationTokenSource();
        var pid = "";
        var reader = new Thread(() =>
        {
            pid = File.ReadAllText($"{Scratch}/started").Trim();
            stop.Cancel();
        });
        reader.Start();
        Assert.ThrowsAny<OperationCanceledException>(() => LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"]), stop.Token));
        reader.Join();
        Assert.Equal(MergeState.Queued, _site.EntryOf("one").State);
        Assert.Empty(app.Ledger.Read(Intents.AllOpen));
        Assert.True(!File.Exists($"/proc/{pid}/cmdline") || File.ReadAllText($"/proc/{pid}/cmdline").Length == 0);
    }

    [Fact]
    public void The_kept_worktree_is_made_clean_for_every_merge_whatever_a_gate_did_in_it()
    {
        _site.Gates(("messy", "git checkout -q -B trunk-copy; rm -rf file.txt other.txt; echo junk > junk.txt; git add -A; git -c user.name=g -c user.email=g@g commit -qm gate; mkdir -p n/.git; touch .git.lock"));
        _site.Branch("one", ("one.txt", "1\n"));
        _site.Branch("two", ("two.txt", "2\n"));
        using var app = Fresh();
        Assert.Null(_site.Merge("one", app).Problem);
        Assert.Null(_site.Merge("two", app).Problem);
        Assert.Equal([".", "README.md", "file.txt", "one.txt", "other.txt", "two.txt"], _site.Project.Git("ls-tree", "--name-only", "trunk").Split('\n', StringSplitOptions.RemoveEmptyEntries).Prepend("."));
        var (copyExists, mine) = (_site.Project.Git("branch", "--list", "trunk-copy").Trim().Length > 0, _site.Project.Git("status", "--porcelain"));
        Assert.True(copyExists);
        Assert.Equal("", mine);
    }
}
