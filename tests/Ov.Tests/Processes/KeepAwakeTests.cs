using System.Runtime.Versioning;
using Ov.Core.Processes;
using Ov.Tests.Support;

namespace Ov.Tests.Processes;

/// <summary>The machine is kept awake by a program of the system's, which ends with us.</summary>
[SupportedOSPlatform("linux")]
public sealed class KeepAwakeTests : IDisposable
{
    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void It_is_held_until_it_is_let_go_of()
    {
        Inhibitor("echo \"$*\" >asked; shift 4; \"$@\"; echo over >>asked");
        using (var held = KeepAwake.Begin(Variables, out var refusal))
        {
            Assert.NotNull(held);
            Assert.Null(refusal);
            Assert.StartsWith("--what=idle:sleep --who=ov", Asked);
            Assert.DoesNotContain("over", Asked);
        }

        Assert.EndsWith("over\n", Asked);
    }

    [Fact]
    public void Where_the_program_refuses_or_is_not_there_the_watcher_says_so_and_watches()
    {
        Inhibitor("echo 'Access denied' >&2; exit 1");
        Assert.Null(KeepAwake.Begin(Variables, out var refusal));
        Assert.Equal("'systemd-inhibit' could not keep the machine awake (Access denied); it may fall asleep while agents work.", refusal);

        var tools = Directory.CreateDirectory(Path.Combine(_project.Folder, "tools")).FullName;
        File.CreateSymbolicLink(Path.Combine(tools, "git"), ProgramPath.Find("git", _project.Environment().Variables)!);
        var watched = _project.Ov([("PATH", tools)], "watch", "--keep-awake");
        Assert.Equal(0, watched.Exit);
        Assert.Contains("There is no 'systemd-inhibit' here", watched.Error);
        Assert.Equal(2, _project.Ov([], "watch", "--once", "--keep-awake").Exit);
    }

    private string Folder => Path.Combine(_project.Folder, "bin");

    private string Asked => File.ReadAllText(Path.Combine(Folder, "asked"));

    private Dictionary<string, string> Variables => new() { ["PATH"] = $"{Folder}:/usr/bin:/bin" };

    private void Inhibitor(string body)
    {
        Directory.CreateDirectory(Folder);
        var file = Path.Combine(Folder, "systemd-inhibit");
        File.WriteAllText(file, $"#!/bin/sh\ncd {Folder}\n{body}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
