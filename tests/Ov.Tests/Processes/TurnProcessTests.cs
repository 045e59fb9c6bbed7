using Ov.Core.Processes;

namespace Ov.Tests.Processes;

public sealed class TurnProcessTests : IDisposable
{
    private readonly ProcessScratch _scratch = new();
    private readonly List<string> _out = [];
    private readonly List<string> _err = [];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Output_comes_line_by_line_with_the_torn_last_one_and_goes_to_the_log_as_it_is()
    {
        var log = _scratch.File("log");
        using var turn = TurnProcess.Start(Sh("cat; printf 'x\\377y\\ntorn'; echo oops >&2; exit 4") with { Input = "from input\n"u8.ToArray(), LogFile = log });
        var exit = turn.WaitForExit();
        Assert.Equal(new TurnExit(4, true), exit);
        Assert.Equal(["from input", "x�y", "torn"], _out);
        Assert.Equal(["oops"], _err);
        Assert.Contains((byte)0xff, File.ReadAllBytes(log));
    }

    [Fact]
    public void A_line_is_seen_while_the_turn_still_works()
    {
        File.WriteAllText(_scratch.File("go"), "");
        var go = Bell.Create(_scratch.File("fifo"));
        using var turn = TurnProcess.Start(Sh($"echo first; read x < {_scratch.File("fifo")}; echo second"));
        ProcessScratch.Until(() => _out.Count == 1, "the first line arrives");
        Assert.Null(turn.WaitForExit(TimeSpan.FromMilliseconds(30)));
        File.WriteAllText(_scratch.File("fifo"), "go\n");
        Assert.Equal(0, turn.WaitForExit(TimeSpan.FromSeconds(30))!.ExitCode);
        Assert.Equal(["first", "second"], _out);
        go.Dispose();
    }

    [Fact]
    public void Input_can_be_a_file()
    {
        File.WriteAllText(_scratch.File("prompt"), "do it");
        using var turn = TurnProcess.Start(Sh("cat") with { InputFile = _scratch.File("prompt") });
        turn.WaitForExit();
        Assert.Equal(["do it"], _out);
    }

    [Fact]
    public void A_limit_or_a_cancellation_ends_the_wait_and_not_the_turn()
    {
        using var turn = TurnProcess.Start(Sh("sleep 300"));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Null(turn.WaitForExit(TimeSpan.FromMilliseconds(20)));
        Assert.Null(turn.WaitForExit(cancellation: cancelled.Token));
        Assert.Equal(Liveness.Alive, turn.Identity.Liveness);
        Assert.Empty(turn.End(TimeSpan.FromSeconds(2)).Left);
        Assert.Equal(128 + 15, turn.WaitForExit()!.ExitCode);
    }

    [Fact]
    public void A_process_that_keeps_the_output_open_does_not_keep_the_turn_open()
    {
        using var turn = TurnProcess.Start(Sh("sleep 300 & echo done"));
        Assert.Equal(new TurnExit(0, false), turn.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(["done"], _out);
    }

    [Fact]
    public void A_failing_receiver_is_reported_and_does_not_stop_the_turn()
    {
        using var turn = TurnProcess.Start(Sh("seq 1 200000") with { OnStdout = _ => throw new InvalidOperationException("receiver") });
        Assert.Equal("receiver", Assert.Throws<InvalidOperationException>(() => turn.WaitForExit(TimeSpan.FromSeconds(60))).Message);
        Assert.Equal(0, turn.WaitForExit()!.ExitCode);
    }

    [Fact]
    public void A_turn_does_not_bear_its_hosts_mark()
    {
        _scratch.Variables[HostMarker.Variable] = "builder";
        using var turn = TurnProcess.Start(Sh("env"));
        turn.WaitForExit();
        Assert.DoesNotContain(_out, l => l.StartsWith(HostMarker.Variable));
    }

    private TurnRequest Sh(string script) =>
        new("sh", ["-c", script], _scratch.Folder, _scratch.Variables) { OnStdout = _out.Add, OnStderr = _err.Add };
}
