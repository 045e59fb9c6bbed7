namespace Ov.EndToEnd;

/// <summary>The tools of these tests: a check that cannot fail would be worth nothing.</summary>
public sealed class SandboxTests
{
    [Fact]
    public void A_process_left_behind_fails_the_test_and_is_ended_although_it_detached()
    {
        var box = new Sandbox();
        var pid = box.Run("sh", ["-c", "cd / && setsid sleep 611 >/dev/null 2>&1 </dev/null & echo $!"]).Ok().Stdout.Trim();
        Assert.Contains("sleep 611", Assert.ThrowsAny<Exception>(box.Dispose).Message);
        Assert.False(Directory.Exists(box.Root));
        // A zombie that nobody has reaped yet has an empty command line.
        Assert.True(!File.Exists($"/proc/{pid}/cmdline") || File.ReadAllText($"/proc/{pid}/cmdline").Length == 0);
    }

    [Fact]
    public void A_test_may_say_that_it_leaves_processes()
    {
        var box = new Sandbox { MayLeaveProcesses = true };
        box.Run("sh", ["-c", "sleep 612 >/dev/null 2>&1 </dev/null & echo"]).Ok();
        box.Dispose();
        Assert.False(Directory.Exists(box.Root));
    }

    [Fact]
    public void Programs_see_the_sandboxs_environment_and_nothing_else()
    {
        using var box = new Sandbox();
        var names = box.Run("env", []).Ok().Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]);
        Assert.Equal(box.Variables.Keys.Order(), names.Order());
    }

    [Fact]
    public void A_command_that_does_not_end_is_killed_with_its_children()
    {
        using var box = new Sandbox();
        var limit = TimeSpan.FromMilliseconds(200);
        var failure = Assert.ThrowsAny<Exception>(() => box.Run("sh", ["-c", "sleep 613 & sleep 613"], limit: limit));
        Assert.Contains("did not end", failure.Message);
    }

    [Fact]
    public void A_repository_is_ready_with_one_commit_on_main()
    {
        using var box = new Sandbox().InitRepository();
        Assert.Equal("main", box.Git("branch", "--show-current"));
        Assert.Equal("1", box.Git("rev-list", "--count", "HEAD"));
        Assert.Equal("Test <test@example.invalid>", box.Git("log", "-1", "--format=%an <%ae>"));
    }
}
