using Ov.EndToEnd.KillPoints;

namespace Ov.EndToEnd.Manners;

/// <summary>What a person sees on a terminal: nothing broken at 80 columns and at 40, long work that says so and goes away, questions.</summary>
public sealed class TerminalTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void Status_and_lists_fit_the_terminal(int columns)
    {
        Assert.SkipUnless(Screen.IsThere, "tmux is not installed");
        using var project = new OvProject("watch:\n  enabled: false\n", frozen: true);
        project.Ov("task", "add", "Let people whose names are written as 登录登录登录 log in, and everybody else as well").Ok();
        project.Ov("task", "add", "Greet a family \U0001F468\u200D\U0001F469\u200D\U0001F467 of emoji in the welcome text of the first page").Ok();
        project.Ov("sling", "1", "--name", "alice", "--files", "src/login/**").Ok();
        project.Ov("mail", "send", "--to", "alice", "--subject", "A subject that goes on for longer than anybody will read in a list", "--body", "b").Ok();
        using var screen = new Screen(project.Box, columns);
        foreach (var (name, command) in new[] { ("status", "ov status"), ("task-list", "ov task list"), ("mail-list", "ov mail list"), ("show", columns < 80 ? "ov show 1" : "ov show alice"), ("error", "ov statsu") })
        {
            Snapshot.Match(screen.Run(command), project.Box, $"{name}-{columns}");
        }

        project.Box.MayLeaveProcesses = true;
        project.Ov("stop", "--all", "--yes").Ok();
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void A_merge_shows_its_gate_while_it_runs_and_leaves_no_trace_of_that(int columns)
    {
        Assert.SkipUnless(Screen.IsThere, "tmux is not installed");
        using var team = new Team("main");
        var gate = Path.Combine(team.Box.Root, "go-on");
        team.Box.WriteFile("check.sh", $"echo 'checking the first of very many files of this project'; until [ -e {gate} ]; do sleep 0.05; done\n");
        team.Box.Git("commit", "-qam", "A check that waits");
        var branch = team.Finished("alice");
        using var screen = new Screen(team.Box, columns);
        screen.Type("clear; ov merge --branch " + branch);
        screen.Until("the gate is shown with its time and its words", () => screen.Text().Contains("Gate ", StringComparison.Ordinal) && screen.Text().Contains(" s)", StringComparison.Ordinal));
        Assert.All(screen.Text().Split('\n'), line => Assert.True(line.Length <= columns, line));
        File.WriteAllText(gate, "");
        var after = screen.Ended();
        Assert.DoesNotContain("Gate tests", after);
        Assert.Contains("✓ Merged", after);
        Assert.EndsWith("[0]", after);
    }

    [Fact]
    public void A_question_is_asked_on_a_terminal_only_and_no_means_no()
    {
        Assert.SkipUnless(Screen.IsThere, "tmux is not installed");
        using var team = new Team();
        team.Idle("alice", "Work of alice");
        team.Commit("alice");
        team.Project.Ov("stop", "alice").Ok();
        team.Project.Ov("worktree", "clean", "--all", "--force").Refused(6, "needs-confirmation");
        using var screen = new Screen(team.Box, 100);
        foreach (var (keys, exit) in new[] { ("n", "[6]"), ("C-c", "[130]"), ("y", "[0]") })
        {
            screen.Type("clear; ov worktree clean --all --force");
            // The question before it stands on the screen until it is cleared.
            screen.Until("it asks", () => screen.Text() is var text && text.Contains("Go on? [y/N]", StringComparison.Ordinal) && !text.Contains("] end", StringComparison.Ordinal));
            Assert.True(Directory.Exists(team.Project.WorktreeOf("alice")));
            screen.Send(keys == "C-c" ? [keys] : [keys, "Enter"]);
            Assert.EndsWith(exit, keys == "C-c" ? screen.Interrupted() : screen.Ended());
        }

        Assert.False(Directory.Exists(team.Project.WorktreeOf("alice")));
    }

    [Fact]
    public void Ctrl_c_on_a_terminal_ends_a_wait_with_130()
    {
        Assert.SkipUnless(Screen.IsThere, "tmux is not installed");
        using var project = new OvProject(frozen: true);
        project.Ov("task", "add", "Something").Ok();
        using var screen = new Screen(project.Box, 80);
        screen.Type("clear; ov wait 1");
        screen.Until("it says what it waits for", () => screen.Text().Contains("Waiting until done: 1", StringComparison.Ordinal));
        screen.Send("C-c");
        var after = screen.Ended();
        Assert.Contains("Error [interrupted]", after);
        Assert.DoesNotContain("Waiting until", after);
        Assert.EndsWith("[130]", after);
    }
}
