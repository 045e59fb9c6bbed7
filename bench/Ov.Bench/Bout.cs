namespace Ov.Bench;

/// <summary>One run of the whole: ov, the arena, and a peer when there is one.</summary>
internal sealed class Bout(Arena arena, Contestant ours, Contestant? peer)
{
    public Arena Arena => arena;

    public Contestant Ours => ours;

    public Contestant? Peer => peer;

    /// <summary>sqlite3 on ov's own ledger, leaving the log on closing as ov does: else the two would measure different work.</summary>
    public Launch Sqlite(string sql, params string[] commands)
    {
        List<string> arguments = ["-batch"];
        foreach (var command in commands.Prepend(".dbconfig no_ckpt_on_close on"))
        {
            arguments.AddRange(["-cmd", command]);
        }

        return arena.Make(arena.Sqlite, ours.Project, [.. arguments, ours.Ledger, sql]);
    }

    public Finding Compare(string row, string against, int count, Func<double> one, Func<double> other, double? atMost = null, Action? before = null)
    {
        try
        {
            return Finding.Ratio(row, against, Pairs.Measure(count, one, other, before), atMost);
        }
        catch (BenchFailure failure)
        {
            return Finding.Missing(row, against, failure.Message, atMost is not null);
        }
    }

    /// <summary>The same command by the peer on its own project; nothing without a peer.</summary>
    public IEnumerable<Finding> AgainstPeer(string row, int count, Func<Contestant, Func<double>> command, Func<Contestant, Action>? before = null)
    {
        if (peer is null)
        {
            yield break;
        }

        var (mine, its) = (before?.Invoke(ours), before?.Invoke(peer));
        yield return Compare(row, peer.Name, count, command(ours), command(peer), null, () =>
        {
            mine?.Invoke();
            its?.Invoke();
        });
    }
}
