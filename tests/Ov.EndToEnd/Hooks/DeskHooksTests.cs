using System.Text.Json;

namespace Ov.EndToEnd.Hooks;

/// <summary>The hooks of the operator's own session, run as a runtime runs them.</summary>
public sealed class DeskHooksTests : IDisposable
{
    private readonly OvProject _project = new();

    public void Dispose() => _project.Dispose();

    private string Settings => Path.Combine(_project.Box.Repo, ".claude", "settings.local.json");

    [Fact]
    public void A_session_is_primed_its_prompts_bring_mail_and_an_agents_session_is_told_nothing()
    {
        _project.Ov("hooks", "install").Ok();
        _project.Ov("mail", "send", "--to", "operator", "--subject", "Look here", "--body", "It is red.").Ok();
        Assert.StartsWith("# Project repo", Hook("SessionStart").Stdout);
        Assert.Equal("", Hook("UserPromptSubmit", agent: "builder-1").Stdout);
        Assert.Contains("It is red.", Hook("UserPromptSubmit").Stdout);
        Assert.Equal("", Hook("UserPromptSubmit").Stdout);

        Directory.Delete(Path.Combine(_project.Files.Folder, "bin"), recursive: true);
        Assert.Equal(("", ""), (Hook("SessionStart").Stdout, Hook("SessionStart").Stderr));
    }

    [Fact]
    public void Installing_twice_changes_nothing_more_and_uninstalling_leaves_no_trace()
    {
        Assert.False(_project.Ov("hooks", "status", "--json").Ok().Json.GetProperty("installed").GetBoolean());
        Assert.Equal("unchanged", Change("uninstall"));
        Assert.Equal("made", Change("install", "--dry-run"));
        Assert.False(File.Exists(Settings));
        Assert.Equal("made", Change("install"));
        Assert.True(_project.Ov("hooks", "status", "--json").Ok().Json.GetProperty("installed").GetBoolean());
        Assert.Equal("unchanged", Change("install", "--force"));
        Assert.Equal("removed", Change("uninstall"));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Settings)));
    }

    [Theory]
    [InlineData("claude", ".claude/settings.local.json")]
    [InlineData("codex", ".codex/hooks.json")]
    public void A_file_of_the_users_own_keeps_every_byte_its_mode_and_its_place_behind_a_link(string runtime, string path)
    {
        var real = _project.Box.WriteFile("settings.json", "\t{ \"hooks\" :{\"SessionStart\": [ ]} }");
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var link = Path.Combine(_project.Box.Repo, path);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, real);
        var before = File.ReadAllBytes(real);

        Assert.Equal("changed", Change("install", "--runtime", runtime));
        Assert.NotEqual(before, File.ReadAllBytes(real));
        Assert.Equal("changed", Change("uninstall", "--runtime", runtime));
        Assert.Equal(before, File.ReadAllBytes(real));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_broken_file_a_tracked_one_and_an_agent_are_refused_and_nothing_changes()
    {
        _project.Box.WriteFile(".claude/settings.local.json", "{ // mine\n}");
        foreach (var verb in new[] { "install", "uninstall", "status" })
        {
            _project.Ov("hooks", verb, "--json").Refused(4, "foreign");
        }

        Assert.Equal("{ // mine\n}", File.ReadAllText(Settings));
        _project.Box.WriteFile(".claude/settings.local.json", "{}");
        _project.Box.Git("add", "-f", ".claude");
        _project.Ov("hooks", "install").Refused(4, "foreign");
        Assert.Equal("{}", File.ReadAllText(Settings));
        _project.Box.Run("ov", ["hooks", "install", "--runtime", "codex"], variables: new Dictionary<string, string> { ["OVERSTORY_AGENT_NAME"] = "builder-1" }).Refused(4, "not-operator");
        Assert.False(Directory.Exists(Path.Combine(_project.Box.Repo, ".codex")));
    }

    private string Change(params string[] words) => _project.Ov(["hooks", .. words, "--json"]).Ok().Json.GetProperty("change").GetString()!;

    /// <summary>As the runtime does: by a shell, with the event on standard input and its own mark in the environment.</summary>
    private OvRun Hook(string what, string agent = "")
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Settings));
        var command = settings.RootElement.GetProperty("hooks").GetProperty(what)[0].GetProperty("hooks")[0].GetProperty("command").GetString()!;
        return _project.Box.Run("sh", ["-c", command], input: "{}", variables: new Dictionary<string, string> { ["OVERSTORY_AGENT_NAME"] = agent, ["CLAUDECODE"] = "1", ["OV_OPERATOR_TOKEN"] = "" }).Ok();
    }
}
