using Ov.Core.Agents;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>What a landing costs: each call of git is a process.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class GitCallTests : IDisposable
{
    private const string Folders = "/usr/local/bin:/usr/bin:/bin";

    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_clean_landing_asks_nothing_twice()
    {
        _site.Gates(("check", "true"));
        _site.Reported("one", ("one.txt", "1\n"));
        var log = Path.Combine(_site.Project.Folder, "calls");
        var shims = Directory.CreateDirectory(Path.Combine(_site.Project.Folder, "shims")).FullName;
        var git = Path.Combine(shims, "git");
        var real = Folders.Split(':').Select(folder => Path.Combine(folder, "git")).First(File.Exists);
        File.WriteAllText(git, $"#!/bin/sh\nprintf '%s\\n' \"$*\" >>'{log}'\nexec '{real}' \"$@\"\n");
        File.SetUnixFileMode(git, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (var warm = _site.Project.OperatorApp())
        {
            IntegrationWorktree.Of(warm, "trunk").Prepare(warm, _site.Tip("trunk"));
        }

        using var app = _site.Project.App(("PATH", $"{shims}:{Folders}"));
        Assert.Null(Assert.Single(LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"]))).Problem);
        var calls = File.ReadAllLines(log).Select(line => line[(line.IndexOf("UTF-8 -c i18n.logOutputEncoding=UTF-8 ", StringComparison.Ordinal) + 38)..]).ToList();
        Assert.True(calls.Count <= 29, $"{calls.Count} calls:\n{string.Join('\n', calls)}");
    }
}
