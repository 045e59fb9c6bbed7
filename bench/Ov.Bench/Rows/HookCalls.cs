namespace Ov.Bench.Rows;

/// <summary>The calls that a session's hooks make besides the guard and the log: what a start, and each prompt, waits for.</summary>
internal static class HookCalls
{
    private const int Count = 100;

    public static IEnumerable<Finding> Measure(Bout bout)
    {
        yield return bout.Compare("prime", "sqlite3", Count, bout.Ours.Make("prime").Time, bout.Sqlite(SameStatements.Status).Time);
        yield return bout.Compare("mail check --inject (empty)", "sqlite3", Count, bout.Ours.Make("mail", "check", "--inject").Time, bout.Sqlite(SameStatements.CheckEmpty).Time);
    }
}
