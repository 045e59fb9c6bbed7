namespace Ov.Bench.Rows;

/// <summary>What any command costs before it does anything.</summary>
internal static class StartUp
{
    public static IEnumerable<Finding> Measure(Bout bout)
    {
        var (arena, ours) = (bout.Arena, bout.Ours);
        var version = ours.Make("version");
        yield return bout.Compare("start-up", "sqlite3", 200, version.Time, arena.Make(arena.Sqlite, ours.Project, [":memory:", "select 1"]).Time);
        yield return bout.Compare("start-up", "git", 200, version.Time, arena.Make(arena.Git, ours.Project, ["--version"]).Time);
        foreach (var finding in bout.AgainstPeer("start-up", 200, it => it.Make("version").Time))
        {
            yield return finding;
        }
    }
}
