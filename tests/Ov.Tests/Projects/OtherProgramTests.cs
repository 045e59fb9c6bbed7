using System.Text.Json;
using Ov.Tests.Support;

namespace Ov.Tests.Projects;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class OtherProgramTests
{
    [Fact]
    public void Init_and_the_doctor_name_other_programs_called_ov_and_run_none_of_them()
    {
        using var project = TestProject.Create();
        var folder = Directory.CreateDirectory(Path.Combine(project.Folder, "bin")).FullName;
        var other = Path.Combine(folder, "ov");
        File.WriteAllText(other, $"#!/bin/sh\ntouch {project.Folder}/ran\n");
        File.SetUnixFileMode(other, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (string, string)[] path = [("PATH", $"{folder}:/usr/local/bin:/usr/bin:/bin")];
        var init = project.Ov(path, "init", "--dry-run", "--json");
        Assert.Equal([other], JsonDocument.Parse(init.Out).RootElement.GetProperty("otherOv").EnumerateArray().Select(one => one.GetString()));
        Assert.Contains(other, project.Ov(path, "doctor", "--category", "environment", "--json").Out, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(project.Folder, "ran")));
    }
}
