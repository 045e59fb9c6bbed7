using Ov.Core.Processes;

namespace Ov.Tests.Processes;

public sealed class ProcessTreeTests : IDisposable
{
    private readonly ProcessScratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_detached_process_outlives_its_caller_in_a_session_of_its_own()
    {
        var log = _scratch.File("log");
        var result = _scratch.Runner.Run(_scratch.Probe("detach", log, _scratch.Mark, "echo hello; readlink /proc/self/fd/0; exec sleep 300"));
        Assert.True(result.Succeeded, result.Stderr);
        var identity = ProcessIdentity.Parse(result.Stdout.Trim())!;
        Assert.Equal(Liveness.Alive, identity.Liveness);
        Assert.Equal(identity.Pid, ProcessEntry.Of(identity.Pid)!.Session);
        ProcessScratch.Until(() => File.ReadAllText(log) == "hello\n/dev/null\n", "its output is in the log");
        Assert.Equal([identity.Pid], ProcessTree.End(_scratch.Marked(), TimeSpan.FromSeconds(5)).Ended.Select(p => p.Pid));
        Assert.Equal(Liveness.Dead, identity.Liveness);
    }

    [Fact]
    public void Ending_an_agent_takes_what_forked_itself_away_and_spares_another_agents_host()
    {
        const string script = """
            (setsid sh -c 'trap "" TERM; sleep 301 & wait' &)
            (sleep 302 &)
            (OVERSTORY_HOST=other setsid sh -c 'sleep 303 & echo $$ > "$1"; wait' sh "$0/host" &)
            (OVERSTORY_HOST=@watch setsid sh -c 'echo $$ > "$1"; exec sleep 304' sh "$0/watch" &)
            (sh -c 'OVERSTORY_HOST=third setsid sh -c "echo \$\$ > $0/third; exec sleep 305" & wait' &)
            while ! [ -s "$0/host" ] || ! [ -s "$0/watch" ] || ! [ -s "$0/third" ]; do sleep 0.01; done
            """;
        var result = _scratch.Runner.Run(_scratch.Probe("host", _scratch.Mark, script.Replace("$0", _scratch.Folder)) with { TimeLimit = TimeSpan.FromSeconds(40) });
        Assert.True(result.Succeeded, result.Stderr);
        Assert.Contains("left 0", result.Stdout);
        Assert.Contains("zombies 0", result.Stdout);
        var survivors = _scratch.Marked();
        var host = int.Parse(File.ReadAllText(_scratch.File("host")));
        var watcher = int.Parse(File.ReadAllText(_scratch.File("watch")));
        // Still below a process of the agent when the ending began.
        var third = int.Parse(File.ReadAllText(_scratch.File("third")));
        Assert.Equal(4, survivors.Count);
        Assert.Superset(new HashSet<int> { host, watcher, third }, survivors.Select(p => p.Pid).ToHashSet());
        Assert.Contains(survivors, p => p.Parent == host);
    }

    [Fact]
    public void A_reused_pid_is_never_signalled()
    {
        using var stranger = TurnProcess.Start(new TurnRequest("sh", ["-c", "sleep 300 & wait"], "/", _scratch.Variables));
        ProcessScratch.Until(() => _scratch.Marked().Count == 2, "both processes run");
        var remembered = stranger.Identity with { StartTime = stranger.Identity.StartTime - 1 };
        var otherBoot = stranger.Identity with { BootId = "99999999-2222-3333-4444-555555555555@1" };
        foreach (var wrong in new[] { remembered, otherBoot })
            Assert.Empty(ProcessTree.End(wrong, [wrong], TimeSpan.Zero, includeRoot: true).Ended);
        ProcessTree.End([.. _scratch.Marked().Select(p => p with { StartTime = p.StartTime - 1 })], TimeSpan.Zero);
        // Found under one start time, gone and reused before the signal.
        TreeEnding.Signal(ProcessEntry.Of(stranger.Identity.Pid)! with { StartTime = 1 }, Libc.SigKill);
        Assert.Equal(2, _scratch.Marked().Count);
        Assert.Equal(2, ProcessTree.End(stranger.Identity, [stranger.Identity], TimeSpan.Zero, includeRoot: true).Ended.Count);
        Assert.Empty(_scratch.Marked());
    }

    [Fact]
    public void Without_its_root_a_tree_loses_only_what_is_below()
    {
        using var turn = TurnProcess.Start(new TurnRequest("sh", ["-c", "setsid sleep 300 & sleep 301 & wait; wait; exec sleep 302"], "/", _scratch.Variables));
        ProcessScratch.Until(() => _scratch.Marked().Count == 3, "three processes run");
        Assert.Equal(2, ProcessTree.Descendants(turn.Identity).Count);
        Assert.Equal(2, ProcessTree.End(turn.Identity, [turn.Identity], TimeSpan.FromSeconds(5)).Ended.Count);
        Assert.Equal(Liveness.Alive, turn.Identity.Liveness);
        turn.End(TimeSpan.Zero);
    }

    [Fact]
    public void A_stopped_process_is_ended_too()
    {
        using var turn = TurnProcess.Start(new TurnRequest("sh", ["-c", "kill -STOP $$"], "/", _scratch.Variables));
        ProcessScratch.Until(() => ProcessEntry.Of(turn.Identity.Pid)?.State == 'T', "the process is stopped");
        Assert.Empty(turn.End(TimeSpan.FromSeconds(10)).Left);
        Assert.Equal(128 + 15, turn.WaitForExit()!.ExitCode);
    }

    [Fact]
    public void Leftovers_are_found_by_what_they_were_started_with()
    {
        _scratch.Sh("setsid sleep 300 >/dev/null 2>&1 &");
        Assert.Single(ProcessTree.FindByEnvironment(ProcessScratch.MarkVariable, _scratch.Mark));
        Assert.Empty(ProcessTree.FindByEnvironment(ProcessScratch.MarkVariable, _scratch.Mark[..^1]));
    }

    [Fact]
    public void Clearing_adopted_children_leaves_the_awaited_one_to_its_waiter()
    {
        var result = _scratch.Runner.Run(_scratch.Probe("reap"));
        Assert.Equal("reaped 1\nexit 7\n", result.Stdout);
    }

    [Theory]
    [InlineData("builder", "True")]
    [InlineData(HostMarker.Watcher, "False")]
    [InlineData("", "False")]
    public void Below_an_agents_host_a_process_knows_it_whatever_its_own_environment_says(string mark, string expected)
    {
        var probe = _scratch.Probe("ancestry");
        var command = $"{HostMarker.Variable}={mark} sh -c 'env -u {HostMarker.Variable} {probe.FileName} {string.Join(' ', probe.Arguments)}; true'";
        Assert.Equal(expected, _scratch.Sh(command).Stdout.Trim());
    }

    [Fact]
    public void We_start_ourselves_again_native_or_managed_even_after_an_update()
    {
        Assert.Equal("/opt/ov", OwnExecutable.For("/opt/ov", "/x/").FileName);
        Assert.Equal("/opt/ov", OwnExecutable.For("/opt/ov (deleted)", "/x/").FileName);
        Assert.Empty(OwnExecutable.For("/opt/ov", "/x/").LeadingArguments);
        var managed = OwnExecutable.For("/usr/bin/dotnet", "/x/");
        Assert.Equal(("/usr/bin/dotnet", "/x/ov.dll"), (managed.FileName, Assert.Single(managed.LeadingArguments)));
        Assert.Equal("/x/ov", OwnExecutable.For("/x/Ov.Tests", "/x/").FileName);
    }
}
