namespace Ov.EndToEnd.Manners;

/// <summary>What a shell may do with the streams of a command.</summary>
public sealed class StreamTests : IDisposable
{
    private readonly OvProject _project = new(frozen: true);

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("ov help all | head -1; echo \"${PIPESTATUS[0]}\"")]
    [InlineData("ov task list | head -1; echo \"${PIPESTATUS[0]}\"")]
    [InlineData("ov task list --json | head -c 1; echo; echo \"${PIPESTATUS[0]}\"")]
    public void A_reader_that_goes_away_ends_the_command_quietly(string line)
    {
        // More than a pipe holds, so that the reader is gone before all is written.
        for (var i = 0; i < 3; i++)
        {
            _project.Box.Run("ov", ["task", "add", "Big", "--file", "-"], input: new string('x', 90_000)).Ok();
        }

        var run = _project.Box.Run("bash", ["-c", line]).Ok();
        Assert.Equal("", run.Stderr);
        Assert.Equal("0", run.Stdout.TrimEnd().Split('\n')[^1]);
    }

    [Theory]
    [InlineData("status", "")]
    [InlineData("status --json", "")]
    [InlineData("help all", "")]
    [InlineData("--version", "")]
    [InlineData("--help", "")]
    [InlineData("task list", "")]
    public void A_full_or_closed_standard_output_is_a_failure_with_a_sentence(string command, string _)
    {
        foreach (var (output, why) in new[] { ("/dev/full", "No space left on device"), ("&-", "Bad file descriptor") })
        {
            var run = _project.Box.Run("bash", ["-c", $"ov {command} >{output}"]).Exits(1);
            Assert.Equal($"Error [failed]: The output cannot be written: {why}.\n", run.Stderr);
        }
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void Nobody_listening_to_the_narration_changes_nothing(string redirection)
    {
        _project.Box.Run("bash", ["-c", $"ov task add 'One more' --verbose {redirection}"]).Ok();
        _project.Box.Run("bash", ["-c", $"ov nonsense {redirection}"]).Exits(2);
        Assert.Equal(1, _project.Count("SELECT COUNT(*) FROM task"));
    }

    [Fact]
    public void Closed_streams_are_never_taken_for_the_ledger()
    {
        _project.Box.Run("bash", ["-c", "ov task add 'With everything closed' <&- >&- 2>&-"]).Exits(1);
        _project.Box.Run("bash", ["-c", "ov spec write 1 <&-"]).Exits(2);
        Assert.Equal(1, _project.Count("SELECT COUNT(*) FROM task"));
        using var ledger = _project.OpenLedger();
        Assert.Empty(ledger.CheckIntegrity());
    }

    [Fact]
    public void Quiet_says_what_a_script_needs_and_no_more()
    {
        var run = _project.Ov("task", "add", "First", "--quiet").Ok();
        Assert.Matches("^task-[0-9a-z]{8}\n$", run.Stdout);
        Assert.Equal("", run.Stderr);
        Assert.Equal("", _project.Ov("task", "edit", "1", "--priority", "high", "-q").Ok().Stdout);
        Assert.DoesNotContain("See 'ov", _project.Ov("task", "show", "99", "-q").Exits(3).Stderr);
    }

    [Fact]
    public void Verbose_tells_each_statement_git_call_and_program_with_its_time_and_no_secret()
    {
        var variables = new Dictionary<string, string> { ["DEPLOY_TOKEN"] = "hunter2hunter2" };
        var run = _project.Box.Run("ov", ["--verbose", "run", "start", "work", "--target", "main", "--objective", "hunter2hunter2"], variables: variables).Ok();
        Assert.Matches(@"(?m)^sql +\d+\.\d\d ms  BEGIN IMMEDIATE$", run.Stderr);
        Assert.Matches(@"(?m)^git +\d+\.\d\d ms  git ", run.Stderr);
        Assert.DoesNotContain("hunter2", run.Stderr);
        Assert.DoesNotContain(_project.Box.Variables["OV_OPERATOR_TOKEN"], run.Stderr);
        Assert.Equal("", _project.Ov("run", "list").Ok().Stderr);
    }

    [Fact]
    public void Timing_gives_the_whole_and_its_parts() => Assert.Matches(
        @"^Done in \d+\.\d ms: start-up \d+\.\d, ledger \d+\.\d \(\d+\), git \d+\.\d \(\d+\), processes \d+\.\d \(0\), rest \d+\.\d\n$",
        _project.Ov("status", "--timing").Ok().Stderr);

    [Fact]
    public void An_error_never_repeats_more_than_a_reader_can_bear()
    {
        var run = _project.Ov("task", "show", new string('x', 100_000)).Exits(3);
        Assert.InRange(run.Stderr.Length, 20, 4000);
    }

    [Fact]
    public void Forced_colour_paints_marks_and_nothing_else_differs()
    {
        var plain = _project.Ov("status").Ok().Stdout;
        var painted = _project.Ov("status", "--color", "always").Ok().Stdout;
        Assert.Contains("\e[", painted);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(painted, "\e\\[[0-9;]*m", ""));
        Assert.Equal(painted, _project.Box.Run("ov", ["status"], variables: new Dictionary<string, string> { ["CLICOLOR_FORCE"] = "1" }).Ok().Stdout);
        Assert.Equal(plain, _project.Box.Run("ov", ["status"], variables: new Dictionary<string, string> { ["CLICOLOR_FORCE"] = "1", ["NO_COLOR"] = "1" }).Ok().Stdout);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    public void A_working_folder_that_is_gone_is_a_sentence(string option)
    {
        var run = _project.Box.Run("bash", ["-c", $"mkdir ../gone && cd ../gone && rmdir ../gone && ov status {option}"]).Exits(7);
        Assert.Contains("Error [not-a-repository]: ", run.Stderr);
    }
}
