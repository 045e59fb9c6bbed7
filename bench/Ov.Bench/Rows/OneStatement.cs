namespace Ov.Bench.Rows;

/// <summary>Short commands beside sqlite3 running the same statements on the same file, closed in the same way.</summary>
internal static class OneStatement
{
    private const int Count = 100;
    private const string LogRow = "log tool-start";

    public static IEnumerable<Finding> CheckEmpty(Bout bout) =>
        Measure(bout, "mail check (empty)", SameStatements.CheckEmpty, 2, side => side.Make("mail", "check").Time);

    public static IEnumerable<Finding> CheckOne(Bout bout) =>
        Measure(bout, "mail check (one message)", SameStatements.CheckOne, 2, side => side.Make("mail", "check").Time, SendOne);

    public static IEnumerable<Finding> Send(Bout bout) =>
        Measure(bout, "mail send", SameStatements.Send, null, side => side.Make(ManySenders.Words).Time);

    public static IEnumerable<Finding> LogToolStart(Bout bout)
    {
        foreach (var finding in Measure(bout, LogRow, SameStatements.LogToolStart, 2, side => side.Make("log", "tool-start", "--tool-name", "Bash").Time))
        {
            yield return finding;
        }

        if (int.Parse(bout.Arena.Read(bout.Arena.Sqlite, bout.Ours.Project, ["-batch", bout.Ours.Ledger, SameStatements.CountLogged])) < Count)
        {
            yield return Finding.Missing(LogRow, "sqlite3", "ov recorded nothing", hasAim: true);
        }
    }

    /// <summary>The hook before a tool, as a runtime calls it, for an allowed command of some length.</summary>
    public static IEnumerable<Finding> Guard(Bout bout)
    {
        const string call = """
            {"session_id":"s","cwd":"/","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"cd src && for f in a b c; do grep -n \"$f\" *.txt | head -5; done; git status --short > /dev/null && git log --oneline -5"}}
            """;
        var input = Path.Combine(bout.Arena.Folder, "guard.json");
        File.WriteAllText(input, call);
        // An ended agent is still held to its rules, and no host of it disturbs the clock.
        bout.Ours.Run("sling", "Guarded work", "--name", "guarded", "--runtime", "exec");
        bout.Ours.Run("stop", "--all", "--yes");
        Family.Reap();
        var hook = bout.Arena.Make(bout.Ours.Program, bout.Ours.Project, ["guard", "--runtime", "claude", "--agent", "guarded"], input: input);
        yield return bout.Compare("guard", "sqlite3", Count, hook.Time, bout.Sqlite(SameStatements.Guard).Time, 2);
    }

    public static IEnumerable<Finding> Status(Bout bout) =>
        Measure(bout, "status", SameStatements.Status, null, side => side.Make("status").Time);

    private static Action SendOne(Contestant side)
    {
        var send = side.Make(ManySenders.Words);
        return () => send.Time();
    }

    private static IEnumerable<Finding> Measure(
        Bout bout, string row, string sql, double? atMost, Func<Contestant, Func<double>> command, Func<Contestant, Action>? before = null)
    {
        var prepare = before?.Invoke(bout.Ours);
        yield return bout.Compare(row, "sqlite3", Count, command(bout.Ours), bout.Sqlite(sql).Time, atMost, prepare);
        foreach (var finding in bout.AgainstPeer(row, Count, command, before))
        {
            yield return finding;
        }
    }
}
