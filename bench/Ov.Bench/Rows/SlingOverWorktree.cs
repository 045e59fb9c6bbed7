namespace Ov.Bench.Rows;

/// <summary>An agent started from nothing, host and all, beside the checkout that it contains.</summary>
internal static class SlingOverWorktree
{
    private const int Count = 15;
    private const double Extra = 30;

    /// <summary>Nobody works yet: the same command also starts the watcher, without waiting for it.</summary>
    private const string First = "sling, the first agent";

    /// <summary>The agents of the turns before stay, and the watcher with them.</summary>
    private const string Further = "sling, one more agent";

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        yield return Overhead(bout, First, () => Stop(bout.Ours));
        yield return Overhead(bout, Further, () => { });
        Stop(bout.Ours);
        if (bout.Peer is { } peer)
        {
            yield return bout.Compare("sling", peer.Name, Count, Slings(bout.Ours), Slings(peer), null, () =>
            {
                Stop(bout.Ours);
                Stop(peer);
            });
        }
    }

    private static Finding Overhead(Bout bout, string row, Action before)
    {
        try
        {
            var pairs = Pairs.Measure(Count, Slings(bout.Ours), Checkouts(bout), before);
            return new Finding(
                row, "git worktree add", $"{pairs.Ours:0.0} ms", $"{pairs.Theirs:0.0} ms", $"{pairs.Ratio:0.00} ×, {pairs.Difference:+0.0;−0.0} ms",
                $"≤ +{Extra:0} ms", pairs.Difference <= Extra);
        }
        catch (BenchFailure failure)
        {
            return Finding.Missing(row, "git worktree add", failure.Message, hasAim: true);
        }
    }

    private static Func<double> Checkouts(Bout bout) => () =>
    {
        var name = $"plain-{Guid.NewGuid():n}";
        return bout.Arena.Make(bout.Arena.Git, bout.Ours.Project, ["worktree", "add", "-q", "-b", name, Path.Combine(bout.Arena.Folder, name), "main"]).Time();
    };

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
