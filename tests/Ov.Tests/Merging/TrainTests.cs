using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Mail;
using Ov.Core.Merging;
using Ov.Core.Reviewing;
using Ov.Core.Tasks;

namespace Ov.Tests.Merging;

/// <summary>Several branches that are gated at once, on real repositories.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly MergeSite _site = new();

    public TrainTests() => Directory.CreateDirectory(Scratch);

    public void Dispose() => _site.Dispose();

    private string Scratch => Path.Combine(_site.Project.Folder, "scratch");

    private int Runs => File.Exists($"{Scratch}/runs") ? File.ReadAllLines($"{Scratch}/runs").Length : 0;

    [Fact]
    public void Green_branches_are_gated_once_and_land_in_one_move_of_the_target()
    {
        Gate("true");
        var tasks = Queue("a", "b", "c");
        using var app = _site.Project.OperatorApp();

        var outcomes = _site.MergeAll(app);

        Assert.All(outcomes, outcome => Assert.True(outcome.Landed, outcome.Problem?.Message));
        Assert.Equal(1, Runs);
        Assert.Equal([1, 2, 3], outcomes.Select(o => o.Entry!.Train!.Position));
        Assert.All(outcomes, o => Assert.Equal((3, 1, outcomes[0].Entry!.Train!.Id), (o.Entry!.Train!.Size, o.Entry.Train.GateRuns, o.Entry.Train.Id)));
        Assert.All(outcomes, o => Assert.True(Assert.Single(o.Entry!.Gates).Passed));
        Assert.Equal("ov merge: a, b, c", _site.Project.Git("log", "-g", "-1", "--format=%gs", "trunk").Trim());
        Assert.Equal(["c", "b", "a"], Enumerable.Range(0, 3).Select(n => _site.Project.Git("log", "-1", "--format=%(trailers:key=Ov-Branch,valueonly)", $"trunk~{n}").Trim()));
        Assert.All(tasks, task => Assert.Equal(TaskState.Closed, _site.TaskOf(task).State));
        Assert.Equal("", _site.Project.Git("for-each-ref", "refs/overstory/queue/"));
    }

    [Fact]
    public void The_branch_that_breaks_the_gates_is_found_and_set_aside_and_the_rest_lands()
    {
        Gate("test ! -e c.txt || { echo because of c; exit 1; }");
        var tasks = Queue("a", "b", "c", "d", "e");
        using var app = _site.Project.OperatorApp();

        var outcomes = _site.MergeAll(app);

        Assert.Equal("a:landed b:landed c:rejected d:landed e:landed", Told(outcomes));
        Assert.Equal("a.txt b.txt d.txt e.txt", Landed());
        Assert.Equal(TaskState.InProgress, _site.TaskOf(tasks[2]).State);
        var mail = Assert.Single(_site.MailOf("b-c"), m => m.Type == MailType.MergeFailed);
        Assert.Contains("because of c", mail.Body);
        Assert.Contains("red twice on the same tree", mail.Body);
        Assert.Contains("It fails by itself too.", mail.Body);
        Assert.DoesNotContain("c.txt", _site.Project.Git("log", "--name-only", "--format=", "trunk"));
    }

    [Fact]
    public void Gates_of_several_candidates_run_at_once_in_worktrees_and_with_ports_of_their_own()
    {
        // Once something was red no gate ends before a second one has begun: one after the other would never come to an end.
        Gate($"{{ test -e {Scratch}/red || {{ touch {Scratch}/red; exit 1; }}; }}; echo $OVERSTORY_PORT_0 >{Scratch}/lane-$(basename $PWD); "
            + $"n=0; until [ $(ls {Scratch} | grep -c lane) -ge 2 ]; do n=$((n+1)); [ $n -lt 600 ] || exit 9; sleep 0.1; done; test ! -e c.txt", "merge:\n  parallelGates: 3\n");
        File.WriteAllText(Settings, File.ReadAllText(Settings).Replace("timeout: 20s", "timeout: 90s", StringComparison.Ordinal));
        Queue("a", "b", "c", "d", "e");
        using var app = _site.Project.OperatorApp();

        Assert.Equal("a:landed b:landed c:rejected d:landed e:landed", Told(_site.MergeAll(app)));

        var ports = Directory.EnumerateFiles(Scratch, "lane-*").Select(File.ReadAllText).ToList();
        Assert.True(ports.Count >= 2);
        Assert.Equal(ports.Count, ports.Distinct().Count());
        Assert.Equal("a.txt b.txt d.txt e.txt", Landed());
        Assert.Empty(app.Ledger.Read(Intents.AllOpen));
    }

    [Fact]
    public void Two_that_break_only_together_are_named_and_the_older_lands()
    {
        Gate("test ! -e b.txt || test ! -e d.txt");
        Queue("a", "b", "c", "d", "e");
        using var app = _site.Project.OperatorApp();
        Assert.Equal("a:landed b:landed c:landed d:rejected e:landed", Told(_site.MergeAll(app)));
        Assert.Contains("By itself it passes: it fails beside b, which has landed.", Assert.Single(_site.MailOf("b-d"), m => m.Type == MailType.MergeFailed).Body);
    }

    [Fact]
    public void A_branch_that_only_passes_with_a_later_one_lands_with_it()
    {
        Gate("test ! -e a.txt || test -e c.txt");
        Queue("a", "b", "c");
        using var app = _site.Project.OperatorApp();
        Assert.Equal("a:landed b:landed c:landed", Told(_site.MergeAll(app)));
        // The last one alone is taken back by a commit that the gates see; they do not like it.
        Assert.Equal(ErrorCode.GateRed, Assert.Throws<OvException>(() => Undoer.Run(app, Caller.Operator, "trunk")).Code);
        Assert.Equal("a.txt b.txt c.txt", Landed());
    }

    [Fact]
    public void A_gate_that_fails_once_is_asked_again_and_called_flaky()
    {
        Gate($"test -e {Scratch}/again || {{ touch {Scratch}/again; exit 1; }}");
        Queue("a");
        using var app = _site.Project.OperatorApp();
        var outcome = Assert.Single(_site.MergeAll(app));
        Assert.Null(outcome.Problem);
        Assert.True(Assert.Single(outcome.Entry!.Gates).Flaky);
        Assert.Contains(outcome.Warnings, warning => warning.Contains("flaky", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gate_that_fails_on_the_target_too_blames_nobody_until_the_target_is_mended()
    {
        Gate("test -e mended.txt");
        var tasks = Queue("a", "b");
        using var app = _site.Project.OperatorApp();

        var outcomes = _site.MergeAll(app);

        Assert.Equal("a:queued b:queued", Told(outcomes));
        Assert.All(outcomes, o => Assert.Equal((ErrorCode.GateRed, true), (o.Problem!.Code, o.Entry!.Gates[0].FailsWithout)));
        Assert.Contains("fails on trunk itself", outcomes[0].Problem!.Message);
        Assert.All(tasks, task => Assert.Equal(TaskState.Completed, _site.TaskOf(task).State));
        Assert.Empty(_site.MailOf("b-a"));
        // The tick does not ask the gates again before the target moves.
        Assert.All(["a", "b"], branch => Reviewer.Approve(app, Caller.Operator, branch, null));
        var before = Runs;
        Assert.All(Merger.Run(app, Caller.Watch, "trunk", MergerOptions.Tick), o => Assert.Equal(ErrorCode.GateRed, o.Problem!.Code));
        Assert.Equal(before, Runs);

        Queue("mended");
        Assert.Equal("a:landed b:landed mended:landed", Told(_site.MergeAll(app)));
    }

    [Fact]
    public void A_branch_that_conflicts_with_one_before_it_comes_again_once_that_has_landed()
    {
        Gate("test ! -e bad.txt");
        _site.Reported("bad", ("file.txt", "uno\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("bad.txt", "x\n"));
        _site.Reported("good", ("file.txt", "zwei\n2\n3\n4\n5\n6\n7\n8\n9\n"));
        _site.Reported("last", ("last.txt", "x\n"));
        Array.ForEach(["bad", "good", "last"], branch => LandingRound.Queue(_site.App, Caller.Operator, branch, null));
        using var app = _site.Project.OperatorApp();
        Assert.Equal("bad:rejected good:landed last:landed", Told(_site.MergeAll(app)));
        Assert.StartsWith("zwei", _site.Show("trunk", "file.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_way_of_one_keeps_only_that_one_from_landing()
    {
        using var site = new MergeSite("main");
        site.Gates(("unit", "true"));
        Array.ForEach(["a", "b", "c"], branch => site.Branch(branch, ($"{branch}.txt", "x\n")));
        site.Project.Write("b.txt", "mine, not committed\n");
        using var app = site.Project.OperatorApp();
        var outcomes = LandingRound.Run(app, Caller.Operator, new LandingAsk(["a", "b", "c"]));
        Assert.Equal("a:landed b:queued c:landed", Told(outcomes));
        Assert.Equal((ErrorCode.TargetDirty, "b.txt"), (outcomes[1].Problem!.Code, Assert.Single(outcomes[1].Problem!.Lists["files"])));
        Assert.Equal("mine, not committed\n", File.ReadAllText(Path.Combine(site.Project.Root, "b.txt")));
    }

    [Fact]
    public void A_target_that_moves_while_a_train_is_gated_gets_it_built_anew()
    {
        var moving = _site.Branch("moving", ("moving.txt", "m\n"));
        var repository = Path.Combine(_site.Project.Root, ".git");
        Gate($"test -e moving.txt || git --git-dir={repository} update-ref refs/heads/trunk {moving}");
        Queue("a", "b");
        using var app = _site.Project.OperatorApp();
        Assert.Equal("a:landed b:landed", Told(_site.MergeAll(app)));
        Assert.Equal("a.txt b.txt moving.txt", Landed());
        Assert.Equal(2, Runs);
    }

    [Fact]
    public void Trains_are_as_long_as_the_settings_say()
    {
        Gate("true", "merge:\n  train: 2\n");
        Queue("a", "b", "c");
        using var app = _site.Project.OperatorApp();
        Assert.Equal([2, 2, 1], _site.MergeAll(app).Select(o => o.Entry!.Train!.Size));
        Assert.Equal(2, Runs);
    }

    [Fact]
    public void Other_variables_in_the_settings_are_another_question_to_the_gates()
    {
        Gate("true");
        Queue("a");
        using var app = _site.Project.OperatorApp();
        _site.MergeAll(app);
        _site.Project.Git("update-ref", "refs/heads/trunk", "refs/heads/trunk^1");
        _site.Project.Git("branch", "copy", "a");
        Gate("true", "env:\n  MODE: strict\n");
        using var strict = _site.Project.OperatorApp();
        Assert.False(Assert.Single(_site.Merge("copy", strict).Entry!.Gates).Cached);
    }

    /// <summary>A gate that counts its runs.</summary>
    private string Settings => Path.Combine(_site.Project.Root, ".overstory/config.yaml");

    private void Gate(string command, string more = "")
    {
        _site.Gates(("unit", $"echo x >> {Scratch}/runs; {command}"));
        File.AppendAllText(Settings, more);
    }

    private List<TaskRecord> Queue(params string[] branches)
    {
        var tasks = new List<TaskRecord>();
        foreach (var branch in branches)
        {
            tasks.Add(_site.Reported(branch, ($"{branch}.txt", "x\n")).Task);
            LandingRound.Queue(_site.App, Caller.Operator, branch, null);
        }

        return tasks;
    }

    private static string Told(IEnumerable<BranchOutcome> outcomes) => string.Join(' ', outcomes.Select(o => $"{o.Branch}:{o.Entry!.State.Word()}"));

    private string Landed() => string.Join(' ', _site.Project.Git("ls-tree", "--name-only", "trunk").Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(["README.md", "file.txt", "other.txt"]));
}
