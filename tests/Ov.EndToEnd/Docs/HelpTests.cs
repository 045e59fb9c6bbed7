namespace Ov.EndToEnd.Docs;

/// <summary>Help as its readers meet it: on a terminal with a pager, through a pipe, in a narrow window, as manual pages.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly Sandbox _box = new();

    public HelpTests()
    {
        // It shows that it was asked and what it was given.
        _box.WriteProgram("page", "echo \"paged ${1:-}\"; cat");
        _box.WriteProgram("closed", "exit 0");
    }

    public void Dispose() => _box.Dispose();

    [Fact]
    public void The_whole_guide_goes_through_the_readers_pager_on_a_terminal()
    {
        var shown = OnTerminal("ov mail send --help", ("OV_PAGER", "page one"), ("PAGER", "page two"));
        Assert.StartsWith("paged one", shown.Stdout);
        Assert.Contains("--idempotency-key", shown.Stdout, StringComparison.Ordinal);
        Assert.StartsWith("paged two", OnTerminal("ov help merging", ("PAGER", "page two")).Stdout);
    }

    [Theory]
    [InlineData("ov mail send -h", "OV_PAGER", "page")]
    [InlineData("ov mail send --help", "OV_PAGER", "")]
    [InlineData("ov mail send --help", "OV_PAGER", "no-such-pager")]
    [InlineData("ov mail send --help | cat", "OV_PAGER", "page")]
    [InlineData("TERM=dumb ov mail send --help", "OV_PAGER", "page")]
    [InlineData("ov mail send --help --json", "OV_PAGER", "page")]
    public void Nothing_is_paged_that_fits_a_screen_or_is_not_for_a_terminal(string line, string name, string value)
    {
        var shown = OnTerminal(line, (name, value));
        Assert.DoesNotContain("paged", shown.Stdout, StringComparison.Ordinal);
        Assert.Contains("Send mail to an agent", shown.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_who_has_seen_enough_ends_it_quietly()
    {
        var shown = OnTerminal("ov help all; echo status $?", ("OV_PAGER", "closed"));
        Assert.Equal("status 0", shown.Stdout.Trim());
        Assert.Equal("ov turns a repository", _box.Run("sh", ["-c", "ov help reference | head -c 0; ov help all | head -c 21"]).Ok().Stdout);
    }

    [Fact]
    public void Help_fits_a_narrow_window()
    {
        var lines = _box.Run("ov", ["help", "states"], variables: new Dictionary<string, string> { ["COLUMNS"] = "50" }).Ok().Stdout.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 50));
    }

    [Fact]
    public void Help_for_what_does_not_exist_names_the_nearest()
    {
        Assert.Contains("Did you mean 'mail'?", _box.Ov("mial", "--help").Refused(2, "usage").Stderr, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'send'?", _box.Ov("mail", "sned", "-h").Refused(2, "usage").Stderr, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'trust'?", _box.Ov("help", "turst").Refused(3, "not-found").Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void Manual_pages_are_what_the_formatter_takes_without_a_warning()
    {
        _box.Ov("help", "man", "--dir", "man").Ok();
        var pages = Directory.GetFiles(Path.Combine(_box.Repo, "man"));
        Assert.Contains(pages, page => page.EndsWith("/ov-mail-send.1", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.EndsWith("/ov-states.7", StringComparison.Ordinal));
        Assert.All(pages, page => Assert.StartsWith(".TH ", File.ReadAllText(page)));
        Assert.All(pages, page => Assert.All(File.ReadAllText(page), letter => Assert.InRange(letter, '\n', '~')));
        Assert.Equal(File.ReadAllText(Path.Combine(_box.Repo, "man", "ov-sling.1")), _box.Ov("help", "man", "sling").Ok().Stdout);
        Assert.SkipUnless(File.Exists("/usr/bin/groff"), "groff is not here");
        var formatted = _box.Run("groff", ["-man", "-ww", "-z", .. pages]).Ok();
        Assert.Equal("", formatted.Stderr);
    }

    private OvRun OnTerminal(string line, params (string Name, string Value)[] variables)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script, which makes a terminal, is not here");
        var run = _box.Run(
            "script", ["-qec", line, "/dev/null"],
            variables: variables.Append(("TERM", "xterm")).Append(("SHELL", "/bin/sh")).ToDictionary(pair => pair.Item1, pair => pair.Item2)).Ok();
        // .NET sets the keypad's mode before it starts a program on a terminal.
        return run with { Stdout = run.Stdout.ReplaceLineEndings("\n").Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal) };
    }
}
