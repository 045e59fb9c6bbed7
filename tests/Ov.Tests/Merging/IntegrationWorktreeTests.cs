using System.Diagnostics;
using Ov.Core;
using Ov.Core.Agents;
using Ov.Core.Ledger;
using Ov.Core.Merging;

namespace Ov.Tests.Merging;

/// <summary>What merges leave in their own worktrees.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class IntegrationWorktreeTests : IDisposable
{
    private readonly MergeSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void The_gate_of_a_merger_that_was_killed_is_ended_by_the_repair_and_nothing_else_is()
    {
        _site.Reported("one", ("one.txt", "1\n"));
        var entry = LandingRound.Queue(_site.App, Caller.Operator, "one", null);
        var intent = _site.App.Ledger.Write(tx =>
        {
            MergeStore.Move(tx, entry, MergeState.Building, "operator");
            return Intents.Open(tx, MergeIntent.Kind, entry.Id, new MergeIntent(entry.Id, "trunk", entry.Tip).Write());
        });
        var worktree = IntegrationWorktree.Of(_site.App, "trunk");
        worktree.Prepare(_site.App, _site.Tip("trunk"));
        using var left = Sleeper(worktree.Path);
        using var other = Sleeper(worktree.Path + "-of-somebody-else");

        MergeRepair.Repair(_site.App, _site.App.Ledger.Read(Intents.AllOpen).Single(open => open.Id == intent));

        Assert.True(left.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.False(other.HasExited);
        Assert.Equal(MergeState.Queued, _site.EntryOf("one").State);
        other.Kill();
        other.WaitForExit();
    }

    [Fact]
    public void Worktrees_of_gates_that_ran_at_once_go_when_fewer_may()
    {
        _site.Project.Write(".overstory/config.yaml", "merge:\n  parallelGates: 2\n");
        using var app = _site.Project.OperatorApp();
        string At(int lane) => IntegrationWorktree.Of(app, "trunk", lane).Path;
        foreach (var lane in new[] { 0, 1, 3 })
        {
            IntegrationWorktree.Of(app, "trunk", lane).Prepare(app, _site.Tip("trunk"));
        }

        _site.Reported("one", ("one.txt", "1\n"));
        Assert.Null(_site.Merge("one", app).Problem);
        Assert.Equal((true, true, false), (Directory.Exists(At(0)), Directory.Exists(At(1)), Directory.Exists(At(3))));
        Assert.DoesNotContain(At(3), _site.Project.Git("worktree", "list", "--porcelain"));
    }

    private static Process Sleeper(string folder)
    {
        var start = new ProcessStartInfo("sleep", "600");
        start.Environment[IntegrationWorktree.Mark] = folder;
        return Process.Start(start)!;
    }
}
