using System.Text;

namespace Ov.EndToEnd.Mail;

/// <summary>Commands that run inside an agent's hooks: no trouble of ours stops the agent, and nothing of ours pollutes its context.</summary>
public sealed class HookTests : IDisposable
{
    private readonly OvProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData("log")]
    [InlineData("log", "tool-strat")]
    [InlineData("log", "tool-start", "--agent", "nobody")]
    [InlineData("log", "tool-start", "--no-such-option")]
    [InlineData("prime", "--agent", "nobody")]
    [InlineData("prime", "--bogus")]
    [InlineData("mail", "check", "--inject", "--agent", "nobody")]
    [InlineData("mail", "check", "--inject", "--bogus")]
    [InlineData("mail", "check", "--inject", "--debounce", "soon")]
    public void Our_own_trouble_is_one_line_on_stderr(params string[] args)
    {
        var run = _project.Ov(args).Ok();
        Assert.Equal("", run.Stdout);
        Assert.Single(run.Stderr.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("ov ", run.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("log", "tool-start")]
    [InlineData("prime")]
    [InlineData("mail", "check", "--inject")]
    public void Outside_a_project_nothing_is_said(params string[] args)
    {
        var run = _project.Box.Run("ov", args, directory: _project.Box.Home).Ok();
        Assert.Equal(("", ""), (run.Stdout, run.Stderr));
    }

    [Fact]
    public void A_tool_call_is_recorded_without_its_secret_which_is_nowhere_in_the_ledgers_files()
    {
        const string secret = "sk-ant-REDACTED";
        var payload = $$$"""{"session_id":"s","tool_name":"Bash","tool_use_id":"t1","tool_input":{"command":"curl -H 'x-api-key: {{{secret}}}' https://example.org"}}""";
        Assert.Equal("", Log("tool-start", payload));
        Assert.Equal("", Log("tool-end", payload));
        var events = _project.Rows("SELECT type, tool, text FROM event WHERE type LIKE 'tool.%' ORDER BY seq", row => (row.Text("type"), row.Text("tool"), row.Text("text")));
        Assert.Equal(["tool.start", "tool.end"], events.Select(record => record.Item1));
        Assert.All(events, record => Assert.Contains("[redacted]", record.Item3, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(_project.Files.Folder, "ov.db*"))
        {
            Assert.DoesNotContain(secret, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_hook_says_nothing_when_no_mail_waits() => Assert.Equal("", _project.Ov("mail", "check", "--inject").Ok().Stdout);

    private string Log(string what, string payload)
    {
        var run = _project.Box.Run("ov", ["log", what, "--stdin"], input: payload).Ok();
        return run.Stdout + run.Stderr;
    }
}
