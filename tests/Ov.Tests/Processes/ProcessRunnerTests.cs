using System.Runtime.Versioning;
using System.Text;
using Ov.Core;
using Ov.Core.Processes;

namespace Ov.Tests.Processes;

[SupportedOSPlatform("linux")]
public sealed class ProcessRunnerTests : IDisposable
{
    private readonly ProcessScratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_command_gives_its_exit_code_and_both_streams_apart()
    {
        var result = _scratch.Sh("echo out; echo err >&2; exit 3");
        Assert.Equal((3, "out\n", "err\n"), (result.ExitCode, result.Stdout, result.Stderr));
        Assert.False(result.TimedOut);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public void Bytes_come_through_unchanged_both_ways()
    {
        var bytes = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7)).ToArray();
        var result = _scratch.Runner.Run(ProcessRequest.Of("cat") with { Input = bytes });
        Assert.Equal(bytes, result.StdoutBytes);
    }

    [Fact]
    public void A_command_that_never_reads_its_input_does_not_hang()
    {
        var result = _scratch.Runner.Run(ProcessRequest.Of("true") with { Input = new byte[1_000_000], TimeLimit = TimeSpan.FromSeconds(20) });
        Assert.True(result.Succeeded);
    }

    [Fact]
    public void A_given_environment_replaces_the_inherited_one_and_changes_set_and_unset()
    {
        var result = _scratch.Runner.Run(ProcessRequest.Of("env") with
        {
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["ONE"] = "1", ["TWO"] = "2" },
            Changes = new Dictionary<string, string?> { ["TWO"] = null, ["THREE"] = "a=b" },
        });
        Assert.Equal(["ONE=1", "PATH=/usr/bin:/bin", "THREE=a=b"], result.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Fact]
    public void A_command_run_by_a_host_is_no_host()
    {
        _scratch.Variables[HostMarker.Variable] = "builder";
        Assert.DoesNotContain(HostMarker.Variable, _scratch.Sh("env").Stdout);
    }

    [Fact]
    public void It_runs_in_the_folder_asked_for_and_in_a_session_of_its_own()
    {
        var result = _scratch.Runner.Run(ProcessRequest.Of("sh", "-c", "pwd; cut -d' ' -f1,6 /proc/$$/stat") with { WorkingDirectory = _scratch.Folder });
        var lines = result.Stdout.Split('\n');
        Assert.Equal(_scratch.Folder, lines[0]);
        var ids = lines[1].Split(' ');
        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public void A_missing_program_and_a_missing_folder_are_told_apart()
    {
        var program = Assert.Throws<OvException>(() => _scratch.Runner.Run(ProcessRequest.Of("no-such-program-here")));
        Assert.Equal(ErrorCode.ToolMissing, program.Code);
        Assert.Contains("no-such-program-here", program.Message);
        var folder = Assert.Throws<OvException>(() => _scratch.Runner.Run(ProcessRequest.Of("true") with { WorkingDirectory = _scratch.File("gone") }));
        Assert.Equal(ErrorCode.NotFound, folder.Code);
        Assert.Contains(_scratch.File("gone"), folder.Message);
    }

    [Fact]
    public void A_program_is_never_taken_from_the_working_directory()
    {
        Script("surprise", "echo bad");
        _scratch.Variables["PATH"] = ":/usr/bin:.:/bin";
        Assert.Throws<OvException>(() => _scratch.Runner.Run(ProcessRequest.Of("surprise") with { WorkingDirectory = _scratch.Folder }));
    }

    [Fact]
    public void A_script_without_a_first_line_is_the_shells()
    {
        Script("plain", "echo \"$1\"");
        Assert.Equal("x y\n", _scratch.Runner.Run(ProcessRequest.Of(_scratch.File("plain"), "x y")).Stdout);
    }

    [Fact]
    public void An_end_by_signal_is_128_and_the_signal()
    {
        Assert.Equal(128 + 9, _scratch.Sh("kill -9 $$").ExitCode);
    }

    [Fact]
    public void A_child_gets_default_signals_and_none_of_our_descriptors()
    {
        // A descriptor that every child would inherit.
        var leak = Libc.Open("/dev/null", Libc.ReadOnly, 0);
        try
        {
            // With SIGPIPE ignored, as in this process, yes would complain about the broken pipe.
            var result = _scratch.Sh($"yes | head -n 1; test ! -e /proc/$$/fd/{leak} && echo closed");
            Assert.Equal(("y\nclosed\n", ""), (result.Stdout, result.Stderr));
        }
        finally
        {
            _ = Libc.Close(leak);
        }
    }

    [Fact]
    public void A_grandchild_that_keeps_the_pipes_open_is_not_waited_for()
    {
        var result = _scratch.Runner.Run(ProcessRequest.Of("sh", "-c", "sleep 60 & echo done") with { TimeLimit = TimeSpan.FromSeconds(30) });
        Assert.Equal((0, "done\n", false), (result.ExitCode, result.Stdout, result.TimedOut));
        Assert.Single(_scratch.Marked());
    }

    [Fact]
    public void The_time_limit_ends_the_whole_tree_even_what_forked_itself_away()
    {
        var script = "trap '' TERM; (setsid sh -c 'trap \"\" TERM; sleep 301 & wait' &) ; sleep 302 & setsid sleep 303 & echo started; wait";
        var result = _scratch.Runner.Run(ProcessRequest.Of("sh", "-c", script) with
        {
            TimeLimit = TimeSpan.FromMilliseconds(400), Grace = TimeSpan.FromMilliseconds(200), OwnsTree = true,
        });
        Assert.True(result.TimedOut);
        Assert.Equal("started\n", result.Stdout);
        Assert.Empty(_scratch.Marked());
    }

    [Fact]
    public void A_command_that_owns_its_tree_leaves_nothing_behind_when_it_ends_well()
    {
        var result = _scratch.Runner.Run(ProcessRequest.Of("sh", "-c", "(setsid sleep 301 &); sleep 302 & echo ok") with { OwnsTree = true });
        Assert.Equal((0, "ok\n"), (result.ExitCode, result.Stdout));
        Assert.Empty(_scratch.Marked());
    }

    [Fact]
    public async Task Cancelling_ends_the_tree_and_throws()
    {
        using var cancellation = new CancellationTokenSource();
        var run = _scratch.Runner.RunAsync(ProcessRequest.Of("sh", "-c", "sleep 301 & wait"), cancellation.Token);
        ProcessScratch.Until(() => _scratch.Marked().Count >= 2, "both processes run");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(_scratch.Marked());
    }

    [Fact]
    public void Long_output_keeps_its_start_and_its_end_and_says_what_is_missing()
    {
        var result = _scratch.Runner.Run(ProcessRequest.Of("seq", "1", "100000") with { OutputCap = 1000 });
        Assert.True(result.Cut);
        Assert.StartsWith("1\n2\n3\n", result.Stdout);
        Assert.EndsWith("99999\n100000\n", result.Stdout);
        Assert.Contains("bytes cut", result.Stdout);
        Assert.InRange(result.StdoutBytes.Length, 1000, 1100);
    }

    [Fact]
    public void The_log_gets_both_streams_uncut_and_only_its_owner_may_read_it()
    {
        var log = _scratch.File("log");
        File.WriteAllText(log, "before\n");
        File.Delete(log);
        _scratch.Runner.Run(ProcessRequest.Of("sh", "-c", "seq 1 1000; echo err >&2") with { OutputCap = 10, LogFile = log });
        _scratch.Runner.Run(ProcessRequest.Of("echo", "again") with { LogFile = log });
        var lines = File.ReadAllLines(log);
        Assert.Equal(1002, lines.Length);
        Assert.Contains("err", lines);
        Assert.Equal("again", lines[^1]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }

    [Fact]
    public void An_argument_with_a_nul_is_refused()
    {
        Assert.Equal(ErrorCode.Usage, Assert.Throws<OvException>(() => _scratch.Runner.Run(ProcessRequest.Of("echo", "a\0b"))).Code);
    }

    [Fact]
    public async Task Many_commands_at_once_each_get_their_own_answer()
    {
        var runs = Enumerable.Range(0, 40).Select(i => _scratch.Runner.RunAsync(ProcessRequest.Of("sh", "-c", $"cat; exit {i}") with { InputText = $"{i}" }));
        var results = await Task.WhenAll(runs);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (i, $"{i}")), results.Select(r => (r.ExitCode, r.Stdout)));
    }

    private void Script(string name, string text)
    {
        File.WriteAllText(_scratch.File(name), text + "\n", new UTF8Encoding(false));
        File.SetUnixFileMode(_scratch.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
