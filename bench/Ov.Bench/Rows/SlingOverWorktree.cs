namespace Ov.Bench.Rows;

/// <summary>An agent started from nothing, host and all, beside the checkout that it contains.</summary>
internal static class SlingOverWorktree
{
    private const int Count = 15;
    private const double Extra = 30;

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        Finding finding;
        try
        {
            finding = Overhead(bout);
        }
        catch (BenchFailure failure)
        {
            finding = Finding.Missing("sling", "git worktree add", failure.Message, hasAim: true);
        }

        yield return finding;
        if (bout.Peer is { } peer)
        {
            yield return bout.Compare("sling", peer.Name, Count, Slings(bout.Ours), Slings(peer), null, () =>
            {
                Stop(bout.Ours);
                Stop(peer);
            });
        }
    }

    private static Finding Overhead(Bout bout)
    {
        var worktrees = 0;
        var pairs = Pairs.Measure(Count, Slings(bout.Ours), () =>
        {
            var name = $"plain-{worktrees++}";
            return bout.Arena.Make(bout.Arena.Git, bout.Ours.Project, ["worktree", "add", "-q", "-b", name, Path.Combine(bout.Arena.Folder, name), "main"]).Time();
        }, () => Stop(bout.Ours));
        Stop(bout.Ours);
        return new Finding(
            "sling", "git worktree add", $"{pairs.Ours:0.0} ms", $"{pairs.Theirs:0.0} ms", $"{pairs.Ratio:0.00} ×, {pairs.Difference:+0.0;−0.0} ms",
            $"≤ +{Extra:0} ms", pairs.Difference <= Extra);
    }

    private static Func<double> Slings(Contestant side)
    {
        var slung = 0;
        return () => side.Make("sling", $"Task {slung++}", "--runtime", "exec").Time();
    }

    private static void Stop(Contestant side)
    {
        if (Family.Hosts().Count > 0)
        {
            side.Run("stop", "--all", "--yes");
        }

        Family.Reap();
    }
}
