using Ov.Core;

namespace Ov.EndToEnd.BadInput;

/// <summary>A machine that is not as it should be: full disks, files where folders belong, clocks that are wrong. A sentence, and nothing broken.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private static readonly string[] Everyday = ["status", "task list", "task add One", "mail list", "run list", "doctor", "worktree list", "show 1", "watch --once", "prime"];

    private readonly OvProject _project = new("watch:\n  enabled: false\n");

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z")]
    [InlineData("2100-12-31T23:59:59.999Z")]
    public void A_clock_that_is_far_off_changes_nothing_but_the_times(string now)
    {
        _project.Ov("task", "add", "Before").Ok();
        _project.Box.Variables["OV_TEST_CLOCK"] = now;
        foreach (var command in Everyday.Except(["doctor"]))
        {
            _project.Ov(command.Split(' ')).Ok();
        }

        _project.Ov("sling", "1", "--name", "alice").Ok();
        _project.Ov("mail", "send", "--to", "alice", "--subject", "Hello", "--body", "b").Ok();
        Assert.DoesNotContain("-", _project.Ov("status").Ok().Stdout.Split('\n').First(line => line.Contains("alice", StringComparison.Ordinal)).Replace("alice", "").Split('#')[0]);
        _project.Ov("stop", "--all", "--yes").Ok();
    }

    [Theory]
    [InlineData("rm -f .overstory/config.yaml; mkdir .overstory/config.yaml")]
    [InlineData("printf '\\000\\377\\376garbage: [' >.overstory/config.yaml")]
    [InlineData("head -c 3000000 /dev/zero | tr '\\0' '[' >.overstory/config.yaml")]
    [InlineData("printf 'a: &a [*a, *a]\\nb: *a\\n' >.overstory/config.yaml")]
    [InlineData("printf 'agents: no\\nwatch: [1]\\nmerge: {}\\n' >.overstory/config.yaml")]
    [InlineData("rm -rf .overstory; touch .overstory")]
    [InlineData("rm -rf .git/overstory; touch .git/overstory")]
    [InlineData("rm .git/overstory/ov.db*; mkdir .git/overstory/ov.db")]
    [InlineData("rm .git/overstory/ov.db*; : >.git/overstory/ov.db")]
    [InlineData("rm .git/overstory/ov.db*; head -c 8192 /dev/urandom >.git/overstory/ov.db")]
    [InlineData("rm -f .git/overstory/write.lock; mkdir .git/overstory/write.lock")]
    [InlineData("printf 'gitdir: ../nowhere\\n' >../gitfile; mv .git ../hidden; mv ../gitfile .git")]
    [InlineData(": >.git/HEAD")]
    public void Files_that_are_not_what_they_should_be_get_a_sentence(string damage)
    {
        _project.Box.Run("sh", ["-c", damage]).Ok();
        foreach (var command in Everyday)
        {
            Honest(_project.Ov(command.Split(' ')));
        }
    }

    [Theory]
    [InlineData("env -u HOME")]
    [InlineData("env HOME=relative")]
    [InlineData("env HOME=/dev/null")]
    [InlineData("env TMPDIR=/nowhere/at/all")]
    [InlineData("env PATH=")]
    [InlineData("env TERM= LC_ALL=xx_YY.broken")]
    [InlineData("env OVERSTORY_PROJECT_ROOT=/nowhere")]
    [InlineData("env OVERSTORY_AGENT_NAME=nobody")]
    [InlineData("env GIT_DIR=/nowhere GIT_WORK_TREE=/")]
    public void An_odd_environment_gets_an_answer_or_a_sentence(string environment)
    {
        foreach (var command in Everyday)
        {
            Honest(_project.Box.Run("sh", ["-c", $"exec /usr/bin/{environment} {Path.Combine(_project.Box.Bin, "ov")} {command}"]));
        }
    }

    [Fact]
    public void A_path_as_deep_as_the_system_allows_is_a_place_to_work_in()
    {
        var run = _project.Box.Run("bash", ["-c", "d=$(printf 'x%.0s' $(seq 200)); for i in $(seq 18); do mkdir $d && cd $d; done; ov status && ov task add Deep"]);
        Honest(run);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public void A_full_disk_is_said_and_the_ledger_is_sound_afterwards()
    {
        var disk = Path.Combine(_project.Box.Root, "disk");
        Directory.CreateDirectory(disk);
        _project.Box.Variables["OV_OPERATOR_TOKEN"] = "";
        var mounted = _project.Box.Run("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk]);
        Assert.SkipWhen(mounted.ExitCode != 0, "a tmpfs may not be mounted here");
        try
        {
            _project.Box.Run("sh", ["-c", "git init -q . && git commit -q --allow-empty -m First && ov init --test && ov task add Before"], disk).Ok();
            _project.Box.Run("sh", ["-c", "cat /dev/zero >filler 2>/dev/null; true"], disk).Ok();
            foreach (var command in new[] { "task add Another", "mail send --to operator --subject s --body b", "run start more --target main", "status", "sling 1", "spec write 1 --body x" })
            {
                var run = _project.Box.Run("sh", ["-c", $"for i in 1 2 3 4 5 6 7 8; do ov {command} >../out 2>../err || {{ status=$?; cat ../err >&2; exit $status; }}; done"], disk);
                Honest(run);
            }

            _project.Box.Run("sh", ["-c", "rm filler; ov task add After && ov doctor --category ledger"], disk).Ok();
        }
        finally
        {
            _project.Box.Run("ov", ["stop", "--all", "--yes"], disk);
            _project.Box.Run("umount", ["-l", disk]);
        }
    }

    [Fact]
    public void On_a_full_disk_a_merge_says_so_at_whatever_step_and_lands_once_there_is_room()
    {
        var disk = Path.Combine(_project.Box.Root, "disk");
        Directory.CreateDirectory(disk);
        Assert.SkipWhen(_project.Box.Run("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", disk]).ExitCode != 0, "a tmpfs may not be mounted here");
        try
        {
            _project.Box.Run("sh", ["-c", """
                git init -q -b main . && ov init --test --token-file ../disk-token --check 'head -c 100000 /dev/zero >made' && printf 'watch:\n  enabled: false\n' >.overstory/config.local.yaml
                git add -A && git commit -q -m First && git branch work && git switch -q -c one && echo 1 >one.txt && git add one.txt && git commit -q -m One && git switch -q main
                """], disk).Ok();
            _project.Box.Variables["OV_OPERATOR_TOKEN"] = File.ReadAllText(Path.Combine(_project.Box.Root, "disk-token")).Trim();
            string Tip() => _project.Box.Run("git", ["rev-parse", "work"], disk).Ok().Stdout.Trim();
            var (before, refused, merge) = (Tip(), 0, default(OvRun));
            for (var room = 0; room < 1000; room += 20)
            {
                _project.Box.Run("sh", ["-c", $"rm -f filler; free=$(df --output=avail -k . | tail -1); head -c $(( free > {room} ? (free - {room}) * 1024 : 0 )) /dev/zero >filler"], disk).Ok();
                merge = _project.Box.Run("ov", ["merge", "--branch", "one", "--into", "work"], disk);
                if (merge.ExitCode == 0)
                {
                    break;
                }

                Honest(merge);
                Assert.Equal(before, Tip());
                refused++;
            }

            Assert.InRange(refused, 2, 49);
            Assert.Equal("1", _project.Box.Run("git", ["show", "work:one.txt"], disk).Ok().Stdout.Trim());
            Assert.Equal("1", _project.Box.Run("git", ["rev-list", "--count", "--first-parent", $"{before}..work"], disk).Ok().Stdout.Trim());
            _project.Box.Run("sh", ["-c", "rm filler; git fsck --connectivity-only && ov doctor --category ledger"], disk).Ok();
        }
        finally
        {
            _project.Box.Run("umount", ["-l", disk]);
        }
    }

    [Fact]
    public void On_a_read_only_disk_what_only_reads_answers_and_the_rest_says_why()
    {
        var disk = Path.Combine(_project.Box.Root, "disk");
        Directory.CreateDirectory(disk);
        _project.Box.Variables["OV_OPERATOR_TOKEN"] = "";
        Assert.SkipWhen(_project.Box.Run("mount", ["-t", "tmpfs", "-o", "size=20m", "tmpfs", disk]).ExitCode != 0, "a tmpfs may not be mounted here");
        try
        {
            _project.Box.Run("sh", ["-c", "git init -q . && git commit -q --allow-empty -m First && ov init --test && ov task add Before && mount -o remount,ro ."], disk).Ok();
            foreach (var command in new[] { "status", "task list", "mail list", "show 1", "prime", "worktree list", "config show" })
            {
                _project.Box.Run("ov", command.Split(' '), disk).Ok();
            }

            foreach (var command in new[] { "task add Another", "sling 1", "mail send --to operator --subject s --body b", "run start more --target main", "watch --once" })
            {
                var run = _project.Box.Run("ov", command.Split(' '), disk);
                Honest(run);
                Assert.Contains("Read-only file system", run.Stderr);
            }

            _project.Box.Run("sh", ["-c", "mount -o remount,rw . && ov task add After && ov doctor --category ledger"], disk).Ok();
        }
        finally
        {
            _project.Box.Run("umount", ["-l", disk]);
        }
    }

    [Fact]
    public void When_the_kernel_ends_a_writer_at_the_limit_of_file_sizes_the_ledger_is_sound()
    {
        Assert.SkipUnless(OvBinary.IsNative, "the managed runtime itself does not start under such a limit");
        var run = _project.Box.Run("bash", ["-c", "ulimit -f 100; for i in $(seq 40); do ov task add \"Task $i\" --body $(head -c 60000 /dev/zero | tr '\\0' x) || exit; done"]);
        Assert.NotEqual(0, run.ExitCode);
        using var ledger = _project.OpenLedger();
        Assert.Empty(ledger.CheckIntegrity());
        _project.Ov("task", "add", "After").Ok();
    }

    private static void Honest(OvRun run)
    {
        Assert.True(ErrorCode.All.Any(code => code.Exit == run.ExitCode) || run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("[internal]", run.Stderr);
        Assert.DoesNotContain("made a mistake", run.Stderr);
        Assert.DoesNotContain("   at Ov.", run.Stderr);
        Assert.True(run.ExitCode == 0 || run.Stderr.Contains("Error [", StringComparison.Ordinal), run.ToString());
        Assert.True(run.Stderr.Length < 6000, run.ToString());
    }
}
