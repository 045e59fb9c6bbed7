namespace Ov.EndToEnd.Completion;

/// <summary>What <c>ov completions install</c> writes into a home, and that <c>uninstall</c> leaves no trace of it.</summary>
public sealed class InstallTests : IDisposable
{
    private readonly Sandbox _box = new();

    [Theory]
    [InlineData("bash", ".bashrc", "alias ll='ls -l'\n")]
    [InlineData("bash", ".bashrc", null)]
    [InlineData("zsh", ".zshrc", "setopt autocd")]
    [InlineData("zsh", ".zshrc", null)]
    [InlineData("fish", ".config/fish/config.fish", "set -g x 1\n")]
    [InlineData("powershell", ".config/powershell/profile.ps1", "# latin: \u00e9\r\nSet-Alias a b")]
    [InlineData("powershell", ".config/powershell/profile.ps1", null)]
    public void Uninstalling_leaves_every_byte_as_it_was(string shell, string startFile, string? text)
    {
        var start = Path.Combine(_box.Home, startFile);
        if (text is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(start)!);
            // Bytes that are no UTF-8 must survive too.
            File.WriteAllBytes(start, System.Text.Encoding.Latin1.GetBytes(text));
        }

        var before = Home();
        Run("install", "--shell", shell, "--dry-run");
        Assert.Equal(before, Home());
        Run("install", "--shell", shell);
        var installed = Home();
        Assert.NotEqual(before, installed);
        var again = Run("install", "--shell", shell, "--json");
        Assert.All(again.Json.GetProperty("changes").EnumerateArray(), change => Assert.Equal("unchanged", change.GetProperty("change").GetString()));
        Assert.Equal(installed, Home());
        Run("uninstall", "--dry-run");
        Assert.Equal(installed, Home());
        Run("uninstall");
        Assert.Equal(before, Home());
        Assert.Empty(Run("uninstall", "--json").Json.GetProperty("changes").EnumerateArray());
        Assert.Equal(before, Home());
    }

    [Fact]
    public void What_was_written_into_the_start_file_meanwhile_stays()
    {
        var start = Path.Combine(_box.Home, ".zshrc");
        File.WriteAllText(start, "one\n");
        Run("install", "--shell", "zsh");
        File.WriteAllText(start, "zero\n" + File.ReadAllText(start) + "two\n");
        Run("uninstall", "--shell", "zsh");
        Assert.Equal("zero\none\ntwo\n", File.ReadAllText(start));
    }

    [Fact]
    public void A_start_file_that_is_a_link_stays_one_and_keeps_its_mode()
    {
        var real = Path.Combine(_box.Repo, "zshrc");
        File.WriteAllText(real, "one\n");
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var start = Path.Combine(_box.Home, ".zshrc");
        File.CreateSymbolicLink(start, real);
        Run("install", "--shell", "zsh");
        Assert.NotNull(new FileInfo(start).LinkTarget);
        Assert.Contains("ov completions", File.ReadAllText(real));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(real));
        Run("uninstall");
        Assert.Equal("one\n", File.ReadAllText(real));
        Assert.NotNull(new FileInfo(start).LinkTarget);
    }

    [Fact]
    public void A_script_that_is_not_ours_or_was_changed_is_left_alone()
    {
        var script = Path.Combine(_box.Home, ".config/fish/completions/ov.fish");
        Directory.CreateDirectory(Path.GetDirectoryName(script)!);
        File.WriteAllText(script, "complete -c ov -a mine\n");
        _box.Ov("completions", "install", "--shell", "fish").Refused(4, "foreign");
        Run("uninstall");
        Assert.Equal("complete -c ov -a mine\n", File.ReadAllText(script));
        File.Delete(script);
        Run("install", "--shell", "fish");
        File.WriteAllText(script, "# mine\n" + File.ReadAllText(script));
        _box.Ov("completions", "uninstall").Refused(4, "foreign");
        Assert.StartsWith("# mine\n", File.ReadAllText(script));
    }

    [Fact]
    public void The_shell_is_the_users_own_unless_named()
    {
        _box.Variables["SHELL"] = "/usr/bin/fish";
        Run("install");
        Assert.True(File.Exists(Path.Combine(_box.Home, ".config/fish/completions/ov.fish")));
        _box.Variables["SHELL"] = "/bin/tcsh";
        _box.Ov("completions", "install").Refused(2, "usage");
        _box.Ov("completions", "install", "--shell", "fsh").Refused(2, "usage");
        _box.Ov("completions", "bsh").Refused(2, "usage");
        _box.Variables["OVERSTORY_AGENT_NAME"] = "alice";
        _box.Ov("completions", "install", "--shell", "bash").Refused(4, "not-operator");
    }

    public void Dispose() => _box.Dispose();

    private OvRun Run(params string[] args) => _box.Ov(["completions", .. args]).Ok();

    /// <summary>Every file with its bytes, and every folder, below the home.</summary>
    private string Home() => string.Join('\n', Directory.EnumerateFileSystemEntries(_box.Home, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}" : $"{path}/"));
}
