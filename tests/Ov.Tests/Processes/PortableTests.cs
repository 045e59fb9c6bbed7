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

    [Fact]
    public async Task Without_a_FIFO_a_bell_wakes_its_listener_and_says_when_there_is_none()
    {
        var path = _scratch.File("bell");
        Assert.False(PortableBell.Ring(path));
        using (var bell = PortableBell.Create(path))
        {
            Assert.False(bell.Wait(TimeSpan.FromMilliseconds(20)));
            Assert.True(PortableBell.Ring(path));
            Assert.True(bell.Wait(TimeSpan.FromSeconds(30)));
            var sleeper = Task.Run(() => bell.Wait(TimeSpan.FromSeconds(30)));
            Assert.True(PortableBell.Ring(path));
            Assert.True(await sleeper);
            Assert.Equal(ErrorCode.UnsafeStorage, Assert.Throws<OvException>(() => PortableBell.Create(path)).Code);
        }

        Assert.False(PortableBell.Ring(path));
    }

    [Fact]
    public void On_Windows_programs_are_found_by_its_own_path_rules_and_never_in_a_folder_that_a_repository_chooses()
    {
        var variables = new Dictionary<string, string> { ["Path"] = @"tools;C:\Git\cmd\;;\\server\bin;D:/more;.;C:relative" };
        Assert.Equal([@"C:\Git\cmd\", @"\\server\bin", "D:/more"], SearchPath.Folders(variables, windows: true));
        Assert.Equal([@"C:\Git\cmd\git.exe"], ProgramPath.OnWindows("git", variables, path => path is @"C:\Git\cmd\git.exe" or @"tools\git.exe" or @".\git.exe"));
        Assert.Equal([@"D:/more\git.exe"], ProgramPath.OnWindows("git.exe", variables, path => path is @"D:/more\git.exe"));
        Assert.Equal([@"C:\a\b.exe"], ProgramPath.OnWindows(@"C:\a\b", variables, path => path is @"C:\a\b.exe"));
        Assert.Empty(ProgramPath.OnWindows("git", new Dictionary<string, string>(), _ => true));
    }

    [Fact]
    public void Our_own_folder_comes_first_on_the_path_and_once_in_the_form_of_the_system()
    {
        var windows = new Dictionary<string, string> { ["Path"] = @"C:\Windows;c:\OV\bin" };
        Assert.Equal("Path", SearchPath.NameIn(windows, windows: true));
        Assert.Equal(@"C:\ov\bin;C:\Windows", SearchPath.StartingWith(@"C:\ov\bin", windows, windows: true));
        Assert.Equal("/ov/bin:/usr/bin:/x", SearchPath.StartingWith("/ov/bin", new Dictionary<string, string> { ["PATH"] = "/usr/bin:/ov/bin:/x" }, windows: false));
        Assert.Equal("/ov/bin:/usr/local/bin:/usr/bin:/bin", SearchPath.StartingWith("/ov/bin", new Dictionary<string, string>(), windows: false));
    }

    private Task<ProcessResult> Run(ProcessRequest request) => PortableRun.ToEnd(request, _scratch.Variables, CancellationToken.None);
}
