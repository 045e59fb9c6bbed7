using System.Diagnostics;
using Ov.EndToEnd.KillPoints;

namespace Ov.EndToEnd.Manners;

/// <summary>Ctrl-C and SIGTERM at any moment: the ledger is consistent, the children are ended, one tick puts right what is left.</summary>
public sealed class InterruptTests
{
    /// <summary>Changes what moments are hit; printed when a test fails.</summary>
    private const int Seed = 20261121;

    [Theory]
    [InlineData("INT", 130, "interrupted")]
    [InlineData("TERM", 143, "terminated")]
    public void A_merge_with_a_running_gate_ends_it_and_queues_the_branch_again(string signal, int exit, string code)
    {
        using var team = new Team("main");
        var begun = Path.Combine(team.Box.Root, "begun");
        team.Box.WriteFile("check.sh", $"touch {begun}; exec sleep 600\n");
        team.Box.Git("commit", "-qam", "A check that hangs");
        var seen = team.Box.Git("rev-parse", team.Target);
        var branch = team.Finished("alice");
        var run = Signalled(team, signal, () => File.Exists(begun), "merge", "--branch", branch).Refused(exit, code);
        Assert.Equal("", run.Stdout);
        Assert.Equal("queued", team.Project.Rows("SELECT state FROM merge", row => row.Text("state")).Single());
        Assert.Equal(0, team.Project.Count("SELECT COUNT(*) FROM intent WHERE state = 'open'"));
        Assert.Equal(seen, team.Box.Git("rev-parse", team.Target));
        Assert.DoesNotContain("sleep 600", team.Box.Run("ps", ["-eo", "args"]).Stdout);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void What_waits_ends_at_once(string signal, int exit)
    {
        using var team = new Team();
        team.Idle("alice", "Work of alice");
        string[][] commands = [["wait", "alice", "--until", "done"], ["watch"], ["mail", "ask", "--to", "alice", "--subject", "Which?", "--body", "b"]];
        foreach (var command in commands)
        {
            var clock = Stopwatch.StartNew();
            Signalled(team, signal, () => clock.ElapsedMilliseconds > 900, command).Exits(exit);
            Assert.InRange(clock.ElapsedMilliseconds, 0, 10_000);
        }
    }

    [Fact]
    public void At_randomised_moments_nothing_is_left_that_one_tick_does_not_repair()
    {
        var random = new Random(Seed);
        using var team = new Team();
        team.Finished("bob");
        team.Idle("carl", "Work of carl");
        team.Commit("carl");
        Func<int, string[]>[] commands =
        [
            i => ["sling", $"Work number {i}", "--name", $"w{i}"], _ => ["merge", "--all"], i => ["task", "add", $"More {i}"],
            i => ["mail", "send", "--to", "carl", "--subject", $"once: {i}", "--body", "b"], _ => ["stop", "carl"], _ => ["undo"], _ => ["status"],
            _ => ["worktree", "clean", "--all"], _ => ["watch", "--once"], i => ["sling", $"Again {i}", "--name", $"v{i}", "--exec", "worker"],
        ];
        for (var i = 0; i < 20; i++)
        {
            var (signal, after, command) = (random.Next(2) == 0 ? "INT" : "TERM", random.Next(5, 700), commands[i % commands.Length](i));
            var clock = Stopwatch.StartNew();
            var run = Signalled(team, signal, () => clock.ElapsedMilliseconds > after, command);
            // A command may be done before its signal comes, or be refused for what an earlier one left.
            Assert.True(run.ExitCode is 0 or 1 or 2 or 3 or 4 or 5 or 8 or 9 or 130 or 143, $"seed {Seed}, round {i}, {signal} after {after} ms: {run}");
            Assert.DoesNotContain("[internal]", run.Stderr);
            team.Project.Ov("watch", "--once").Ok();
        }

        team.Undone = (int)team.Project.Count("SELECT COUNT(*) FROM merge WHERE state = 'undone'");
        Invariants.Hold(team);
    }

    private static OvRun Signalled(Team team, string signal, Func<bool> when, params string[] command)
    {
        var pidFile = Path.Combine(team.Box.Root, "pid");
        File.Delete(pidFile);
        // In a session of its own, as a terminal would have it, and the number known before it runs.
        var running = team.Box.RunAsync("setsid", ["-w", "sh", "-c", $"echo $$ >{pidFile}; exec ov \"$@\"", "sh", .. command]);
        Eventually.Holds("the moment of the signal came", () => running.IsCompleted || (File.Exists(pidFile) && new FileInfo(pidFile).Length > 0 && when()));
        if (!running.IsCompleted)
        {
            team.Box.Run("sh", ["-c", $"kill -{signal} $(cat {pidFile}) 2>/dev/null || true"]);
        }

        return running.GetAwaiter().GetResult();
    }
}
