using System.Xml.Linq;
using Ov.Core;
using Ov.Core.Watching;
using Ov.Tests.Support;

namespace Ov.Tests.Watching;

public sealed class LoginUnitTests : IDisposable
{
    private static readonly string[] Argv = ["/opt/my tools/ov", "watch", "--detached", "--project", "/home/ann/50% \"$new\""];

    private readonly TestProject _project = TestProject.Create();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void A_unit_file_quotes_what_systemd_would_read_otherwise_and_ends_nobody_with_the_watcher()
    {
        var unit = LoginUnit.Systemd("/home/ann/.config", "app", Argv, "/home/ann/app", "/usr/bin:/opt/a b");
        Assert.Equal("/home/ann/.config/systemd/user/ov-watch-app.service", unit.File);
        Assert.Contains("ExecStart=\"/opt/my tools/ov\" \"watch\" \"--detached\" \"--project\" \"/home/ann/50%% \\\"$$new\\\"\"\n", unit.Text);
        Assert.Contains("Environment=\"PATH=/usr/bin:/opt/a b\"\n", unit.Text);
        Assert.Contains("KillMode=process\n", unit.Text);
        Assert.Equal(["systemctl --user daemon-reload", "systemctl --user enable --now ov-watch-app.service"], unit.Install);
    }

    [Fact]
    public void An_agent_of_launchd_is_well_formed_whatever_the_path_is_called()
    {
        var unit = LoginUnit.Launchd("/Users/ann", "app", Argv, "/Users/ann/a--b & <c>", "/usr/bin");
        var words = XDocument.Parse(unit.Text).Descendants("array").Single().Elements("string").Select(word => word.Value);
        Assert.Equal(Argv, words);
    }

    [Fact]
    public void The_file_is_written_once_taken_away_again_and_one_of_somebody_else_is_left_alone()
    {
        using var app = _project.App();
        Assert.True(new LoginInstaller(app, true).Install().Changed);
        Assert.False(File.Exists(new LoginInstaller(app, true).Install().File));
        var file = new LoginInstaller(app, false).Install().File!;
        Assert.StartsWith(_project.Home, file);
        Assert.Contains(_project.Root, File.ReadAllText(file));
        Assert.False(new LoginInstaller(app, false).Install().Changed);
        Assert.True(new LoginInstaller(app, false).Uninstall().Changed);
        Assert.False(File.Exists(file));
        Assert.False(new LoginInstaller(app, false).Uninstall().Changed);

        File.WriteAllText(file, "[Unit]\n");
        Assert.Equal("foreign", Assert.Throws<OvException>(() => new LoginInstaller(app, false).Install()).Code.Name);
        Assert.Equal("foreign", Assert.Throws<OvException>(() => new LoginInstaller(app, false).Uninstall()).Code.Name);
        Assert.Equal("[Unit]\n", File.ReadAllText(file));
    }
}
