using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>Which of a repository's own git hooks a landing runs (docs/merging.md).</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class HookTests : IDisposable
{
    private static readonly string[] Hooks =
        ["pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "pre-merge-commit", "post-merge", "pre-rebase", "post-checkout", "post-rewrite", "applypatch-msg", "pre-push", "pre-auto-gc"];

    private MergeSite? _site;

    public void Dispose() => _site?.Dispose();

    [Fact]
    public void A_target_that_is_checked_out_nowhere_lands_without_any_hook() => Assert.Equal("", Ran("trunk", "never"));

    [Fact]
    public void A_checkout_of_the_target_moves_as_by_a_pull() => Assert.Equal("post-merge", Ran("main", "never"));

    [Fact]
    public void A_push_asks_the_hook_for_pushes() => Assert.Equal("pre-push", Ran("trunk", "always"));

    private string Ran(string target, string publish)
    {
        _site = new MergeSite(target);
        _site.Reported("one", ("one.txt", "1\n"));
        var log = Path.Combine(_site.Project.Folder, "ran");
        var remote = Path.Combine(_site.Project.Folder, "remote.git");
        _site.Project.Git("clone", "-q", "--bare", ".", remote);
        _site.Project.Git("remote", "add", "origin", remote);
        _site.Project.Write(".overstory/config.yaml", $"merge:\n  publish: {publish}\n");
        foreach (var hook in Hooks)
        {
            var path = Path.Combine(_site.Project.Root, ".git/hooks", hook);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, $"#!/bin/sh\necho {hook} >>'{log}'\n");
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }

        using var app = _site.Project.OperatorApp();
        Assert.Null(Assert.Single(LandingRound.Run(app, Caller.Operator, new LandingAsk(["one"]))).Problem);
        return File.Exists(log) ? string.Join(' ', File.ReadAllLines(log)) : "";
    }
}
