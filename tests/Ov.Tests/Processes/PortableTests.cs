using Ov.Core;
using Ov.Core.Processes;

namespace Ov.Tests.Processes;

/// <summary>What runs elsewhere than on Linux, run here.</summary>
public sealed class PortableTests : IDisposable
{
    private readonly ProcessScratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_command_is_fed_read_and_answered()
    {
        var result = await Run(ProcessRequest.Of("sh", "-c", "cat; echo err >&2; env | wc -l; exit 3") with { InputText = "in\n", LogFile = _scratch.File("log") });
        Assert.Equal((3, "err\n", false), (result.ExitCode, result.Stderr, result.TimedOut));
        Assert.StartsWith("in\n", result.Stdout);
        Assert.Equal(["err", "in"], File.ReadAllLines(_scratch.File("log")).Where(l => !int.TryParse(l.Trim(), out _)).Order());
    }

    [Fact]
    public async Task The_time_limit_ends_it_and_a_held_pipe_is_not_waited_for()
    {
        var limited = await Run(ProcessRequest.Of("sh", "-c", "sleep 300 & echo started; wait") with { TimeLimit = TimeSpan.FromMilliseconds(300) });
        Assert.True(limited.TimedOut);
        Assert.Equal("started\n", limited.Stdout);
        Assert.Empty(_scratch.Marked());
        Assert.Equal("done\n", (await Run(ProcessRequest.Of("sh", "-c", "sleep 300 & echo done"))).Stdout);
    }

    [Fact]
    public async Task A_missing_program_and_a_missing_folder_are_told_apart()
    {
        Assert.Equal(ErrorCode.ToolMissing, (await Assert.ThrowsAsync<OvException>(() => Run(ProcessRequest.Of("no-such-program-here")))).Code);
        Assert.Equal(ErrorCode.NotFound, (await Assert.ThrowsAsync<OvException>(() => Run(ProcessRequest.Of("sh") with { WorkingDirectory = _scratch.File("gone") }))).Code);
    }

    [Fact]
    public void A_lock_has_one_holder_and_a_wait_ends()
    {
        var path = _scratch.File("lock");
        Assert.False(PortableFileLock.IsHeld(path));
        using (PortableFileLock.Take(path, TimeSpan.Zero))
        {
            Assert.True(PortableFileLock.IsHeld(path));
            Assert.Null(PortableFileLock.Take(path, TimeSpan.FromMilliseconds(30)));
        }
        using var next = PortableFileLock.Take(path, TimeSpan.Zero);
        Assert.NotNull(next);
    }

    private Task<ProcessResult> Run(ProcessRequest request) => PortableRun.ToEnd(request, _scratch.Variables, CancellationToken.None);
}
